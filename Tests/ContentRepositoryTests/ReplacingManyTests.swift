// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Replacing many files together")
struct ReplacingManyTests {
    private static let count = 20
    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        for number in 0..<Self.count { try folder.file(Self.name(number), "old \(number)") }
    }

    private static func name(_ number: Int) -> String { "jcr_root/conf/a\(number)/.content.xml" }

    private func changes() throws -> [ContentChange] {
        try (0..<Self.count).map { number in
            ContentChange(
                path: try relative(Self.name(number)),
                .replace(before: Array("old \(number)".utf8), after: Array("new \(number)".utf8)))
        }
    }

    /// How many files have their new bytes; the others have their old ones, and nothing is beside any of them.
    private func newFiles() throws -> Int {
        var new = 0
        for number in 0..<Self.count {
            #expect(try Snapshot(folder.at("jcr_root/conf/a\(number)")).paths == [".content.xml"])
            let text = try folder.text(Self.name(number))
            #expect(text == "old \(number)" || text == "new \(number)")
            if text == "new \(number)" { new += 1 }
        }
        return new
    }

    @Test("all get their new bytes, whether they are flushed one by one or together", arguments: [2, 1000])
    func replaces(fewestFlushedTogether: Int) throws {
        let faults = WriteFaults(fewestFlushedTogether: fewestFlushedTogether) { _, _ in nil }
        #expect(try folder.open(faults: faults).apply(try changes()) == Self.count)
        #expect(try newFiles() == Self.count)
    }

    @Test(
        "where the disk is full, none has changed",
        arguments: [WriteStep.createTemporary, .write, .synchronizeFile])
    func full(step: WriteStep) throws {
        let last = try relative(Self.name(Self.count - 1))
        let faults = WriteFaults { at, file in at == step && file == last ? ENOSPC : nil }
        #expect(throws: RepositoryError.notReplaced(path: folder.at(last.display), step: step, code: ENOSPC))
        {
            try folder.open(faults: faults).apply(try changes())
        }
        #expect(try newFiles() == 0)
    }

    @Test("where one cannot take its place, those before it have, and nothing is left beside the others")
    func renaming() throws {
        let file = try relative(Self.name(7))
        let faults = WriteFaults { at, path in at == .rename && path == file ? EIO : nil }
        #expect(throws: RepositoryError.notReplaced(path: folder.at(file.display), step: .rename, code: EIO))
        {
            try folder.open(faults: faults).apply(try changes())
        }
        #expect(try newFiles() == 7)
    }

    @Test("one that somebody changes meanwhile stays as that is")
    func changedMeanwhile() throws {
        let file = try relative(Self.name(7))
        let path = folder.at(file.display)
        let faults = WriteFaults { at, at7 in
            if at == .synchronizeFile, at7 == file { _ = truncate(path, 0) }
            return nil
        }
        #expect(throws: RepositoryError.changedUnderneath(path: path)) {
            try folder.open(faults: faults).apply(try changes())
        }
        #expect(try folder.text(file.display) == "")
    }

    @Test(
        "it stops before any file when asked, and says how many have changed", arguments: [0, 5, 20, 23, 39])
    func stopped(after questions: Int) throws {
        var asked = 0
        let made = try folder.open().apply(try changes()) {
            asked += 1
            return asked > questions
        }
        #expect(made == max(0, questions - Self.count))
        #expect(try newFiles() == made)
    }

    @Test("files that come and go are told apart from those that change")
    func mixed() throws {
        let gone = ContentChange(path: try relative(Self.name(3)), .remove(before: Array("old 3".utf8)))
        let come = ContentChange(path: try relative("jcr_root/conf/new/.content.xml"), .create(after: [1]))
        let others = try changes().filter { $0.path != gone.path }
        #expect(try folder.open().apply([come, gone] + others) == Self.count + 1)
        #expect(!folder.exists(Self.name(3)))
        #expect(folder.exists("jcr_root/conf/new/.content.xml"))
        #expect(try folder.text(Self.name(4)) == "new 4")
    }
}
