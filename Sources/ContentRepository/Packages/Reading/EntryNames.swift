// SPDX-License-Identifier: Apache-2.0

/// Which names of an archive only one entry has.
struct EntryNames {
    private let repeated: Set<Int>

    /// Finds the names that several entries have. Folders hold nothing and may be named as often as one likes.
    init(of directory: ZipDirectory) {
        var repeated: Set<Int> = []
        for (one, other) in zip(directory.byName, directory.byName.dropFirst()) {
            let name = directory.name(Int(one))
            if name.last != RelativePath.separator, name == directory.name(Int(other)) {
                repeated.insert(Int(one))
                repeated.insert(Int(other))
            }
        }
        self.repeated = repeated
    }

    /// Whether no other entry has the name.
    func isAlone(_ index: Int) -> Bool { !repeated.contains(index) }

    /// All entries that share their name with another one.
    var shared: [Int] { repeated.sorted() }
}

/// The name of an entry that can be that of a file: relative, without `.`, `..`, backslashes and empty parts.
struct EntryPath {
    /// Without the slash at the end of a folder.
    let whole: ArraySlice<UInt8>
    /// Whether the name ends as that of a folder does.
    let isFolder: Bool
    /// How many folders are on the way to it.
    let depth: Int
    /// Where the last part begins.
    private let lastStart: Int

    /// Nil where no file of a package can be called that.
    init?(_ name: ArraySlice<UInt8>) {
        isFolder = name.last == RelativePath.separator
        whole = isFolder ? name.dropLast() : name
        guard !whole.isEmpty else { return nil }
        var start = whole.startIndex
        var depth = 0
        for (position, byte) in zip(whole.indices, whole) {
            switch byte {
            case RelativePath.separator:
                guard Self.isName(whole[start..<position]) else { return nil }
                start = position + 1
                depth += 1
            case UInt8(ascii: "\\"), 0: return nil
            default: break
            }
        }
        guard Self.isName(whole[start...]) else { return nil }
        lastStart = start
        self.depth = depth
    }

    /// The part after the last slash.
    var last: ArraySlice<UInt8> { whole[lastStart...] }

    /// The folder that it is in, from the archive's top; empty at the top.
    var folder: ArraySlice<UInt8> { whole[..<max(lastStart - 1, whole.startIndex)] }

    /// Whether it lies in `jcr_root`.
    var isContent: Bool {
        let root = FileName.jcrRoot
        return whole.count > root.count && whole.starts(with: root)
            && whole[whole.startIndex + root.count] == RelativePath.separator
    }

    private static func isName(_ part: ArraySlice<UInt8>) -> Bool {
        guard let first = part.first else { return false }
        return first != UInt8(ascii: ".") || !(part.count == 1 || part.count == 2 && part.last == first)
    }
}
