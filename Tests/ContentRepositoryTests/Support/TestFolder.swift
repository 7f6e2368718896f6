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

/// A folder of its own for one test, removed with all that is in it when the test is through.
final class TestFolder {
    /// Its path without links, so that it can be found again among open descriptors.
    let path: String

    init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((parent + "/content-repository-XXXXXX").utf8CString)
        try #require(mkdtemp(&template) != nil)
        let made = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
        path = try #require(made.flatMap { HostPath.resolved($0) })
    }

    deinit {
        guard let slash = path.lastIndex(of: "/"),
            let parent = try? Descriptor(opening: String(path[..<slash]), O_RDONLY | O_DIRECTORY)
        else { return }
        TreeRemoval.remove(Array(path[path.index(after: slash)...].utf8), from: OpenFolder(parent))
    }

    /// The absolute path of something in here.
    func at(_ name: String) -> String { name.isEmpty ? path : path + "/" + name }

    /// Makes a folder, and those above it.
    func folder(_ name: String) throws {
        var reached = path
        for part in name.split(separator: "/") {
            reached += "/" + part
            try #require(mkdir(reached, 0o755) == 0 || errno == EEXIST, "mkdir \(reached)")
        }
    }

    /// Makes a file, and the folders above it.
    func file(_ name: String, _ text: String = "text\n", mode: mode_t = 0o644) throws {
        try file(name, bytes: Array(text.utf8), mode: mode)
    }

    func file(_ name: String, bytes: [UInt8], mode: mode_t = 0o644) throws {
        try folder(name.split(separator: "/").dropLast().joined(separator: "/"))
        let parent = try Descriptor(
            opening: at(name.split(separator: "/").dropLast().joined(separator: "/")), O_RDONLY | O_DIRECTORY)
        let last = Array((name.split(separator: "/").last ?? "").utf8)
        let file = try parent.open(last, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
        try file.write(bytes)
        try #require(fchmod(file.number, mode) == 0)
    }

    /// Makes document view files.
    func documents(_ names: String...) throws {
        for name in names { try file(name, docView) }
    }

    func link(_ name: String, to target: String) throws {
        try folder(name.split(separator: "/").dropLast().joined(separator: "/"))
        try #require(symlink(target, at(name)) == 0, "symlink \(name)")
    }

    func fifo(_ name: String) throws {
        try folder(name.split(separator: "/").dropLast().joined(separator: "/"))
        try #require(mkfifo(at(name), 0o644) == 0, "mkfifo \(name)")
    }

    /// Makes a file whose name has any bytes, in the folder `parent`.
    func file(named name: [UInt8], in parent: String, _ text: String) throws {
        let folder = try Descriptor(opening: at(parent), O_RDONLY | O_DIRECTORY)
        try folder.open(name, O_WRONLY | O_CREAT, mode: 0o644).write(Array(text.utf8))
    }

    func remove(_ name: String) throws {
        try #require(unlink(at(name)) == 0 || rmdir(at(name)) == 0, "remove \(name)")
    }

    func move(_ name: String, to newName: String) throws {
        try #require(rename(at(name), at(newName)) == 0, "rename \(name)")
    }

    func text(_ name: String) throws -> String {
        let file = try Descriptor(opening: at(name), O_RDONLY)
        return String(decoding: try file.read(upTo: .max), as: UTF8.self)
    }

    func status(_ name: String) throws -> stat {
        var status = stat()
        try #require(lstat(at(name), &status) == 0, "lstat \(name)")
        return status
    }

    func exists(_ name: String) -> Bool {
        var status = stat()
        return lstat(at(name), &status) == 0
    }

    func setMode(_ name: String, _ mode: mode_t) throws {
        try #require(chmod(at(name), mode) == 0)
    }

    /// Sets the modification time to an odd moment of the past, to the nanosecond.
    func age(_ name: String) throws {
        let time = timespec(tv_sec: 1_234_567_890, tv_nsec: 123_456_789)
        try #require(utimensat(AT_FDCWD, at(name), [time, time], AT_SYMLINK_NOFOLLOW) == 0)
    }

    func open(_ name: String = "", faults: WriteFaults = .none) throws -> ExportedTree {
        try ExportedTree.open(at(name), faults: faults)
    }
}

/// The smallest document view file.
let docView = """
    <?xml version="1.0" encoding="UTF-8"?>
    <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured"/>

    """

/// A path that the test knows to be one.
func relative(_ text: String) throws -> RelativePath {
    try #require(RelativePath(text))
}

/// Whether the tests run as somebody whom permissions do not stop.
let isRoot = geteuid() == 0
