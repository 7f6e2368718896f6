// SPDX-License-Identifier: Apache-2.0

/// Where something lies: seen from the working directory, or from the checkout's top directory where the record was
/// relocated to that.
struct RecordedPlace: Equatable {
    /// The names on the way, without `.` and empty ones. `..` stays: what it means depends on links.
    private let names: [String]
    private let isAbsolute: Bool
    /// The file inside of a package, where the place is in one.
    let entry: String?
    /// Line in the file, counted from 1.
    let line: Int?

    /// The place of `file` in the input at `input`; both as they stand in the record.
    init(input: String, file: String?, line: Int?, isPackage: Bool) {
        let isEntry = isPackage && file != nil
        // By bytes: a slash with a combining mark after it is another character, but the same separator.
        names = [input, isEntry ? "" : file ?? ""]
            .flatMap { $0.utf8.split(separator: UInt8(ascii: "/")) }
            .map { String(Substring($0)) }.filter { $0 != "." }
        isAbsolute = input.utf8.first == UInt8(ascii: "/")
        entry = isEntry ? file : nil
        self.line = line.flatMap { $0 > 0 ? $0 : nil }
    }

    /// The path as a file system would take it, not made harmless: of the file, or of the package that holds it.
    var path: String {
        let path = (isAbsolute ? "/" : "") + names.joined(separator: "/")
        return path.isEmpty ? "." : path
    }

    /// `path`, entry and line, for people.
    var words: String { path + (entry.map { "!/" + $0 } ?? "") + (line.map { ":\($0)" } ?? "") }

    /// Whether `uri` is to be resolved against that directory.
    var isRelative: Bool { !isAbsolute }

    /// The path as a URI reference of RFC 3986: percent-encoded, `file:` where it is absolute.
    var uri: String {
        let path = names.map(Self.percentEncoded).joined(separator: "/")
        if isAbsolute { return "file:///" + path }
        return path.isEmpty ? "." : path
    }

    /// All but the unreserved characters as `%NN`.
    ///
    /// A byte that is no UTF-8 stands in the record as `\xNN` and becomes that byte again. No exported name holds a
    /// backslash of its own: FileVault writes it as `%5c`.
    private static func percentEncoded(_ name: String) -> String {
        var text = ""
        for byte in RecordedName.bytes(of: name) {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}

/// File names of a record.
package enum RecordedName {
    /// The bytes that a name has on disk: `\xNN` in a record stands for a byte that is no UTF-8.
    package static func bytes(of name: String) -> [UInt8] {
        let text = Array(name.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index...].starts(with: "\\x".utf8), index + 3 < text.count,
                let byte = UInt8(String(decoding: text[(index + 2)...(index + 3)], as: UTF8.self), radix: 16),
                byte >= 0x80
            {
                bytes.append(byte)
                index += 4
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }
}
