// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One rewritten package on its way to its place, in the steps of ``WriteStep``.
struct PackageWriting {
    let package: ContentPackage
    let splice: ArchiveSplice
    let destination: PackageDestination
    /// Whether a new file keeps the mode that it is made with, which lets its owner alone read it.
    let isPrivate: Bool

    func run() throws(PackageError) -> ContentPackage {
        let place = try PackagePlacement(destination, of: package)
        try expectUntouched(place)
        let temporary = FileName.temporary(for: place.name)
        let new = try step(.createTemporary, place) { () throws(Errno) in
            // For nobody else to read until it has the old file's permissions.
            OpenFolder(
                try place.folder.descriptor.open(temporary, O_RDWR | O_CREAT | O_EXCL, mode: 0o600))
        }
        let rewritten: ContentPackage
        do throws(PackageError) {
            try fill(new, place)
            rewritten = try verified(new, place)
            try expectUntouched(place)
            try publish(temporary, place)
        } catch {
            try? place.folder.descriptor.remove(temporary)
            throw error
        }
        try step(.synchronizeFolder, place) { () throws(Errno) in
            try place.folder.descriptor.synchronizeFolder()
        }
        return rewritten
    }

    private func fill(_ new: OpenFolder, _ place: PackagePlacement) throws(PackageError) {
        var sink = FileSink(new, name: place.relative, faults: package.faults)
        do throws(Errno) {
            try splice.write(to: &sink)
        } catch {
            try expectUntouched(place)
            throw .notWritten(
                path: place.path, step: sink.failed ? .write : .readCurrent, code: error.rawValue)
        }
        try step(.setOwner, place) { () throws(Errno) in
            do throws(Errno) {
                try new.descriptor.takeOwner(of: package.status)
            } catch {
                // A new file may belong to whoever makes it.
                if destination == .inPlace { throw error }
            }
        }
        // An access control list among the attributes would let others in.
        if destination == .inPlace || !isPrivate {
            ExtendedAttributes.transfer(from: package.file.descriptor, to: new.descriptor)
            try step(.setMode, place) { () throws(Errno) in
                try new.descriptor.takePermissions(of: package.status)
            }
        }
        try step(.synchronizeFile, place) { () throws(Errno) in try new.descriptor.synchronize() }
    }

    private func verified(
        _ new: OpenFolder, _ place: PackagePlacement
    ) throws(PackageError) -> ContentPackage {
        let status: stat
        do {
            status = try new.descriptor.status()
        } catch {
            throw .notVerified(path: place.path, reason: error.description)
        }
        try ArchiveVerification(
            splice: splice, result: ByteWindow(file: new, count: Int(status.st_size)), path: place.path
        ).run()
        return try ContentPackage(
            path: place.path, realPath: place.realPath, file: new, status: status, limits: package.limits,
            faults: package.faults)
    }

    private func publish(_ temporary: [UInt8], _ place: PackagePlacement) throws(PackageError) {
        do throws(PackageError) {
            try step(.rename, place) { () throws(Errno) in
                let folder = place.folder
                if destination == .inPlace {
                    try folder.descriptor.rename(temporary, to: place.name, in: folder.descriptor)
                } else {
                    try folder.descriptor.give(temporary, theFreeName: place.name)
                }
            }
        } catch .notWritten(_, _, Errno.fileExists.rawValue) {
            throw .destinationOccupied(path: place.path)
        }
    }

    /// The package must be the file that was opened, as it was then; in place, its name must stand for it as well.
    private func expectUntouched(_ place: PackagePlacement) throws(PackageError) {
        guard let now = try? package.file.descriptor.status(), FileIdentity(now) == package.identity else {
            throw .changedUnderneath(path: package.path)
        }
        guard destination == .inPlace else { return }
        guard let there = try? place.folder.descriptor.status(of: place.name),
            FileIdentity(there) == package.identity
        else { throw .changedUnderneath(path: package.path) }
    }

    /// Does a step, unless a test wants it to fail.
    private func step<Result>(
        _ step: WriteStep, _ place: PackagePlacement, _ body: () throws(Errno) -> Result
    ) throws(PackageError) -> Result {
        do throws(Errno) {
            try package.faults.check(step, place.relative)
            return try body()
        } catch {
            throw step == .setOwner
                ? .ownershipNotKept(path: place.path, code: error.rawValue)
                : .notWritten(path: place.path, step: step, code: error.rawValue)
        }
    }
}

extension Descriptor {
    /// Gives an entry of this folder another name that nothing has there. Throws `fileExists` when something has.
    func give(_ name: [UInt8], theFreeName newName: [UInt8]) throws(Errno) {
        do throws(Errno) {
            // Unlike `rename`, this never takes the place of anything.
            try call { name.withCName { from in newName.withCName { linkat(number, from, number, $0, 0) } } }
        } catch .fileExists {
            throw .fileExists
        } catch {
            // A file system without hard links.
            guard kind(of: newName) == nil else { throw .fileExists }
            return try rename(name, to: newName, in: self)
        }
        try? remove(name)
    }
}
