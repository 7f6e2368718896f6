// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Removes a tree that this program made.
enum TreeRemoval {
    private enum Work {
        case empty(RelativePath)
        case remove(RelativePath)
    }

    /// Removes what `holder` has under `name`, file or folder, as far as that is possible. No link is followed.
    static func remove(_ name: [UInt8], from holder: OpenFolder) {
        guard holder.descriptor.kind(of: name) == .folder else {
            try? holder.descriptor.remove(name)
            return
        }
        var cursor = FolderCursor(top: holder)
        var pending = [Work.empty(RelativePath.top.appending(name))]
        while let work = pending.popLast() {
            switch work {
            case .empty(let path):
                guard let parent = path.parent.flatMap({ try? cursor.folder(at: $0) }) else { continue }
                // A copy of a folder that nobody may write to is one as well.
                _ = path.name.withCName { fchmodat(parent.descriptor.number, $0, 0o700, 0) }
                pending.append(.remove(path))
                guard let folder = try? cursor.folder(at: path),
                    let entries = try? folder.descriptor.entries()
                else { continue }
                for entry in entries {
                    if entry.kind == .folder {
                        pending.append(.empty(path.appending(entry.name)))
                    } else {
                        try? folder.descriptor.remove(entry.name)
                    }
                }
            case .remove(let path):
                guard let parent = path.parent.flatMap({ try? cursor.folder(at: $0) }) else { continue }
                try? parent.descriptor.removeFolder(path.name)
            }
        }
    }
}
