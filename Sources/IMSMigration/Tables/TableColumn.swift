// SPDX-License-Identifier: Apache-2.0

/// The columns that a CSV file of this tool may have; the raw values are the names in its header, letter for letter.
public protocol TableColumn: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The columns that every file needs.
    static var required: [Self] { get }
    /// Of these columns a file needs one at least; empty where there is no such choice.
    static var alternatives: [Self] { get }
    /// What a file with none of the `alternatives` does not say.
    static var purposeOfAlternatives: String { get }
}

extension TableColumn {
    /// The column that an unknown header most probably means, if one is close.
    ///
    /// The answer is the only thing that a message may tell of an unknown header: in a file without a header, it can
    /// be a secret.
    static func closest(to header: String) -> Self? {
        NearestName.of(header, among: Array(allCases)) { $0.rawValue }
    }
}

/// Finds what a person most probably meant to write.
enum NearestName {
    /// The element with the name that comes closest to what was written, if one is close.
    ///
    /// Upper case, white space, dashes and underscores do not count; beyond that two slips of the pen are forgiven.
    static func of<Element>(
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
