// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The diffs of a record, one after the other, as `git apply` takes them from the folder of the input, with new, removed
/// and renamed files.
///
/// A diff in which something is masked must not be applied: where the migration adds a secret, a placeholder would be
/// written in its place. So it has a line that makes `git apply` refuse all of it, and that says why.
package enum DiffReport {
    /// Begins like no line of a hunk does, so that the patch counts as corrupt.
    static let refusal =
        "# Values are masked here, so that this cannot be applied; run ims-migrate to make the change."

    /// The diffs; empty where no file changes.
    package static func render(_ record: RunRecord) -> String {
        record.files.filter { !$0.diff.isEmpty }.map { render($0, in: record) }.joined()
    }

    private static func render(_ file: RunRecord.File, in record: RunRecord) -> String {
        guard let (old, hunks) = parts(of: file) else { return refused(lines(file.diff[...])) }
        let body = lines(hunks)
        let isMasked = file.masked ?? hunks.contains(Secret.placeholder) || hunks.contains("…")
        let isChanged = !body.utf8.elementsEqual(hunks.utf8)
        return header(of: file, old: old, in: record) + (isMasked || isChanged ? refused(body) : body)
    }

    /// The lines with the one that is none after the head of the first hunk.
    private static func refused(_ lines: String) -> String {
        // By bytes, because CR and LF together are one character.
        let bytes = Array(lines.utf8)
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
        return String(decoding: bytes[..<end], as: UTF8.self) + refusal + "\n"
            + String(decoding: bytes[end...], as: UTF8.self)
    }

    /// The header names the file so that no control in the name can read as a line.
    private static func header(of file: RunRecord.File, old: Substring, in record: RunRecord) -> String {
        let new = quoted("b/" + file.file)
        if old == "/dev/null" {
            return
                "diff --git \(quoted("a/" + file.file)) \(new)\nnew file mode 100644\n--- /dev/null\n+++ \(new)\n"
        }
        // A file that goes, and whose name another one has in its diff, is that one under its old name.
        let renamed = record.files.first { other in
            other.sha256After.isEmpty && other.diff.isEmpty && other.input == file.input
                && other.file != file.file && "a/" + LineName.shown(other.file) == old
        }
        guard let renamed else { return "--- \(quoted("a/" + file.file))\n+++ \(new)\n" }
        let before = quoted("a/" + renamed.file)
        return
            "diff --git \(before) \(new)\nrename from \(quoted(renamed.file))\nrename to \(quoted(file.file))\n"
            + "--- \(before)\n+++ \(new)\n"
    }

    /// The name of the file before, as the diff has it, and the hunks.
    private static func parts(of file: RunRecord.File) -> (old: Substring, hunks: Substring)? {
        for name in ["a/" + file.file, "/dev/null"] {
            let header = "--- \(name)\n+++ b/\(file.file)\n"
            if file.diff.utf8.starts(with: header.utf8) {
                return (name[...], Substring(file.diff.utf8.dropFirst(header.utf8.count)))
            }
        }
        let parts = file.diff.utf8.split(
            separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].starts(with: "--- ".utf8), parts[1].starts(with: "+++ b/".utf8)
        else {
            return nil
        }
        return (Substring(parts[0].dropFirst(4)), Substring(parts[2]))
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
