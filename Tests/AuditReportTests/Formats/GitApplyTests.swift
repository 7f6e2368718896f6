// SPDX-License-Identifier: Apache-2.0

import Foundation
import IndependentReader
import Testing

@testable import AuditReport

@Suite("Git takes the diff", .enabled(if: Git.isThere, "git is not installed")) struct GitApplyTests {
    /// Names as they are on disk.
    private static let fileNames = [
        "plain.xml", "with space.xml", "ends with space ", "größe.xml", "日本.xml", "quote\".xml", "it's.xml",
        "back\\slash.xml", "tab\t.xml", "line\nbreak.xml", "bidi\u{202E}.xml", "-dash.xml", "##vso[x].xml",
        "a b/c d/.content.xml", "2026-01-01 00:00:00 +0000.xml",
    ]

    private final class Folder {
        let url: URL

        init() throws {
            url = FileManager.default.temporaryDirectory.appending(path: "ims-migrate-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func write(_ text: String, to name: String) throws {
            let file = url.path + "/" + name
            let parent = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: file))
        }

        func text(_ name: String) -> String? {
            FileManager.default.contents(atPath: url.path + "/" + name).map {
                String(decoding: $0, as: UTF8.self)
            }
        }

        func apply(_ record: RunRecord) throws -> (isTaken: Bool, message: String) {
            try Git.apply(Array(DiffReport.render(record).utf8), in: url.path)
        }
    }

    /// A record with one changed file, as a run makes it.
    private func record(_ name: String, _ hunks: String, masked: Bool? = false) -> RunRecord {
        var record = FormatRecords.small
        let shown = name.replacing("\n", with: "\\x0A").replacing("\t", with: "\\x09")
        record.files = [
            RunRecord.File(
                file: name, input: "my-export", sha256Before: "0a", sha256After: "0b",
                diff: "--- a/\(shown)\n+++ b/\(shown)\n" + hunks, masked: masked)
        ]
        return record
    }

    @Test("whatever the file is called", arguments: fileNames.indices)
    func names(number: Int) throws {
        let name = Self.fileNames[number]
        let folder = try Folder()
        try folder.write("a\nb\nc\n", to: name)
        let (isTaken, message) = try folder.apply(record(name, "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"))
        #expect(isTaken, "\(message)")
        #expect(folder.text(name) == "a\nx\nc\n")
    }

    @Test(
        "with the line breaks that the file has, and with none at its end",
        arguments: [
            ("a\r\nb\r\nc\r\n", "@@ -1,3 +1,3 @@\n a\r\n-b\r\n+x\r\n c\r\n", "a\r\nx\r\nc\r\n"),
            (
                "a\nb",
                "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+x\n\\ No newline at end of file\n",
                "a\nx"
            ),
            ("a\n\tb\u{2028}\n", "@@ -1,2 +1,2 @@\n-a\n+x\n \tb\n", nil),
        ])
    func lineBreaks(before: String, hunks: String, after: String?) throws {
        let folder = try Folder()
        try folder.write(before, to: "f.xml")
        let (isTaken, _) = try folder.apply(record("f.xml", hunks))
        #expect(isTaken == (after != nil))
        #expect(folder.text("f.xml") == after ?? before)
    }

    @Test("a file that is new, whatever it is called", arguments: fileNames.indices)
    func created(number: Int) throws {
        let name = Self.fileNames[number]
        let folder = try Folder()
        var record = record(name, "@@ -0,0 +1,2 @@\n+a\n+b\n")
        record.files[0].diff.replace(/--- a\/.*/, with: "--- /dev/null", maxReplacements: 1)
        record.files[0].sha256Before = ""
        let (isTaken, message) = try folder.apply(record)
        #expect(isTaken, "\(message)")
        #expect(folder.text(name) == "a\nb\n")
    }

    @Test("a file that gets another name", arguments: fileNames.indices)
    func renamed(number: Int) throws {
        let name = Self.fileNames[number]
        let folder = try Folder()
        try folder.write("a\nb\n", to: name)
        var record = record(name, "@@ -1,2 +1,2 @@\n a\n-b\n+x\n")
        record.files[0].diff.replace(/\+\+\+ b\/.*/, with: "+++ b/new name.xml", maxReplacements: 1)
        record.files[0].file = "new name.xml"
        record.files[0].sha256Before = ""
        record.files.insert(
            RunRecord.File(file: name, input: "my-export", sha256Before: "0a", sha256After: "", diff: ""),
            at: 0)
        let (isTaken, message) = try folder.apply(record)
        #expect(isTaken, "\(message)")
        #expect(folder.text("new name.xml") == "a\nx\n")
        #expect(folder.text(name) == nil)
    }

    @Test(
        "what is masked is refused as a whole, says why, and nothing is written: a placeholder least of all")
    func masked() throws {
        let added = "@@ -1,1 +1,2 @@\n a\n+secret=\"(secret)\"\n"
        for masked in [true, nil] {
            let folder = try Folder()
            try folder.write("a\n", to: "f.xml")
            try folder.write("a\n", to: "other.xml")
            var record = record("other.xml", "@@ -1,1 +1,1 @@\n-a\n+b\n")
            record.files += self.record("f.xml", added, masked: masked).files
            #expect(try !folder.apply(record).isTaken)
            #expect(folder.text("f.xml") == "a\n" && folder.text("other.xml") == "a\n")
            #expect(DiffReport.render(record).contains("Values are masked here"))
        }
    }

    @Test("a line that could not be shown as it is makes it refused too")
    func unshown() throws {
        let folder = try Folder()
        try folder.write("a\n", to: "f.xml")
        #expect(try !folder.apply(record("f.xml", "@@ -1,1 +1,2 @@\n a\n+b\u{1B}[31m\n")).isTaken)
        #expect(folder.text("f.xml") == "a\n")
    }
}
