// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One file being replaced, in the steps of ``WriteStep``.
struct Replacement {
    let tree: ExportedTree
    let file: RelativePath

    func run(_ bytes: [UInt8], expecting original: [UInt8]) throws(RepositoryError) -> FileIdentity {
        do throws(RepositoryError) {
            try step(.openFolder)
            let folder = try tree.openFolder(of: file)
            try step(.readCurrent)
            let current = try tree.openFile(file, in: folder)
            let found = try step(.readCurrent) { () throws(Errno) in
                try current.descriptor.read(upTo: original.count + 1, expecting: original.count)
            }
            guard found == original else { throw changed }
            if bytes == original { return FileIdentity(current.status) }
            return try replace(current, with: bytes, in: folder)
        } catch .notFound {
            throw changed
        }
    }

    private func replace(
        _ current: borrowing OpenedFile, with bytes: [UInt8], in folder: OpenFolder
    ) throws(RepositoryError) -> FileIdentity {
        let name = FileName.temporary()
        // For nobody else to read until it has the old file's permissions.
        let new = try step(.createTemporary) { () throws(Errno) in
            try folder.descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        }
        let identity: FileIdentity
        do throws(RepositoryError) {
            identity = try fill(new, with: bytes, like: current)
            guard isUntouched(current.status, in: folder) else { throw changed }
            try step(.rename) { () throws(Errno) in
                try folder.descriptor.rename(name, to: file.name, in: folder.descriptor)
            }
        } catch {
            try? folder.descriptor.remove(name)
            throw error
        }
        try step(.synchronizeFolder) { () throws(Errno) in try folder.descriptor.synchronizeFolder() }
        return identity
    }

    private func fill(
        _ new: borrowing Descriptor, with bytes: [UInt8], like current: borrowing OpenedFile
    ) throws(RepositoryError) -> FileIdentity {
        let most = tree.faults.largestWrite
        var written = 0
        while written < bytes.count {
            written += try step(.write) { () throws(Errno) in
                try new.write(bytes, from: written, atMost: most)
            }
        }
        try step(.setOwner) { () throws(Errno) in try new.takeOwner(of: current.status) }
        ExtendedAttributes.transfer(from: current.descriptor, to: new)
        try step(.setMode) { () throws(Errno) in try new.takePermissions(of: current.status) }
        return try step(.synchronizeFile) { () throws(Errno) in
            try new.synchronize()
            return FileIdentity(try new.status())
        }
    }

    /// Whether the name still stands for the file that was read and compared, as it was then.
    private func isUntouched(_ read: stat, in folder: OpenFolder) -> Bool {
        guard let now = try? folder.descriptor.status(of: file.name) else { return false }
        return FileIdentity(now) == FileIdentity(read)
    }

    /// Does a step, unless a test wants it to fail.
    private func step<Result: ~Copyable>(
        _ step: WriteStep, _ body: () throws(Errno) -> Result = {}
    ) throws(RepositoryError) -> Result {
        do throws(Errno) {
            while let code = tree.faults.errorBefore(step, file) {
                // An interrupted call is made again.
                if Errno(rawValue: code) != .interrupted { throw Errno(rawValue: code) }
            }
            return try body()
        } catch {
            let path = tree.location(of: file)
            throw step == .setOwner
                ? .ownershipNotKept(path: path, code: error.rawValue)
                : .notReplaced(path: path, step: step, code: error.rawValue)
        }
    }

    private var changed: RepositoryError { .changedUnderneath(path: tree.location(of: file)) }
}
