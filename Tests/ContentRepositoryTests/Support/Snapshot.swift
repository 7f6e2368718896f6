// SPDX-License-Identifier: Apache-2.0

@testable import ContentRepository

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Everything that a copy keeps, or a change must leave alone, of every entry of a tree.
struct Snapshot: Equatable {
    struct Entry: Equatable {
        let kind: FileKind
        let permissions: mode_t
        let seconds: Int
        let nanoseconds: Int
        /// A file's bytes, or where a link leads.
        let contents: [UInt8]
    }

    private(set) var entries: [RelativePath: Entry] = [:]

    init(_ path: String) throws {
        let top = OpenFolder(try Descriptor(opening: path, O_RDONLY | O_DIRECTORY))
        var collector = Collector()
        try FolderTraversal(top: top, limits: .none).run(from: .top, (), &collector)
        entries = collector.entries
    }

    /// The paths as text, in order.
    var paths: [String] { entries.keys.sorted().map(\.display) }

    /// What the two do not have in common.
    func difference(from other: Snapshot) -> [String] {
        Set(entries.keys).union(other.entries.keys).filter { entries[$0] != other.entries[$0] }
            .map(\.display).sorted()
    }

    private struct Collector: FolderVisitor {
        var entries: [RelativePath: Entry] = [:]

        mutating func note(_ problem: WalkProblem) throws(any Error) {
            throw SnapshotFailed(problem: problem)
        }

        mutating func visit(
            _ folder: ListedFolder, _ context: Void
        ) throws(any Error) -> [(name: [UInt8], context: Void)] {
            for entry in folder.entries {
                let path = folder.path.appending(entry.name)
                entries[path] = try Self.entry(entry, in: folder.folder.descriptor)
            }
            return folder.entries.filter { $0.kind == .folder }.map { ($0.name, ()) }
        }

        private static func entry(
            _ entry: FolderEntry, in folder: borrowing Descriptor
        ) throws -> Entry {
            let status = try folder.status(of: entry.name)
            let contents: [UInt8] =
                switch entry.kind {
                case .regular: try folder.openFile(entry.name).read(upTo: .max)
                case .symbolicLink: try folder.linkTarget(entry.name)
                default: []
                }
            return Entry(
                kind: FileKind(mode: status.st_mode), permissions: status.permissions,
                seconds: status.modification.tv_sec, nanoseconds: status.modification.tv_nsec,
                contents: contents)
        }
    }
}

struct SnapshotFailed: Error {
    let problem: WalkProblem
}
