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

@Suite("Descriptors")
struct DescriptorTests {
    @Test("none is left open, whether things go well or not")
    func noneLeaks() throws {
        let folder = try TestFolder()
        let name = "a/jcr_root/conf/x/.content.xml"
        try folder.documents("a/jcr_root/conf/b.xml", name)
        try folder.link("a/jcr_root/conf/link", to: ".")
        try folder.fifo("a/jcr_root/conf/pipe.xml")
        try folder.file("file")
        let path = try relative("jcr_root/conf/x/.content.xml")
        let bytes = Array(docView.utf8)
        do {
            let tree = try folder.open("a")
            #expect(openDescriptors(below: folder.path) == 1)
            for document in tree.walk().documents { _ = try tree.read(document, maxBytes: 1_000) }
            _ = try? tree.read(path, maxBytes: 1)
            _ = try? tree.read(try relative("jcr_root/conf/pipe.xml"), maxBytes: 1)
            _ = try? tree.read(try relative("jcr_root/conf/link/b.xml"), maxBytes: 1)
            for step in WriteStep.allCases {
                let failing = try folder.open("a", faults: WriteFaults { at, _ in at == step ? EIO : nil })
                _ = try? failing.replace(path, with: bytes + [0x20], expecting: bytes)
            }
            _ = try tree.beginCopy(to: folder.at("b"))
            _ = try tree.beginCopy(to: folder.at("b")).commit()
            _ = try? tree.beginCopy(to: folder.at("b"))
            #expect(openDescriptors(below: folder.path) == 1)
        }
        _ = try? folder.open("file")
        _ = try? folder.open("nothing")
        _ = try? folder.open()
        #expect(openDescriptors(below: folder.path) == 0)
    }

    @Test("a listing by the C library, as macOS has it, tells the same as the one by the kernel")
    func listings() throws {
        let folder = try TestFolder()
        try folder.folder("folder")
        try folder.folder("...")
        try folder.link("link", to: "nowhere")
        try folder.fifo("pipe")
        try folder.file(named: [0xFF, 0x20, 0x0A], in: "", "not UTF-8")
        // More than one call gives: the kernel fills 32 KiB at a time.
        for number in 0..<600 {
            try folder.file("\(number)-" + String(repeating: "n", count: 1 + number * 7 % 200))
        }
        func listed(_ read: (inout RawListing, borrowing Descriptor) throws -> Void) throws -> [[UInt8]:
            FileKind]
        {
            var listing = RawListing()
            // Twice, because memory is used again.
            for place in ["folder", ""] {
                try read(&listing, try Descriptor(opening: folder.at(place), O_RDONLY | O_DIRECTORY))
            }
            let pairs = listing.entries.map { (Array(listing.name(of: $0)), $0.kind) }
            return Dictionary(pairs) { _, _ in .other }
        }
        let byKernel = try listed { try $0.read($1) }
        let byLibrary = try listed { try $0.readByLibrary($1) }
        #expect(byLibrary == byKernel)
        #expect(byLibrary.count == 605)
        #expect(byLibrary[Array("...".utf8)] == .folder)
        #expect(byLibrary[[0xFF, 0x20, 0x0A]] == .regular)
    }

    @Test("a listing tells what everything is, sorted by bytes, and can be taken again")
    func listing() throws {
        let folder = try TestFolder()
        for name in ["b", "a", "Z", "é", "a-b", ".hidden"] { try folder.file(name) }
        try folder.folder("folder")
        try folder.link("link", to: "a")
        let opened = try Descriptor(opening: folder.path, O_RDONLY | O_DIRECTORY)
        for _ in 0..<2 {
            let entries = try opened.entries()
            #expect(
                entries.map { String(decoding: $0.name, as: UTF8.self) } == [
                    ".hidden", "Z", "a", "a-b", "b", "folder", "link", "é",
                ])
            #expect(entries.filter { $0.kind != .regular }.map(\.kind) == [.folder, .symbolicLink])
        }
    }

    @Test("kinds by mode and by directory entry")
    func kinds() {
        let kinds: [(mode_t, Int, FileKind)] = [
            (S_IFREG, Int(DT_REG), .regular), (S_IFDIR, Int(DT_DIR), .folder),
            (S_IFLNK, Int(DT_LNK), .symbolicLink),
            (S_IFIFO, Int(DT_FIFO), .fifo), (S_IFSOCK, Int(DT_SOCK), .socket),
            (S_IFCHR, Int(DT_CHR), .characterDevice), (S_IFBLK, Int(DT_BLK), .blockDevice),
        ]
        for (mode, type, kind) in kinds {
            #expect(FileKind(mode: mode | 0o644) == kind)
            #expect(FileKind(directoryEntryType: UInt8(type)) == kind)
        }
        #expect(FileKind(directoryEntryType: UInt8(DT_UNKNOWN)) == nil)
        #expect(FileKind(directoryEntryType: 255) == .other)
    }
}
