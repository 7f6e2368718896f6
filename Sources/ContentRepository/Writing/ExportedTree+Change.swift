// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// A change of a file, and how it is made.
struct FileWrite {
    let file: RelativePath
    let change: FileChange
    /// What a file that comes back, or takes another one's place, is to have besides its bytes, where that is known.
    var attributes: FileAttributes?
    /// Whether a file that goes must be one that this user could put back as it is.
    var isWantedBack = true

    var isReplacement: Bool { if case .replace = change { true } else { false } }
}

extension ExportedTree {
    /// Creates a file where nothing is, in one moment: whoever looks meanwhile, and whoever comes after a power failure,
    /// finds no file or all of it. Folders that are missing above it are made.
    ///
    /// File and folders have the modes 0644 and 0755, less what the user's umask takes away; owner and group are the
    /// user's own, as for any new file. Returns which file is there now.
    ///
    /// Throws ``RepositoryError/alreadyThere(path:)`` where anything has that name, a link too, or where something that
    /// is no folder stands for one; ``RepositoryError/unsafe(path:kind:)``, ``RepositoryError/unreadable(path:code:)``
    /// or ``RepositoryError/notReplaced(path:step:code:)``; then nothing has come to be.
    @discardableResult
    package func create(_ file: RelativePath, with bytes: [UInt8]) throws(RepositoryError) -> FileIdentity {
        try Creation(tree: self, file: file).run(bytes)
    }

    /// Removes a file, if it still has the bytes `original`. Its folder stays, even if it is empty now.
    ///
    /// Throws ``RepositoryError/changedUnderneath(path:)``, ``RepositoryError/unsafe(path:kind:)``,
    /// ``RepositoryError/unreadable(path:code:)``, ``RepositoryError/ownershipNotKept(path:code:)`` where this user could
    /// not bring the file back as it is, or ``RepositoryError/notReplaced(path:step:code:)``; then the file is as it was.
    /// (No system can compare and remove in one call: a change in the instant between the two would be
    /// lost.)
    package func remove(_ file: RelativePath, expecting original: [UInt8]) throws(RepositoryError) {
        try FileRemoval(tree: self, file: file).run(expecting: original)
    }

    /// Makes changes of files that are in no package, and returns how many are made: fewer than were given where
    /// `shouldStop`, which is asked before each file, said so.
    ///
    /// Files that are replaced come first, and all together: the new ones are written beside them and brought to the disk before
    /// the first takes its place. So a disk that is full is noticed before anything has changed. `onProgress` is told of each
    /// file when it is written. Throws what
    /// ``replace(_:with:expecting:)``, ``create(_:with:)`` and ``remove(_:expecting:)`` throw; what was made until then
    /// stays.
    package func apply(
        _ changes: [ContentChange], shouldStop: () -> Bool = { false }, onProgress: () -> Void = {}
    ) throws(RepositoryError) -> Int {
        var writes: [FileWrite] = []
        for change in changes {
            var write = FileWrite(file: change.path, change: change.change)
            // While the file is still there that has them.
            if let origin = change.origin { write.attributes = try attributes(of: origin) }
            writes.append(write)
        }
        return try make(writes, shouldStop: shouldStop, onProgress: onProgress)
    }

    /// The same of changes that can be more than those of a run: ones that take it back.
    func make(
        _ writes: [FileWrite], shouldStop: () -> Bool, onProgress: () -> Void = {}
    ) throws(RepositoryError) -> Int {
        let others = writes.filter { !$0.isReplacement }
        var made = try replace(
            writes.filter(\.isReplacement), onProgress: onProgress, shouldStop: shouldStop)
        guard made == writes.count - others.count else { return made }
        for write in others {
            if shouldStop() { break }
            switch write.change {
            case .replace: break
            case .create(let after):
                _ = try Creation(tree: self, file: write.file, attributes: write.attributes).run(after)
            case .remove(let before):
                try FileRemoval(tree: self, file: write.file, mustBeRestorable: write.isWantedBack)
                    .run(expecting: before)
            }
            made += 1
            onProgress()
        }
        return made
    }

    private func replace(
        _ writes: [FileWrite], onProgress: () -> Void, shouldStop: () -> Bool
    ) throws(RepositoryError) -> Int {
        var unneeded = 0
        var staged = StagedFiles(of: self)
        for write in writes {
            guard case .replace(let before, let after) = write.change else { continue }
            do throws(RepositoryError) {
                if shouldStop() {
                    staged.discard()
                    return 0
                }
                let replacement = Replacement(tree: self, file: write.file, attributes: write.attributes)
                switch try replacement.stage(after, expecting: before) {
                case .unneeded: unneeded += 1
                case .staged(let file): staged.add(file)
                }
                onProgress()
            } catch {
                staged.discard()
                throw error
            }
        }
        return unneeded + (try staged.takePlace(shouldStop: shouldStop))
    }

    /// SHA-256 of a file in hexadecimal, or nil where nothing has its name, or where a folder above it is missing. Throws
    /// what ``read(_:maxBytes:)`` throws otherwise.
    func sha256IfThere(_ file: RelativePath) throws(RepositoryError) -> String? {
        let opened: (file: OpenFolder, size: Int)
        do throws(RepositoryError) {
            let found = try openFile(file, in: try openFolder(of: file))
            let size = Int(found.status.st_size)
            opened = (found.taken(), size)
        } catch .notFound {
            return nil
        }
        do throws(Errno) {
            return try ByteWindow(file: opened.file, count: opened.size).sha256()
        } catch {
            throw .unreadable(path: location(of: file), code: error.rawValue)
        }
    }

    /// The bytes of a file, or nil where nothing has its name, or where a folder above it is missing. Throws what
    /// ``read(_:maxBytes:)`` throws otherwise.
    package func readIfThere(_ file: RelativePath, maxBytes: Int) throws(RepositoryError) -> [UInt8]? {
        do throws(RepositoryError) {
            return try read(file, maxBytes: maxBytes).bytes
        } catch .notFound {
            return nil
        }
    }
}
