// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Files and folders, written down: `["conf/notes.txt": "text", "conf/pipe": .fifo]`.
struct Tree: ExpressibleByDictionaryLiteral {
    /// What stands at one place.
    enum Entry: ExpressibleByStringInterpolation {
        case bytes([UInt8], mode: mode_t = 0o644)
        case folder
        /// A symbolic link with this text in it.
        case link(String)
        case fifo

        init(stringLiteral text: String) { self = .bytes(Array(text.utf8)) }
    }

    private(set) var entries: [(path: RawPath, entry: Entry)]

    init(dictionaryLiteral entries: (RawPath, Entry)...) {
        self.entries = entries.map { ($0.0, $0.1) }
    }

    subscript(path: RawPath) -> Entry? {
        get { entries.last { $0.path == path }?.entry }
        set {
            entries.removeAll { $0.path == path }
            if let newValue { entries.append((path, newValue)) }
        }
    }

    /// Both; where both have something at a place, the right one's.
    static func + (left: Tree, right: Tree) -> Tree {
        var tree = left
        for (path, entry) in right.entries { tree[path] = entry }
        return tree
    }

    /// The same tree further down.
    func below(_ folder: RawPath) -> Tree {
        var tree: Tree = [:]
        for (path, entry) in entries { tree[folder / path] = entry }
        return tree
    }

    func write(to folder: RawPath) throws {
        try Files.makeFolder(folder)
        for (path, entry) in entries {
            let place = folder / path
            if let parent = place.parent { try Files.makeFolder(parent) }
            try Self.write(entry, at: place)
        }
    }

    private static func write(_ entry: Entry, at place: RawPath) throws {
        switch entry {
        case .bytes(let bytes, let mode):
            try Files.write(bytes, to: place)
            guard place.withCString({ chmod($0, mode) }) == 0 else {
                throw SystemFailure(place.display, "chmod")
            }
        case .folder:
            try Files.makeFolder(place)
        case .link(let target):
            guard place.withCString({ symlink(target, $0) }) == 0 else {
                throw SystemFailure(place.display, "symlink")
            }
        case .fifo:
            guard place.withCString({ mkfifo($0, 0o644) }) == 0 else {
                throw SystemFailure(place.display, "mkfifo")
            }
        }
    }
}
