// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FileName {
    /// The old package in the journal of a run that rewrote it.
    static let storedPackage = Array("package".utf8)
}

extension ContentPackage {
    /// The name of the package's file, by which a journal calls it.
    var fileName: RelativePath {
        let name = Array(realPath.utf8.split(separator: RelativePath.separator).last ?? [])
        return RelativePath.top.appending(name)
    }

    /// Stores the package as it is now: as another name of the same file where both are on one file system, because a
    /// rewritten package is a new file, else as a copy.
    func store(as name: [UInt8], in folder: OpenFolder) throws(Errno) {
        do throws(Errno) {
            try call {
                realPath.withCString { from in
                    name.withCName { linkat(AT_FDCWD, from, folder.descriptor.number, $0, 0) }
                }
            }
            if FileIdentity(try folder.descriptor.status(of: name)) == identity { return }
            try folder.descriptor.remove(name)
        } catch {
            // Another file system, or one without hard links: copied below.
        }
        let copy = OpenFolder(try folder.descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600))
        var sink = FileSink(copy, name: fileName, faults: .none)
        try sink.copy(archive.bytes)
        try copy.descriptor.synchronize()
    }
}

extension Journal {
    /// Writes the journal of a run that is about to rewrite `package` in place. What a run before it has left
    /// unfinished becomes part of this one.
    ///
    /// Throws ``JournalError`` or ``PackageError``, or ``RollbackRefusal`` where the package is neither what an
    /// unfinished run found nor what it was to make.
    package func begin(
        _ package: ContentPackage, sha256After: String, command: String, startedAt: String
    ) throws -> JournaledRun {
        let sha256 = try package.sha256()
        let unfinished = try unfinishedBefore()
        var entry = JournalEntry(
            path: package.fileName, stored: 0..<0, sha256Before: sha256, sha256After: sha256After,
            attributes: FileAttributes(of: package.file.descriptor, package.status))
        var adopted: JournaledRun?
        if let latest = unfinished.first, let left = latest.index.files.first {
            package.removeLeftovers()
            if left.sha256After == sha256 || left.sha256Between.contains(sha256) {
                adopted = latest
                entry.sha256Before = left.sha256Before
                entry.sha256Between = [sha256] + left.sha256Between
                entry.attributes = left.attributes ?? entry.attributes
            } else if left.sha256Before != sha256 {
                throw RollbackRefusal(
                    run: latest.id, files: [.init(path: package.path, reason: "it was edited since")])
            }
        }
        let run = try publish([entry], sha256OfStored: entry.sha256Before, command, startedAt) {
            folder throws(Errno) in
            if let adopted {
                try adopted.folder.copyStored(to: folder)
            } else {
                try package.store(as: FileName.storedPackage, in: folder)
            }
        }
        for superseded in unfinished { try set(.superseded, of: superseded) }
        return run
    }
}

extension OpenFolder {
    /// Gives another run's journal the package that this one holds.
    fileprivate func copyStored(to folder: OpenFolder) throws(Errno) {
        try call {
            FileName.storedPackage.withCName {
                linkat(descriptor.number, $0, folder.descriptor.number, $0, 0)
            }
        }
    }
}

/// Puts back a package that a run rewrote in place.
struct PackageRollback {
    let package: ContentPackage
    let run: JournaledRun

    /// What would be put back: the package, or nothing. Throws ``RollbackRefusal``, ``PackageError``, and
    /// ``JournalError/damaged(path:reason:)``.
    func pending() throws -> [Rollback.File] {
        guard let entry = run.index.files.first else { return [] }
        let sha256 = try package.sha256()
        if sha256 == entry.sha256Before { return [] }
        guard sha256 == entry.sha256After || entry.sha256Between.contains(sha256) else {
            throw RollbackRefusal(
                run: run.id, files: [.init(path: package.path, reason: "it was edited since")])
        }
        guard run.storedIsIntact else { throw damaged }
        return [Rollback.File(path: package.fileName, sha256Now: sha256, sha256Before: entry.sha256Before)]
    }

    /// Puts the old package into its place in one moment. Throws ``PackageError``, or
    /// ``JournalError/damaged(path:reason:)``.
    func putBack(_ file: Rollback.File) throws {
        let stored = run.folder
        let place = try PackagePlacement(.inPlace, of: package)
        let temporary = FileName.temporary(for: place.name)
        let isStored: Bool
        var step = WriteStep.rename
        do throws(Errno) {
            try Self.copy(
                from: stored, to: place.folder, as: temporary, with: run.index.files.first?.attributes)
            let old = OpenFolder(try place.folder.descriptor.openFile(temporary))
            let size = Int(try old.descriptor.status().st_size)
            isStored = try ByteWindow(file: old, count: size).sha256() == file.sha256Before
            if isStored {
                try place.folder.descriptor.rename(temporary, to: place.name, in: place.folder.descriptor)
                step = .synchronizeFolder
                try place.folder.descriptor.synchronizeFolder()
            }
        } catch {
            try? place.folder.descriptor.remove(temporary)
            throw PackageError.notWritten(path: package.path, step: step, code: error.rawValue)
        }
        guard isStored else {
            try? place.folder.descriptor.remove(temporary)
            throw damaged
        }
    }

    private var damaged: JournalError { .damaged(path: run.path, reason: JournaledRun.storedIsNotIntact) }

    /// Another name of the stored package where both are on one file system; else a copy, which has what the package
    /// had: the stored one is a copy for nobody else to read.
    private static func copy(
        from stored: OpenFolder, to folder: OpenFolder, as name: [UInt8], with attributes: FileAttributes?
    ) throws(Errno) {
        let (from, to) = (stored.descriptor.number, folder.descriptor.number)
        do throws(Errno) {
            try call {
                FileName.storedPackage.withCName { old in name.withCName { linkat(from, old, to, $0, 0) } }
            }
        } catch {
            let old = try stored.descriptor.openFile(FileName.storedPackage)
            let copy = try folder.descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            try old.copyFile(with: try old.status(), to: copy)
            if let attributes {
                try? copy.takeOwner(of: attributes.status)
                ExtendedAttributes.give(attributes.extended, to: copy)
                try copy.takePermissions(of: attributes.status)
            }
            try copy.synchronize()
        }
    }
}
