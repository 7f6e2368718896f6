// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// A complete copy being put in its place.
struct Publication {
    let source: ExportedTree
    let copy: ExportedTree
    let folders: [TreeCopier.CopiedFolder]
    let destination: CopyDestination
    let staging: [UInt8]

    private var holder: OpenFolder { destination.holder }

    func run() throws(RepositoryError) -> ExportedTree {
        guard let name = destination.name else { return try fillFolder() }
        try finish(folders, in: copy.top)
        copy.top.descriptor.synchronizeFileSystem()
        guard holder.descriptor.kind(of: name) == nil else { throw occupied }
        try step(.publish, .top) { () throws(Errno) in
            try holder.descriptor.rename(staging, to: name, in: holder.descriptor)
        }
        try? holder.descriptor.synchronizeFolder()
        return copy
    }

    /// Moves what is in the copy up into the empty folder that is its place.
    private func fillFolder() throws(RepositoryError) -> ExportedTree {
        try finish(folders.filter { $0.path.components.count > 1 }, in: copy.top)
        try step(.publish, .top) { () throws(Errno) in try moveUp() }
        // A folder that may not be written to could not have been moved.
        try? finish(folders.filter { $0.path.components.count == 1 }, in: holder)
        try? holder.descriptor.removeFolder(staging)
        holder.descriptor.synchronizeFileSystem()
        return ExportedTree(
            path: copy.path, top: holder, contentRoots: copy.contentRoots,
            searchProblems: copy.searchProblems,
            faults: copy.faults)
    }

    private func moveUp() throws(Errno) {
        let names = try copy.top.descriptor.entries().map(\.name)
        guard try holder.descriptor.entries().map(\.name) == [staging] else { throw .fileExists }
        for (position, name) in names.enumerated() {
            do {
                try copy.top.descriptor.rename(name, to: name, in: holder.descriptor)
            } catch {
                for moved in names[..<position] {
                    try? holder.descriptor.rename(moved, to: moved, in: copy.top.descriptor)
                }
                throw error
            }
        }
    }

    /// Gives folders, now that nothing more is put into them, what the source's have; the innermost first, as some may
    /// not be entered afterwards.
    private func finish(
        _ folders: [TreeCopier.CopiedFolder], in top: OpenFolder
    ) throws(RepositoryError) {
        var originals = FolderCursor(top: source.top)
        var copies = FolderCursor(top: top)
        for folder in folders.reversed() {
            let original = try? originals.folder(at: folder.path)
            try step(.finishFolder, folder.path) { () throws(Errno) in
                let copy = try copies.folder(at: folder.path)
                try? copy.descriptor.takeOwner(of: folder.status)
                if let original {
                    ExtendedAttributes.transfer(from: original.descriptor, to: copy.descriptor)
                }
                try copy.descriptor.takePermissions(of: folder.status)
                try copy.descriptor.takeTimes(of: folder.status)
            }
        }
    }

    private func step<Result>(
        _ step: CopyStep, _ path: RelativePath, _ body: () throws(Errno) -> Result
    ) throws(RepositoryError) -> Result {
        do {
            return try body()
        } catch .fileExists, .directoryNotEmpty, .notDirectory {
            throw occupied
        } catch {
            throw .notCopied(path: copy.location(of: path), step: step, code: error.rawValue)
        }
    }

    private var occupied: RepositoryError { .destinationOccupied(path: destination.path) }
}
