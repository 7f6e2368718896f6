// SPDX-License-Identifier: Apache-2.0

/// Finds what a person most probably meant to write.
package enum NearestName {
    /// The element with the name that comes closest to what was written, if one is close.
    ///
    /// Upper case, white space, dashes and underscores do not count; beyond that two slips of the pen are forgiven.
    package static func of<Element>(
        _ written: String, among elements: [Element], name: (Element) -> String
    ) -> Element? {
        let written = plain(written)
        guard !written.isEmpty, written.count <= 40 else { return nil }
        var best: (element: Element, distance: Int)?
        for element in elements {
            let distance = editDistance(written, plain(name(element)))
            if distance <= 2, distance < best?.distance ?? .max { best = (element, distance) }
        }
        return best?.element
    }

    private static func plain(_ name: String) -> [Unicode.Scalar] {
        guard name.utf8.count <= 200 else { return [] }
        return name.lowercased().unicodeScalars.filter {
            !$0.properties.isWhitespace && $0 != "-" && $0 != "_"
        }
    }

    /// Levenshtein distance, by the usual table of which only one line is kept.
    private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var line = Array(0...right.count)
        for (row, one) in left.enumerated() {
            var diagonal = line[0]
            line[0] = row + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (one == other ? 0 : 1)
                diagonal = line[column + 1]
                line[column + 1] = min(replaced, diagonal + 1, line[column] + 1)
            }
        }
        return line[right.count]
    }
}
