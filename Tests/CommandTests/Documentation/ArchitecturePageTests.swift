// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("The page about the architecture")
struct ArchitecturePageTests {
    private static let page = Result {
        try Files.text(Place.package.appending(path: "docs/architecture.md").path)
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
            atPath: Place.package.appending(path: "Sources").path
        )
        .filter { !$0.hasPrefix(".") }
        #expect(Set(named) == Set(sources))
        #expect(named.count == sources.count)
    }

    /// What a link shows, and where it leads.
    private static let links: [[String]] = ((try? page.get()) ?? "").matches(
        of: /\[`?([^\]`]*)`?\]\(([^)#]+)[^)]*\)/
    ).map { [String($0.1), String($0.2)] }

    @Test("what it links is there; a suite of tests by its name", arguments: links)
    func isThere(_ link: [String]) throws {
        let target = Place.package.appending(path: "docs").appending(path: link[1])
        #expect(Place.isThere(target))
        if link[0].hasSuffix("Tests") {
            #expect(try Files.text(target.path).contains("struct \(link[0])"))
        }
    }

    @Test("every invariant names its tests")
    func invariants() { #expect(Self.links.filter { $0[0].hasSuffix("Tests") }.count >= 20) }
}
