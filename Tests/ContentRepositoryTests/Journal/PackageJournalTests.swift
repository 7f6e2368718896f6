// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite("Journals of packages", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct PackageJournalTests {
    let folder: PackageFolder
    let journals: PackageFolder
    private let name = "jcr_root/conf/.content.xml"

    init() throws {
        folder = try PackageFolder()
        journals = try PackageFolder()
        try folder.python("package('package.zip', [('\(name)', doc('old'))])")
    }

    private func journal(of package: ContentPackage) throws -> Journal {
        try Journal(of: .package(package), in: JournalFolder(journals.path))
    }

    /// Rewrites the package with a journal.
    private func run(from before: String, to after: String) throws {
        let package = try folder.open()
        let journal = try journal(of: package)
        let changes = [
            ContentChange(
                path: try packaged(name),
                .replace(before: Array(document(before).utf8), after: Array(document(after).utf8)))
        ]
        let run = try journal.begin(
            package, sha256After: package.sha256(after: changes), command: "test", startedAt: "")
        try package.rewrite(changes, to: .inPlace)
        try journal.set(.finished, of: run)
    }

    /// A file of the journal of the latest run.
    private func url(of file: String) throws -> URL {
        let mine = try #require(try journals.names().first)
        let run = try #require(
            try FileManager.default.contentsOfDirectory(atPath: journals.at(mine)).filter { $0.first == "0" }
                .max())
        return URL(filePath: journals.at("\(mine)/\(run)/\(file)"))
    }

    @Test(
        "A journal without the old package, or with another one, is damaged before anything is changed",
        arguments: [nil, "other bytes"])
    func damaged(stored: String?) throws {
        try run(from: "old", to: "new")
        let package = try folder.bytes("package.zip")
        let old = try url(of: "package")
        try FileManager.default.removeItem(at: old)
        if let stored { try Data(stored.utf8).write(to: old) }
        let state = try Data(contentsOf: try url(of: "state"))

        let journal = try journal(of: try folder.open())
        let rollback = Rollback(of: try #require(try journal.runs().first), in: journal)
        for attempt in [rollback.pending, { try rollback.apply() }] {
            let error = #expect(throws: JournalError.self) { try attempt() }
            #expect(error?.description.contains("old bytes are not those that were stored") == true)
        }
        #expect(try folder.bytes("package.zip") == package)
        #expect(try folder.names() == ["package.zip"])
        #expect(try Data(contentsOf: try url(of: "state")) == state)
    }

    @Test("A run that came to its end is not asked any more, even where its journal is damaged")
    func damagedBefore() throws {
        try run(from: "old", to: "new")
        try Data("{}".utf8).write(to: try url(of: "index.json"))
        try run(from: "new", to: "newer")
        let package = try folder.open()
        #expect(try package.text(package.walk().document(name)) == document("newer"))
    }
}
