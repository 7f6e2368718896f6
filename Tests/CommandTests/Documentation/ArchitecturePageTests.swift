// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@Suite("The page about the architecture")
struct ArchitecturePageTests {
    private static let page = Result {
        try Files.text(ProjectFolder.file("docs/architecture.md").path)
    }

    @Test("it has a row for each target, and for no other")
    func targets() throws {
        let page = try Self.page.get()
        let section = try #require(page.components(separatedBy: "## The targets").dropFirst().first)
            .components(separatedBy: "\n## ")[0]
        let named = section.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }.flatMap { row in
            row.components(separatedBy: "|")[1].components(separatedBy: "`").enumerated().filter {
                $0.offset % 2 == 1
            }.map(\.element)
        }
        let sources = try FileManager.default.contentsOfDirectory(
            atPath: ProjectFolder.file("Sources").path
        )
        .filter { !$0.hasPrefix(".") }
        #expect(Set(named) == Set(sources))
        #expect(named.count == sources.count)
    }

    /// The suites of tests that the page links, and where it says they are.
    private static let suites: [[String]] = ((try? page.get()) ?? "").matches(
        of: /\[`(\w+Tests)`\]\(([^)]+)\)/
    ).map { [String($0.1), String($0.2)] }

    @Test("the tests that it names are where it says", arguments: suites)
    func tests(_ suite: [String]) throws {
        let file = ProjectFolder.file("docs").appending(path: suite[1]).path
        #expect(try Files.text(file).contains("struct \(suite[0])"))
    }

    @Test("every invariant names its tests")
    func invariants() throws {
        let rows = try Self.page.get().components(separatedBy: "## What must never break")[1]
            .components(separatedBy: "\n## ")[0].components(separatedBy: "\n").filter { $0.hasPrefix("| ") }
            .dropFirst(2)
        #expect(rows.count >= 8)
        #expect(rows.filter { !$0.contains("Tests`]") } == [])
    }
}
