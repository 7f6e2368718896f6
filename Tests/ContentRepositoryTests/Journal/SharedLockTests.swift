// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("Parts of a run hold a repository together, and nobody else with them")
struct SharedLockTests {
    private let scene: JournaledTree

    init() throws { scene = try JournaledTree() }

    private func part(_ index: Int, of count: Int = 3, _ fingerprint: String = "one") -> JournaledPart {
        JournaledPart(index: index, count: count, fingerprint: fingerprint)
    }

    private func journal(_ part: JournaledPart?, in journals: String = "journals") throws -> Journal {
        let tree = try scene.folder.open("repository")
        return try Journal(of: .tree(tree), in: JournalFolder(scene.folder.at(journals)), for: part)
    }

    private func isHeld(_ part: JournaledPart?, in journals: String = "journals") throws -> Bool {
        do {
            _ = try journal(part, in: journals)
            return false
        } catch JournalError.held {
            return true
        }
    }

    @Test("siblings come and go; each part runs once at a time")
    func siblings() throws {
        let first = try journal(part(1))
        do {
            let second = try journal(part(2))
            #expect(try isHeld(part(2)))
            withExtendedLifetime(second) {}
        }
        #expect(try !isHeld(part(2)))
        #expect(try isHeld(part(1)))
        withExtendedLifetime(first) {}
    }

    @Test("whoever is no sibling is kept away, also where it keeps its journals elsewhere")
    func strangers() throws {
        let first = try journal(part(1))
        #expect(try isHeld(nil))
        #expect(try isHeld(nil, in: "elsewhere"))
        #expect(try isHeld(part(2, of: 4)))
        #expect(try isHeld(part(2, of: 3, "other mapping")))
        #expect(try isHeld(part(2), in: "elsewhere"))
        withExtendedLifetime(first) {}
    }

    @Test("a whole run keeps every part away; when nobody is there, any run can be split anew")
    func whole() throws {
        do {
            let whole = try journal(nil)
            #expect(try isHeld(part(1)))
            withExtendedLifetime(whole) {}
        }
        #expect(try !isHeld(part(1)))
        #expect(try !isHeld(part(2, of: 4, "other")))
        #expect(try !isHeld(nil))
    }

    @Test("a run on a folder above is kept away while parts hold this one")
    func overlapping() throws {
        let (first, second) = (try journal(part(1)), try journal(part(2)))
        let inner = JournalFolder(scene.folder.at("journals"))
        try scene.folder.folder("repository/apps/inner/conf")
        let tree = try scene.folder.open("repository/apps/inner")
        #expect(throws: JournalError.self) { _ = try Journal(of: .tree(tree), in: inner) }
        withExtendedLifetime((first, second)) {}
    }

    private func change(_ name: String) throws -> ContentChange {
        ContentChange(
            path: try relative("conf/\(name).xml"),
            .replace(before: Array("old".utf8), after: Array("new".utf8)))
    }

    /// A part that journals the change of one file, and dies after it was made.
    private func die(_ index: Int, changing name: String) throws {
        let journal = try journal(part(index))
        guard case .tree(let tree) = journal.repository else { return }
        let change = try change(name)
        _ = try journal.begin([change], of: tree, command: "migrate", startedAt: "2026-01-01T00:00:00Z")
        _ = try tree.apply([change])
    }

    @Test("a part that died is its own concern, and that of a whole run; siblings go on")
    func died() throws {
        for name in ["one", "two"] { try scene.folder.file("repository/conf/\(name).xml", "old") }
        try die(1, changing: "one")
        try die(2, changing: "two")
        #expect(try journal(part(3)).unfinishedRuns().isEmpty)
        #expect(try journal(part(2)).unfinishedRuns().map { $0.part?.index } == [2])

        // To others both are there, independent of each other.
        let whole = try journal(nil)
        #expect(try whole.unfinishedRuns().map { $0.part?.index } == [2, 1])
        let foreign = try #require(try whole.unfinishedRuns().first)
        #expect(whole.completes(foreign, by: [:]), "all that it was to write is written")
    }

    @Test(
        "a part never completes what another run has left, and a whole run takes over what all parts have left"
    )
    func takenOver() throws {
        for name in ["one", "two"] { try scene.folder.file("repository/conf/\(name).xml", "old") }
        try die(1, changing: "one")
        try die(2, changing: "two")
        do {
            let other = try journal(part(1, of: 2, "other"))
            let died = try other.unfinishedRuns()
            #expect(died.count == 2)
            #expect(died.allSatisfy { !other.completes($0, by: [:]) })
        }
        let whole = try journal(nil)
        guard case .tree(let tree) = whole.repository else { return }
        let run = try whole.begin([], of: tree, command: "migrate", startedAt: "2026-01-01T00:00:00Z")
        #expect(try whole.unfinishedRuns().map(\.id) == [run.id])
        #expect(try Rollback(of: run, in: whole).apply().count == 2)
        #expect(try scene.folder.text("repository/conf/one.xml") == "old")
        #expect(try scene.folder.text("repository/conf/two.xml") == "old")
    }

    @Test("rolled back one after the other, the parts of the latest run go, the latest first")
    func latest() throws {
        for name in ["one", "two"] { try scene.folder.file("repository/conf/\(name).xml", "old") }
        try die(1, changing: "one")
        try die(2, changing: "two")
        let journal = try journal(nil)
        var undone: [Int?] = []
        for _ in 0..<2 {
            let run = try #require(try journal.latestRun())
            undone.append(run.part?.index)
            _ = try Rollback(of: run, in: journal).apply()
        }
        #expect(undone == [2, 1])
        #expect(try journal.latestRun()?.part?.index == 2, "nothing is left; the latest stays the latest")
    }
}
