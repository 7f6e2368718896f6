// SPDX-License-Identifier: Apache-2.0
import Foundation

/// All that can be seen of a tree: to prove what a run changed, and that it changed nothing else.
struct Snapshot {
    struct Item: Equatable {
        var mode: UInt32
        var owner: UInt32
        var group: UInt32
        /// Nanoseconds since 1970.
        var modified: Int64
        /// The bytes of a file, the text of a link.
        var content: [UInt8]?

        var isFolder: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
    }

    /// By path relative to the top; the top itself as an empty path.
    private(set) var items: [RawPath: Item] = [:]

    init(of top: RawPath) throws {
        try add("", top)
    }

    private mutating func add(_ path: RawPath, _ place: RawPath) throws {
        let status = try Files.status(place)
        var item = Item(
            mode: UInt32(status.st_mode), owner: status.st_uid, group: status.st_gid,
            modified: status.modifiedNanoseconds)
        switch status.st_mode & S_IFMT {
        case S_IFREG: item.content = try Files.read(place)
        case S_IFLNK: item.content = try Files.linkTarget(place)
        case S_IFDIR:
            for name in try Files.names(in: place) {
                let name = RawPath(name)
                try add(path.bytes.isEmpty ? name : path / name, place / name)
            }
        default: break
        }
        items[path] = item
    }

    /// What differs from `earlier` in whatever way, files that came or went among it, in byte order.
    ///
    /// The time of a folder does not count: it tells that a file in it was replaced, which the file tells too.
    func changes(since earlier: Snapshot) -> [String] {
        withoutTimes(\.isFolder).differences(from: earlier.withoutTimes(\.isFolder))
    }

    /// Everything that differs from `earlier`, the times of folders too: nothing at all was written where this is empty.
    func differences(from earlier: Snapshot) -> [String] {
        Set(items.keys).union(earlier.items.keys).filter { items[$0] != earlier.items[$0] }.sorted().map(
            \.display)
    }

    /// What differs from `earlier` in bytes, kind or mode, for the comparison of a copy with its source.
    func contentChanges(since earlier: Snapshot) -> [String] {
        withoutTimes { _ in true }.differences(from: earlier.withoutTimes { _ in true })
    }

    private func withoutTimes(_ areLeftOut: (Item) -> Bool) -> Snapshot {
        var snapshot = self
        snapshot.items = items.mapValues { item in
            var item = item
            if areLeftOut(item) { item.modified = 0 }
            return item
        }
        return snapshot
    }

    /// The paths of everything but folders, in byte order.
    var files: [String] {
        items.filter { !$0.value.isFolder }.keys.sorted().map(\.display)
    }

    func bytes(_ path: RawPath) -> [UInt8]? { items[path]?.content }
}

extension stat {
    fileprivate var modifiedNanoseconds: Int64 {
        #if canImport(Darwin)
            Int64(st_mtimespec.tv_sec) * 1_000_000_000 + Int64(st_mtimespec.tv_nsec)
        #else
            Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec)
        #endif
    }
}
