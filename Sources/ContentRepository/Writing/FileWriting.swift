// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What replacing, creating and removing a file have in common.
protocol FileWriting {
    var tree: ExportedTree { get }
    var file: RelativePath { get }
}

/// The file that is there, open, with the folder that holds it.
struct CurrentFile: ~Copyable {
    let folder: OpenFolder
    let opened: OpenedFile
}

extension FileWriting {
    /// Opens the file, if it has the bytes `original`; throws ``RepositoryError/changedUnderneath(path:)`` if not.
    func openCurrent(expecting original: [UInt8]) throws(RepositoryError) -> CurrentFile {
        do throws(RepositoryError) {
            try step(.openFolder)
            let folder = try tree.openFolder(of: file)
            try step(.readCurrent)
            let current = try tree.openFile(file, in: folder)
            let found = try step(.readCurrent) { () throws(Errno) in
                try current.descriptor.read(upTo: original.count + 1, expecting: original.count)
            }
            guard found == original else { throw changed }
            return CurrentFile(folder: folder, opened: current)
        } catch .notFound {
            throw changed
        }
    }

    /// Throws ``RepositoryError/changedUnderneath(path:)`` where the name no longer stands for the file that was read
    /// and compared, as it was then.
    func expectUntouched(_ read: FileIdentity, in folder: OpenFolder) throws(RepositoryError) {
        guard let now = try? folder.descriptor.status(of: file.name), FileIdentity(now) == read else {
            throw changed
        }
    }

    /// Writes all of the bytes to a new file.
    func write(_ bytes: [UInt8], to new: borrowing Descriptor) throws(RepositoryError) {
        let most = tree.faults.largestWrite
        var written = 0
        while written < bytes.count {
            written += try step(.write) { () throws(Errno) in
                try new.write(bytes, from: written, atMost: most)
            }
        }
    }

    /// Brings the bytes of a new file to the disk, and tells which file it is.
    func synchronize(_ new: borrowing Descriptor) throws(RepositoryError) -> FileIdentity {
        try step(.synchronizeFile) { () throws(Errno) in
            try new.synchronize()
            return FileIdentity(try new.status())
        }
    }

    /// Does a step, unless a test wants it to fail.
    func step<Result: ~Copyable>(
        _ step: WriteStep, _ body: () throws(Errno) -> Result = {}
    ) throws(RepositoryError) -> Result {
        do throws(Errno) {
            try tree.faults.check(step, file)
            return try body()
        } catch {
            let path = tree.location(of: file)
            throw step == .setOwner
                ? .ownershipNotKept(path: path, code: error.rawValue)
                : .notReplaced(path: path, step: step, code: error.rawValue)
        }
    }

    var changed: RepositoryError { .changedUnderneath(path: tree.location(of: file)) }
}
