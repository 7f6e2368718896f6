// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A strict reader of unified diffs: no fuzz, no offset, every count exact.
enum UnifiedDiff {
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    /// `text` with `diff` applied.
    static func apply(_ diff: String, to text: String) throws -> String {
        if diff.isEmpty { return text }
        var old = lines(of: text)[...]
        var result: [String] = []
        var rest = lines(of: diff)[...]
        try expect(rest.popFirst()?.hasPrefix("--- a/") == true, "no --- line")
        try expect(rest.popFirst()?.hasPrefix("+++ b/") == true, "no +++ line")
        try expect(!rest.isEmpty, "no hunk")
        while let head = rest.popFirst() {
            guard let match = head.wholeMatch(of: /@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n/),
                let start = Int(match.1), let oldCount = Int(match.2), let newStart = Int(match.3),
                let newCount = Int(match.4)
            else { throw Fault(description: "no hunk header: \(head)") }
            let before = oldCount == 0 ? start : start - 1
            try expect(before >= old.startIndex, "hunks overlap or are out of order")
            try expect(before <= old.endIndex, "a hunk behind the end")
            result += old[..<before]
            old = old[before...]
            try expect(
                newStart == (newCount == 0 ? result.count : result.count + 1), "a wrong new line number")
            let hunkEnd = (old: old.startIndex + oldCount, new: result.count + newCount)
            while let line = rest.first, !line.hasPrefix("@@") {
                rest.removeFirst()
                var content = String(line.dropFirst())
                if rest.first == "\\ No newline at end of file\n" {
                    rest.removeFirst()
                    content.removeLast()
                }
                if line.hasPrefix(" ") || line.hasPrefix("-") {
                    try expect(old.popFirst() == content, "a line that is not there: \(line)")
                }
                if line.hasPrefix(" ") || line.hasPrefix("+") { result.append(content) }
                try expect(" +-".contains(line.prefix(1)), "a line without a sign: \(line)")
            }
            try expect(hunkEnd == (old.startIndex, result.count), "a hunk with wrong counts: \(head)")
        }
        return (result + old).joined()
    }

    /// The lines with their line feeds.
    static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for scalar in text.unicodeScalars {
            line.unicodeScalars.append(scalar)
            if scalar == "\n" {
                lines.append(line)
                line = ""
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private static func expect(_ condition: Bool, _ fault: @autoclosure () -> String) throws {
        if !condition { throw Fault(description: fault()) }
    }
}

/// The `patch` command, where the machine has one.
enum PatchCommand {
    static let path = ["/usr/bin/patch", "/bin/patch", "/opt/homebrew/bin/patch", "/usr/local/bin/patch"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// `text` with `diff` applied by the command, with no fuzz; nil where it refuses.
    static func apply(_ diff: String, to text: String) throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "ims-migrate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, patch) = (folder.appending(path: "file"), folder.appending(path: "diff"))
        try Data(text.utf8).write(to: file)
        try Data(diff.utf8).write(to: patch)
        let process = Process()
        process.executableURL = URL(filePath: try #require(path))
        process.arguments = ["--fuzz=0", "--silent", "--input=\(patch.path)", file.path]
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}
