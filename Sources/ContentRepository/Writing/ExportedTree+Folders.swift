// SPDX-License-Identifier: Apache-2.0
import SystemPackage

extension ExportedTree {
    /// The folders above a file that are not there, the outermost first.
    func missingFolders(above file: RelativePath) -> [RelativePath] {
        guard let parent = file.parent else { return [] }
        var missing: [RelativePath] = []
        var reached = RelativePath.top
        var folder = top
        for name in parent.components {
            reached = reached.appending(name)
            if missing.isEmpty, folder.descriptor.kind(of: name) != nil {
                // What cannot be entered makes creating the file itself fail, which says why.
                guard let next = try? folder.descriptor.openFolder(name) else { return [] }
                folder = OpenFolder(next)
            } else {
                missing.append(reached)
            }
        }
        return missing
    }

    /// Whether there is a folder at a path that leads through folders alone.
    func hasFolder(_ path: RelativePath) -> Bool {
        (try? openFolder(of: path))?.descriptor.kind(of: path.name) == .folder
    }

    /// Removes those of the folders that are empty. One that is gone, holds something, or is no folder any more is left
    /// alone.
    ///
    /// Throws ``RepositoryError/notReplaced(path:step:code:)`` where an empty one cannot be removed.
    func removeEmpty(_ folders: [RelativePath]) throws(RepositoryError) {
        // Within each other, the innermost first.
        for path in folders.sorted(by: >) {
            guard let parent = try? openFolder(of: path), parent.descriptor.kind(of: path.name) == .folder
            else { continue }
            do throws(Errno) {
                try faults.check(.removeFolder, path)
                try parent.descriptor.removeFolder(path.name)
                try parent.descriptor.synchronizeFolder()
            } catch .directoryNotEmpty, .fileExists, .noSuchFileOrDirectory, .notDirectory {
                continue
            } catch {
                throw .notReplaced(path: location(of: path), step: .removeFolder, code: error.rawValue)
            }
        }
    }
}
