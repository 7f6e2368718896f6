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

@Suite("Replacing files")
struct ReplacingTests {
    let folder: TestFolder
    let name = "jcr_root/conf/a/.content.xml"
    let old = Array("old bytes".utf8)
    let new = Array("new bytes, more of them".utf8)

    init() throws {
        folder = try TestFolder()
        try folder.file(name, bytes: old)
        try folder.file("jcr_root/conf/a/other.xml", "other")
    }

    private func replace(_ faults: WriteFaults = .none) -> RepositoryError? {
        do {
            try folder.open(faults: faults).replace(try relative(name), with: new, expecting: old)
            return nil
        } catch {
            return error as? RepositoryError
        }
    }

    private func isLeftAlone() throws -> Bool {
        try Snapshot(folder.path).paths == [
            "jcr_root", "jcr_root/conf", "jcr_root/conf/a", name, "jcr_root/conf/a/other.xml",
        ] && folder.text(name) == "old bytes"
    }

    @Test("the new bytes are there, nothing is left beside them, and no other file is touched")
    func replaces() throws {
        try folder.age("jcr_root/conf/a/other.xml")
        let before = try Snapshot(folder.path)
        let tree = try folder.open()
        let identity = try tree.replace(try relative(name), with: new, expecting: old)
        let content = try tree.read(try relative(name), maxBytes: 100)
        #expect(content.bytes == new)
        #expect(content.identity == identity)
        #expect(try Snapshot(folder.path).difference(from: before) == ["jcr_root/conf/a", name])
    }

    @Test("from nothing, to nothing", arguments: [([], [1]), ([1], []), ([], [])] as [([UInt8], [UInt8])])
    func empty(before: [UInt8], after: [UInt8]) throws {
        try folder.file(name, bytes: before)
        try folder.open().replace(try relative(name), with: after, expecting: before)
        #expect(try folder.text(name).utf8.elementsEqual(after))
    }

    @Test("equal bytes are not written: the file stays the same, its time too")
    func equal() throws {
        try folder.age(name)
        let before = try folder.status(name)
        try folder.open().replace(try relative(name), with: old, expecting: old)
        let after = try folder.status(name)
        #expect(before.st_ino == after.st_ino)
        #expect(before.modification.tv_nsec == after.modification.tv_nsec)
    }

    @Test(
        "the mode stays",
        arguments: [0o600, 0o644, 0o664, 0o400, 0o444, 0o755, 0o4755, 0o2755, 0o1666, 0o000] as [mode_t])
    func mode(mode: mode_t) throws {
        try folder.setMode(name, mode)
        if !isRoot, mode & 0o400 == 0 { return }
        #expect(replace() == nil)
        #expect(try folder.status(name).permissions == mode)
    }

    @Test("owner and group stay, and setuid with them", .enabled(if: isRoot, "only root may give files away"))
    func owner() throws {
        try #require(chown(folder.at(name), 12_345, 23_456) == 0)
        try folder.setMode(name, 0o6750)
        #expect(replace() == nil)
        let status = try folder.status(name)
        #expect(status.st_uid == 12_345 && status.st_gid == 23_456)
        #expect(status.permissions == 0o6750)
    }

    @Test(
        "a group that may do what anybody may is no loss",
        arguments: [
            (0o644, true), (0o600, true), (0o755, true), (0o666, true), (0o640, false), (0o664, false),
            (0o604, false), (0o2644, false),
        ] as [(mode_t, Bool)])
    func group(mode: mode_t, isAnybody: Bool) throws {
        try folder.setMode(name, mode)
        #expect(try folder.status(name).groupIsAnybody == isAnybody)
    }

    #if os(Linux)
        @Test("a user's extended attributes stay")
        func attributes() throws {
            let file = try Descriptor(opening: folder.at(name), O_RDONLY)
            LinuxFile.setAttribute("user.ims.test", of: file, to: [1, 0, 255])
            // Not every file system has them.
            guard LinuxFile.attribute("user.ims.test", of: file) != nil else { return }
            #expect(replace() == nil)
            let after = try Descriptor(opening: folder.at(name), O_RDONLY)
            #expect(LinuxFile.attribute("user.ims.test", of: after) == [1, 0, 255])
        }

        @Test("an access control list stays, and one that the folder would hand down does not come in")
        func accessControl() throws {
            // Version 2; owner rw, user 12345 r, group r, mask r, others none.
            let list: [UInt8] =
                [2, 0, 0, 0] + [1, 0, 6, 0, 255, 255, 255, 255] + [2, 0, 4, 0, 0x39, 0x30, 0, 0]
                + [4, 0, 4, 0, 255, 255, 255, 255] + [0x10, 0, 4, 0, 255, 255, 255, 255]
                + [0x20, 0, 0, 0, 255, 255, 255, 255]
            let access = "system.posix_acl_access"
            let parent = try Descriptor(opening: folder.at("jcr_root/conf/a"), O_RDONLY)
            LinuxFile.setAttribute("system.posix_acl_default", of: parent, to: list)
            guard LinuxFile.attribute("system.posix_acl_default", of: parent) != nil else { return }
            #expect(replace() == nil)
            let plain = try Descriptor(opening: folder.at(name), O_RDONLY)
            #expect(LinuxFile.attribute(access, of: plain) == nil)
            #expect(try folder.status(name).permissions == 0o644)

            LinuxFile.setAttribute(access, of: plain, to: list)
            try folder.open().replace(try relative(name), with: old, expecting: new)
            let listed = try Descriptor(opening: folder.at(name), O_RDONLY)
            #expect(LinuxFile.attribute(access, of: listed) == list)
        }
    #endif

    @Test(
        "bytes that are not the expected ones are left alone",
        arguments: ["", "old byte", "old bytes.", "old Bytes"])
    func changed(text: String) throws {
        try folder.file(name, text)
        #expect(replace() == .changedUnderneath(path: folder.at(name)))
        #expect(try folder.text(name) == text)
    }

    @Test("a file that is gone is a change too")
    func gone() throws {
        try folder.remove(name)
        #expect(replace() == .changedUnderneath(path: folder.at(name)))
        #expect(!folder.exists(name))
    }

    @Test("a file changed while its replacement is being written is left alone")
    func changedMeanwhile() throws {
        let folder = folder
        let name = name
        let path = folder.at(name)
        let faults = WriteFaults { step, _ in
            if step == .synchronizeFile {
                _ = unlink(path)
                _ = symlink("other.xml", path)
            }
            return nil
        }
        #expect(replace(faults) == .changedUnderneath(path: path))
        #expect(FileKind(mode: try folder.status(name).st_mode) == .symbolicLink)
        #expect(try folder.text("jcr_root/conf/a/other.xml") == "other")
        #expect(try Snapshot(folder.at("jcr_root/conf/a")).paths == [".content.xml", "other.xml"])
    }

    @Test("a link in the place of the file, and what it leads to, are left alone")
    func linkedFile() throws {
        try folder.file("outside.xml", bytes: old)
        try folder.remove(name)
        try folder.link(name, to: "../../../outside.xml")
        #expect(replace() == .unsafe(path: folder.at(name), kind: .symbolicLink))
        #expect(try folder.text("outside.xml") == "old bytes")
        #expect(FileKind(mode: try folder.status(name).st_mode) == .symbolicLink)
    }

    @Test(
        "a link in the place of a folder on the way",
        arguments: ["jcr_root/conf/a", "jcr_root/conf", "jcr_root"])
    func linkedFolder(swapped: String) throws {
        let tree = try folder.open()
        try folder.move(swapped, to: "moved")
        try folder.link(swapped, to: folder.at("moved"))
        #expect(throws: RepositoryError.unsafe(path: folder.at(swapped), kind: .symbolicLink)) {
            try tree.replace(try relative(name), with: new, expecting: old)
        }
        #expect(try folder.text(name) == "old bytes")
    }

    @Test("a named pipe in the place of the file", .timeLimit(.minutes(10)))
    func fifo() throws {
        try folder.remove(name)
        try folder.fifo(name)
        #expect(replace() == .unsafe(path: folder.at(name), kind: .fifo))
    }

    @Test("a folder that may not be written to", .disabled(if: isRoot, "root may write everywhere"))
    func readOnlyFolder() throws {
        try folder.setMode("jcr_root/conf/a", 0o500)
        #expect(
            replace() == .notReplaced(path: folder.at(name), step: .createTemporary, code: EACCES))
        try folder.setMode("jcr_root/conf/a", 0o700)
        #expect(try isLeftAlone())
    }

    @Test(
        "a failure at any step before the new file is in place leaves the old one, and nothing beside it",
        arguments: WriteStep.ofReplacing.filter { $0 != .synchronizeFolder }, [ENOSPC, EIO, EPERM])
    func failure(step: WriteStep, code: Int32) throws {
        let before = try Snapshot(folder.path)
        let error = replace(WriteFaults { at, _ in at == step ? code : nil })
        #expect(
            error
                == (step == .setOwner
                    ? .ownershipNotKept(path: folder.at(name), code: code)
                    : .notReplaced(path: folder.at(name), step: step, code: code)))
        #expect(try isLeftAlone())
        #expect(try Snapshot(folder.path).difference(from: before).allSatisfy { $0 == "jcr_root/conf/a" })
    }

    @Test("a failure to flush the folder says that the file is replaced")
    func failureAfterRename() throws {
        let error = try #require(replace(WriteFaults { at, _ in at == .synchronizeFolder ? EIO : nil }))
        #expect(error == .notReplaced(path: folder.at(name), step: .synchronizeFolder, code: EIO))
        #expect("\(error)".contains("changed, but"))
        #expect(try folder.text(name).utf8.elementsEqual(new))
        #expect(try Snapshot(folder.at("jcr_root/conf/a")).paths == [".content.xml", "other.xml"])
    }

    @Test("a disk that is full after some bytes", arguments: 1...8)
    func fullDisk(writes: Int) throws {
        let counter = Counter()
        let faults = WriteFaults(largestWrite: 3) { step, _ in
            step == .write && counter.next() == writes ? ENOSPC : nil
        }
        let error = try #require(replace(faults))
        #expect(error == .notReplaced(path: folder.at(name), step: .write, code: ENOSPC))
        #expect("\(error)".contains("Make room on the disk"))
        #expect(try isLeftAlone())
    }

    @Test("interrupted calls are made again, and short writes go on", arguments: [1, 2, 7, 1_000])
    func interrupted(largest: Int) throws {
        let counter = Counter()
        let faults = WriteFaults(largestWrite: largest) { _, _ in counter.next() % 2 == 1 ? EINTR : nil }
        #expect(replace(faults) == nil)
        #expect(try folder.text(name).utf8.elementsEqual(new))
    }

    @Test("until it has the old file's permissions, the new one is for nobody else")
    func privateMeanwhile() throws {
        let seen = Counter()
        let parent = folder.at("jcr_root/conf/a")
        let faults = WriteFaults { step, _ in
            if step == .setMode, let entries = try? Descriptor(opening: parent, O_RDONLY).entries(),
                let name = entries.map(\.name).first(where: { $0.starts(with: FileName.temporaryPrefix) }),
                let status = try? Descriptor(opening: parent, O_RDONLY).status(of: name),
                status.permissions == 0o600
            {
                _ = seen.next()
            }
            return nil
        }
        #expect(replace(faults) == nil)
        #expect(seen.next() == 2)
    }

    @Test("every error names the file, the cause, and what to do", arguments: WriteStep.allCases)
    func messages(step: WriteStep) {
        let text = "\(RepositoryError.notReplaced(path: "a/b", step: step, code: EACCES))"
        #expect(text.hasPrefix("a/b: ") && text.contains("ermission denied") && text.hasSuffix("."))
    }
}
