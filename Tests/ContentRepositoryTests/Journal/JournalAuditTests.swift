// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import Foundation
import Testing

@testable import ContentRepository

@Suite("The chain of a repository's journals")
struct JournalAuditTests {
    private let scene: JournaledTree

    init() throws { scene = try JournaledTree() }

    /// Three runs, one after the other: each is undone before the next.
    private func threeRuns() throws -> [JournaledRun] {
        for _ in 1...3 {
            try scene.run(try scene.changes())
            try scene.undo()
        }
        return try runs()
    }

    /// The oldest first.
    private func runs() throws -> [JournaledRun] {
        let (_, journal) = try scene.journal()
        return try journal.runs().reversed()
    }

    private func audit() throws -> [JournalAudit.Break] {
        let path = try #require(scene.folder.at("repository").withCString { realpath($0, nil) })
        defer { free(path) }
        let audit = JournalAudit(
            ofRepository: String(cString: path), in: JournalFolder(scene.folder.at("journals")))
        return audit.breaks
    }

    private func rewrite(_ run: JournaledRun, _ change: (inout JournalIndex) -> Void) throws {
        var index = run.index
        change(&index)
        index.sha256OfIndex = nil
        try Data(try index.sealed()).write(to: URL(filePath: run.path + "/index.json"))
    }

    @Test("each run names the one before it by the digest of its index; the first names none")
    func linked() throws {
        let runs = try threeRuns()
        #expect(runs.map(\.index.previous?.run) == [nil, runs[0].id, runs[1].id])
        for (run, next) in zip(runs, runs.dropFirst()) {
            let index = try Data(contentsOf: URL(filePath: run.path + "/index.json"))
            #expect(next.index.previous?.sha256 == ContentDigest.sha256(Array(index)))
            #expect(run.sha256OfIndex == ContentDigest.sha256(Array(index)))
        }
        #expect(try audit() == [])
    }

    @Test("an index that is changed and sealed again breaks the link of the next")
    func forged() throws {
        let runs = try threeRuns()
        try rewrite(runs[1]) { $0.command = "other" }
        let breaks = try audit()
        #expect(breaks.map(\.path) == [runs[2].path])
        #expect(breaks.allSatisfy { !$0.isMissing && $0.reason.contains(runs[1].id) })
    }

    @Test("a journal that is taken out leaves a gap, except the latest, which only its report can miss")
    func gaps() throws {
        let runs = try threeRuns()
        try FileManager.default.removeItem(atPath: runs[2].path)
        #expect(try audit() == [])
        try FileManager.default.removeItem(atPath: runs[0].path)
        #expect(
            try audit() == [
                JournalAudit.Break(
                    path: runs[1].path,
                    reason: "the run that it follows, \(runs[0].id), is not the one before it, or is gone",
                    isMissing: true)
            ])
    }

    @Test("journals of earlier versions have no link, and those after them begin the chain")
    func earlierVersions() throws {
        try scene.run(try scene.changes())
        try scene.undo()
        try rewrite(try #require(try runs().first)) { $0.schemaVersion = 2 }
        try scene.run(try scene.changes())
        #expect(try audit() == [])
        try rewrite(try #require(try runs().last)) {
            $0.schemaVersion = 3
            $0.previous = nil
        }
        #expect(try audit().map(\.reason) == ["it names no run before it, but \(try runs()[0].id) is there"])
    }

    @Test("a journal cannot pass for one of an earlier version where those before it are linked")
    func downgraded() throws {
        let runs = try threeRuns()
        try rewrite(runs[2]) {
            $0.schemaVersion = 2
            $0.previous = nil
        }
        #expect(try audit().map(\.path) == [runs[2].path])
    }

    @Test("where there are no journals, that is what is told")
    func none() throws {
        #expect(try audit().map(\.isMissing) == [true])
    }
}
