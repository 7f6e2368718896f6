// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("The folder for journals and the repository")
struct JournalFolderTests {
    let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try folder.file("repository/conf/a.xml", "text")
    }

    private func journal(in journals: String) throws -> Journal {
        try Journal(of: .tree(try folder.open("repository")), in: JournalFolder(folder.at(journals)))
    }

    @Test(
        "Journals with their secrets are not kept in the repository, whatever the folder is called",
        arguments: [
            "repository", "repository/journals", "repository/conf/../x/y",
            // To Swift's characters an accent is one with the slash before it.
            "repository/\u{301}journals",
        ])
    func inside(journals: String) throws {
        let before = try Snapshot(folder.at("repository"))
        let refusal = #expect(throws: JournalError.self) { try journal(in: journals) }
        guard case .folderInside = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(try Snapshot(folder.at("repository")) == before)
    }

    @Test("A folder beside it may begin like it", arguments: ["repository-journals", "journals/repository"])
    func beside(journals: String) throws {
        _ = try journal(in: journals)
    }
}
