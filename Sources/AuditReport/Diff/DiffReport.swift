// SPDX-License-Identifier: Apache-2.0

/// The diffs of a record, one after the other, as `git apply` takes them.
///
/// A line with a placeholder in it matches no line of the file, so that `git apply` refuses a masked diff. Only where
/// a migration adds a secret that the configuration did not have, there is no such line to match.
public enum DiffReport {
    /// The diffs; empty where no file changes.
    public static func render(_ record: RunRecord) -> String {
        record.files.filter { !$0.diff.isEmpty }.map(render).joined()
    }

    private static func render(_ file: RunRecord.File) -> String {
        guard let body = withoutHeader(file) else { return lines(file.diff[...]) }
        return "--- \(quoted("a/" + file.file))\n+++ \(quoted("b/" + file.file))\n" + lines(body)
    }

    /// The hunks of the diff. Its header names the file so that no control in the name can read as a line.
    private static func withoutHeader(_ file: RunRecord.File) -> Substring? {
        let header = "--- a/\(file.file)\n+++ b/\(file.file)\n"
        if file.diff.utf8.starts(with: header.utf8) {
            return Substring(file.diff.utf8.dropFirst(header.utf8.count))
        }
        let parts = file.diff.utf8.split(
            separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].starts(with: "--- a/".utf8), parts[1].starts(with: "+++ b/".utf8)
        else {
            return nil
        }
        return Substring(parts[2])
    }

    /// The lines made harmless; tabs, and a carriage return that belongs to the line break, stay.
    private static func lines(_ diff: Substring) -> String {
        var text = ""
        // By scalars, because CR and LF together are one character.
        var lines = diff.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines {
            let hasReturn = line.last == "\r"
            let shown = line.dropLast(hasReturn ? 1 : 0)
                .split(separator: "\t", omittingEmptySubsequences: false)
                .map { HarmlessText.line(String(Substring($0))) }.joined(separator: "\t")
            text += HarmlessText.withoutBuildCommands(shown) + (hasReturn ? "\r\n" : "\n")
        }
        return text
    }

    /// A file name as Git writes one: in quotes, with octal escapes, where it holds anything out of the ordinary.
    private static func quoted(_ name: String) -> String {
        let isOrdinary = name.unicodeScalars.allSatisfy {
            !HarmlessText.isHarmful($0) && $0 != "\"" && $0 != "\\"
        }
        if isOrdinary, HarmlessText.withoutBuildCommands(name) == name { return name }
        var text = "\""
        for byte in RecordedName.bytes(of: name) {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text += "\\" + String(Unicode.Scalar(byte))
            case 0x20..<0x7F where byte != UInt8(ascii: "#"):
                text += String(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return text + "\""
    }
}
