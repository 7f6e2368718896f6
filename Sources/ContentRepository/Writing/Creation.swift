// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One file being created, in the steps of ``WriteStep``.
struct Creation: FileWriting {
    let tree: ExportedTree
    let file: RelativePath
    /// What the file had before it was removed or renamed, where it is brought back or takes that one's place.
    var attributes: FileAttributes?

    func run(_ bytes: [UInt8]) throws(RepositoryError) -> FileIdentity {
        var made = MadeFolders()
        let folder: OpenFolder
        let identity: FileIdentity
        do throws(RepositoryError) {
            folder = try openFolder(&made)
            try step(.readCurrent)
            guard folder.descriptor.kind(of: file.name) == nil else { throw alreadyThere(file) }
            identity = try create(bytes, in: folder)
        } catch {
            made.remove()
            throw error
        }
        try step(.synchronizeFolder) { () throws(Errno) in try folder.descriptor.synchronizeFolder() }
        return identity
    }

    private func create(_ bytes: [UInt8], in folder: OpenFolder) throws(RepositoryError) -> FileIdentity {
        let name = FileName.temporary()
        // What was there before gets its own permissions when it is complete; what is new has those that the user's umask
        // gives.
        let new = try step(.createTemporary) { () throws(Errno) in
            try folder.descriptor.open(
                name, O_WRONLY | O_CREAT | O_EXCL, mode: attributes == nil ? 0o644 : 0o600)
        }
        do throws(RepositoryError) {
            try write(bytes, to: new)
            if let attributes {
                let model = attributes.status
                try step(.setOwner) { () throws(Errno) in try new.takeOwner(of: model) }
                ExtendedAttributes.give(attributes.extended, to: new)
                try step(.setMode) { () throws(Errno) in try new.takePermissions(of: model) }
            }
            let identity = try synchronize(new)
            try step(.rename) { () throws(Errno) in
                try folder.descriptor.give(name, theFreeName: file.name)
            }
            return identity
        } catch {
            try? folder.descriptor.remove(name)
            if case .notReplaced(_, .rename, Errno.fileExists.rawValue) = error { throw alreadyThere(file) }
            throw error
        }
    }

    /// Opens the folder that is to hold the file, from the top folder down, refusing each link on the way and making
    /// what is missing.
    private func openFolder(_ made: inout MadeFolders) throws(RepositoryError) -> OpenFolder {
        try step(.openFolder)
        guard let parent = file.parent else { throw .unsafe(path: tree.path, kind: .folder) }
        var reached = RelativePath.top
        var folder = tree.top
        for name in parent.components {
            reached = reached.appending(name)
            let isThere = folder.descriptor.kind(of: name) != nil
            if !isThere { try make(name, in: folder, &made) }
            do {
                folder = OpenFolder(try folder.descriptor.openFolder(name))
            } catch {
                if folder.descriptor.kind(of: name) == .regular { throw alreadyThere(reached) }
                throw tree.failure(opening: reached, in: folder, error)
            }
        }
        return folder
    }

    private func make(
        _ name: [UInt8], in folder: OpenFolder, _ made: inout MadeFolders
    ) throws(RepositoryError) {
        let isNew = try step(.makeFolder) { () throws(Errno) in
            do throws(Errno) {
                try folder.descriptor.makeFolder(name, mode: 0o755)
                return true
            } catch .fileExists {
                // Somebody was quicker; whether it is a folder shows when it is opened.
                return false
            }
        }
        guard isNew else { return }
        made.add(name, in: folder)
        try step(.makeFolder) { () throws(Errno) in try folder.descriptor.synchronizeFolder() }
    }

    private func alreadyThere(_ path: RelativePath) -> RepositoryError {
        .alreadyThere(path: tree.location(of: path))
    }
}

/// The folders that were made for one file, to be removed again where the file cannot be.
private struct MadeFolders {
    private var folders: [(parent: OpenFolder, name: [UInt8])] = []

    mutating func add(_ name: [UInt8], in parent: OpenFolder) {
        folders.append((parent, name))
    }

    /// Those that somebody has put something into meanwhile stay.
    func remove() {
        for folder in folders.reversed() { try? folder.parent.descriptor.removeFolder(folder.name) }
    }
}
