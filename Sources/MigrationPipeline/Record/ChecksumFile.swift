// SPDX-License-Identifier: Apache-2.0

/// Files with their digests, in the form that `sha256sum` writes and that `sha256sum -c` checks from within the folder.
enum ChecksumFile {
    /// Its name beside the report.
    static let name = "SHA256SUMS"

    /// One file.
    struct Entry: Equatable {
        /// In hexadecimal.
        var sha256: String
        /// The path, relative to the folder that the file is in or absolute.
        var name: String
    }

    /// A line for each. As coreutils have it, a line begins with a backslash where its name holds one, or a line break, and
    /// these are escaped.
    static func text(_ entries: [Entry]) -> String {
        entries.map { entry in
            var name = ""
            for scalar in entry.name.unicodeScalars {
                switch scalar {
                case "\\": name += "\\\\"
                case "\n": name += "\\n"
                case "\r": name += "\\r"
                default: name.unicodeScalars.append(scalar)
                }
            }
            let isEscaped = !name.utf8.elementsEqual(entry.name.utf8)
            return (isEscaped ? "\\" : "") + "\(entry.sha256)  \(name)\n"
        }.joined()
    }

    /// What a file says; nil where a line of it is none.
    static func read(_ text: String) -> [Entry]? {
        var entries: [Entry] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let isEscaped = line.first == UInt8(ascii: "\\")
            let rest = line.dropFirst(isEscaped ? 1 : 0)
            let digest = rest.prefix(64)
            let separator = rest.dropFirst(64).prefix(2)
            let isDigest = digest.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
            let written = rest.dropFirst(66)
            guard digest.count == 64, isDigest,
                ["  ", " *"].contains(String(decoding: Array(separator), as: UTF8.self)), !written.isEmpty,
                let name = isEscaped ? unescaped(Array(written)) : Array(written)
            else { return nil }
            entries.append(
                Entry(
                    sha256: String(decoding: Array(digest), as: UTF8.self),
                    name: String(decoding: name, as: UTF8.self)))
        }
        return entries
    }

    private static func unescaped(_ name: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = name[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
            default: return nil
            }
        }
        return result
    }
}
