// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Synchronization
import Testing

@testable import ContentRepository

@Suite("Rewriting that fails", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct RewritingFaultTests {
    let folder: PackageFolder
    private let name = "jcr_root/conf/acme/.content.xml"

    init() throws {
        folder = try PackageFolder()
        try folder.python(
            "package('package.zip', [('\(name)', doc('old')), ('jcr_root/content/x.bin', os.urandom(3_000_000))])"
        )
    }

    private static let fallible: [WriteStep] = [
        .createTemporary, .write, .setOwner, .setMode, .synchronizeFile, .rename,
    ]

    @Test(
        "Whatever step fails, the package is as it was and nothing is left beside it", arguments: fallible,
        [true, false])
    func fails(step: WriteStep, inPlace: Bool) throws {
        // The disk is full, but for writing only after some of the bytes.
        let count = Mutex(0)
        let faults = WriteFaults { found, path in
            let isLater = count.withLock { count in
                count += 1
                return count > 3
            }
            return found == step && (step != .write || isLater) ? ENOSPC : nil
        }
        let package = try folder.open(faults: faults)
        let change = [try package.replacement(name, document("new"))]
        let before = try folder.bytes("package.zip")
        let place = folder.at(inPlace ? "package.zip" : "new.zip")
        let expected: PackageError =
            step == .setOwner
            ? .ownershipNotKept(path: place, code: ENOSPC)
            : .notWritten(path: place, step: step, code: ENOSPC)
        #expect(throws: expected) {
            try package.rewrite(change, to: inPlace ? .inPlace : .newFile(place))
        }
        #expect(try folder.bytes("package.zip") == before)
        #expect(try folder.names() == ["package.zip"])
    }

    @Test("That the folder could not be flushed is told of, though the package is there")
    func folderNotFlushed() throws {
        let faults = WriteFaults { step, _ in step == .synchronizeFolder ? EIO : nil }
        let package = try folder.open(faults: faults)
        let change = [try package.replacement(name, document("new"))]
        #expect(
            throws: PackageError.notWritten(
                path: folder.at("new.zip"), step: .synchronizeFolder, code: EIO)
        ) { try package.rewrite(change, to: .newFile(folder.at("new.zip"))) }
        try RewrittenPackage(folder: folder).expect(changed: [name: document("new")])
    }

    @Test("Writes that take part of the bytes, and calls that are interrupted, are made again")
    func shortWrites() throws {
        let calls = Mutex(0)
        let faults = WriteFaults(largestWrite: 12_345) { _, _ in
            calls.withLock { calls in
                calls += 1
                return calls % 3 == 0 ? EINTR : nil
            }
        }
        let package = try folder.open(faults: faults)
        try package.rewrite(
            [package.replacement(name, document("new"))], to: .newFile(folder.at("new.zip")))
        try RewrittenPackage(folder: folder).expect(changed: [name: document("new")])
    }

    @Test(
        "Another file in the place of the package is left alone, whenever it comes there",
        arguments: [WriteStep.createTemporary, .write, .synchronizeFile])
    func swapped(step: WriteStep) throws {
        let (folder, name) = (folder, name)
        try folder.python("package('other.zip', [('\(name)', doc('other'))])")
        let other = try folder.bytes("other.zip")
        let isDone = Mutex(false)
        let place = (folder.at("package.zip"), folder.at("other.zip"))
        let faults = WriteFaults { found, _ in
            isDone.withLock { isDone in
                if found == step, !isDone {
                    isDone = true
                    #expect(Foundation.rename(place.1, place.0) == 0)
                }
            }
            return nil
        }
        let package = try folder.open(faults: faults)
        let change = [try package.replacement(name, document("new"))]
        #expect(throws: PackageError.changedUnderneath(path: folder.at("package.zip"))) {
            try package.rewrite(change, to: .inPlace)
        }
        #expect(try folder.bytes("package.zip") == other)
        #expect(try folder.names() == ["package.zip"])
    }

    @Test(
        "A package that is changed or cut short while it is copied is noticed", arguments: [true, false],
        [true, false])
    func changed(cut: Bool, inPlace: Bool) throws {
        let path = folder.at("package.zip")
        let isDone = Mutex(false)
        let faults = WriteFaults { step, _ in
            isDone.withLock { isDone in
                guard step == .write, !isDone else { return }
                isDone = true
                let file = FileHandle(forUpdatingAtPath: path)
                if cut {
                    file?.truncateFile(atOffset: 2_000)
                } else {
                    file?.seek(toFileOffset: 1_000_000)
                    file?.write(Data("changed".utf8))
                }
                file?.closeFile()
            }
            return nil
        }
        let package = try folder.open(faults: faults)
        let change = [try package.replacement(name, document("new"))]
        #expect(throws: PackageError.changedUnderneath(path: path)) {
            try package.rewrite(change, to: inPlace ? .inPlace : .newFile(folder.at("new.zip")))
        }
        #expect(try folder.names() == ["package.zip"])
    }

    /// Parts of a new package.
    enum Part: CaseIterable {
        case entryThatStays, header, contents, directory, end
    }

    @Test("A new package that does not read back as planned is not used", arguments: Part.allCases)
    func garbled(part: Part) throws {
        let archive = try folder.open().archive
        let entry = try #require(archive.entry(try packaged(name)))
        let header = try LocalHeader(of: entry, archive.directory, in: archive.bytes)
        let place =
            switch part {
            case .entryThatStays: 10
            case .header: entry.localOffset + 40
            case .contents: header.contents.lowerBound + 5
            // From the end: the entry has other lengths now.
            case .directory: archive.directory.end.directory.lowerBound + 50 - archive.bytes.count
            case .end: -10
            }
        let path = folder.path
        let faults = WriteFaults { step, _ in
            guard step == .setMode else { return nil }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for name in names where name.hasPrefix(".ims-migrate-") {
                guard let file = FileHandle(forUpdatingAtPath: path + "/" + name) else { continue }
                let size = Int(file.seekToEndOfFile())
                file.seek(toFileOffset: UInt64(place < 0 ? size + place : place))
                file.write(Data([0xEE, 0xEE, 0xEE]))
                file.closeFile()
            }
            return nil
        }
        let package = try folder.open(faults: faults)
        let change = [try package.replacement(name, document("new"))]
        let before = try folder.bytes("package.zip")
        let result = Result { try package.rewrite(change, to: .inPlace) }
        if part == .entryThatStays {
            // Entries that do not change are not read again: they are as good as the disk.
            #expect(throws: Never.self) { try result.get() }
        } else {
            let error = #expect(throws: PackageError.self) { try result.get() }
            guard case .notVerified = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try folder.bytes("package.zip") == before)
        }
        #expect(try folder.names() == ["package.zip"])
    }

    @Test("What a killed run leaves beside a package is found by the package's name")
    func leftovers() throws {
        try folder.python("package('other.zip', [])")
        let package = try folder.open()
        let other = try folder.open("other.zip")
        let names = [package, other].map { package in
            String(
                decoding: FileName.temporary(for: Array((package.path as NSString).lastPathComponent.utf8)),
                as: UTF8.self)
        }
        for name in names { try folder.write([1], to: name) }
        package.removeLeftovers()
        #expect(try folder.names() == [names[1], "other.zip", "package.zip"].sorted())
    }
}
