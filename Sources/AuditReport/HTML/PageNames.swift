// SPDX-License-Identifier: Apache-2.0

import ContentDigest

/// Gives the parts of a page names that links lead to, each once.
///
/// A configuration's name is made of its JCR path and its file, so that a link to it is good for the report of every
/// run that finds it there, wherever it stands among the others.
struct PageNames {
    private var taken: Set<String>

    /// Names beside those of the page's own sections.
    init(reserved: [String]) { taken = Set(reserved) }

    /// The names of all configurations of a record, in its order.
    mutating func names(of configurations: [RunRecord.Configuration]) -> [String] {
        let short = configurations.map { Self.name($0, [$0.path, $0.file]) }
        let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(configurations, short).map { entry, name in
            // What is the same in two inputs needs the input to be told apart, and so do both of them.
            let isUnique = counts[name] == 1
            return unique(
                isUnique
                    ? name
                    : Self.name(entry, [entry.path, entry.file, entry.input, entry.node, "\(entry.line)"]))
        }
    }

    /// A name that begins with `prefix`, for something that is told by `text`.
    mutating func name(_ prefix: String, _ text: String) -> String {
        unique(prefix + "-" + Self.slug(text, limit: 60))
    }

    /// `name`, or where it is taken the next free one made of it.
    private mutating func unique(_ name: String) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(name)-\(number)"
            number += 1
        }
        return candidate
    }

    private static func name(_ entry: RunRecord.Configuration, _ parts: [String]) -> String {
        let last = entry.path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) }
        let digest = ContentDigest.sha256(Array(parts.joined(separator: "\0").utf8))
        return slug(last ?? "", limit: 24) + "-" + digest.prefix(10)
    }

    /// Lower-case ASCII letters, digits and hyphens alone: whatever stands in a record makes no other id.
    private static func slug(_ text: String, limit: Int) -> String {
        var slug = ""
        for byte in text.utf8 where slug.utf8.count < limit {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                slug.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.unicodeScalars.append(Unicode.Scalar(byte + 32))
            default: if !slug.isEmpty, slug.last != "-" { slug += "-" }
            }
        }
        while slug.last == "-" { slug.removeLast() }
        return slug.isEmpty ? "configuration" : slug
    }
}
