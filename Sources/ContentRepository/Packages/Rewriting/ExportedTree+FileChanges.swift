// SPDX-License-Identifier: Apache-2.0
import SystemPackage

extension ExportedTree {
    /// A package in the tree that cannot be rewritten, as it and those before it are too large to be in memory.
    package struct TooLargePackage: Hashable, Sendable {
        /// Where it is.
        package var path: RelativePath
        /// How many bytes all packages that change may have together.
        package var limit: Int
    }

    /// The packages in the tree of which contents are to change, as far as they are too large together. Only their sizes are
    /// looked at.
    package func tooLargePackages(
        changedBy changes: [ContentChange], limits: PackageLimits = .standard
    ) -> [TooLargePackage] {
        var total = 0
        return Set(changes.compactMap(\.packages.first)).sorted().filter { path in
            // What cannot be looked at is noticed when it is to be read.
            let folder = try? openFolder(of: path)
            let size = folder.flatMap { try? $0.descriptor.status(of: path.name) }.map { Int($0.st_size) }
            total += size ?? 0
            return total > limits.nestedBytes
        }.map { TooLargePackage(path: $0, limit: limits.nestedBytes) }
    }

    /// The changes as changes of the tree's own files: those of what is in packages become one replacement of the file of
    /// each package. It is built anew as ``ContentPackage/rewrite(_:to:)`` does it, in memory, with the bytes of every other
    /// entry as they are. Nothing is written.
    ///
    /// Throws ``RepositoryError`` where a package cannot be read, or ``PackageError`` where it cannot be rewritten.
    package func fileChanges(
        for changes: [ContentChange], limits: PackageLimits = .standard
    ) throws -> [ContentChange] {
        let inside = Dictionary(grouping: changes.filter { !$0.packages.isEmpty }) { $0.packages[0] }
        if let first = tooLargePackages(changedBy: changes, limits: limits).first {
            throw RepositoryError.tooLarge(path: location(of: first.path), limit: first.limit)
        }
        var files = changes.filter(\.packages.isEmpty)
        for (path, changes) in inside.sorted(by: { $0.key < $1.key }) {
            let before = try read(path, maxBytes: limits.nestedBytes).bytes
            let after = try rewritten(before, at: path, changes, limits)
            if after != before {
                files.append(ContentChange(path: path, .replace(before: before, after: after)))
            }
        }
        return files.sorted(by: ContentChange.isBefore)
    }

    private func rewritten(
        _ bytes: [UInt8], at path: RelativePath, _ changes: [ContentChange], _ limits: PackageLimits
    ) throws(PackageError) -> [UInt8] {
        let location = location(of: path)
        let package: PackageArchive?
        do throws(ArchiveDamage) {
            // A part of these bytes: the limit for packages in memory is for those in it.
            package = try PackageArchive.package(in: ByteWindow(bytes).part(0..<bytes.count), limits)
        } catch {
            throw .damaged(path: location, error)
        }
        guard let package else { throw .changedUnderneath(path: location) }
        let splice = try ChangePlanning(path: location, limits: limits, audits: ArchiveAudits()).splice(
            of: package,
            changes.map {
                ContentChange(path: $0.path, packages: Array($0.packages.dropFirst()), $0.change)
            }, packages: [], held: 0)
        if splice.isEmpty { return bytes }
        var memory = MemorySink()
        do throws(Errno) {
            try splice.write(to: &memory)
        } catch {
            throw .unreadable(path: location, code: error.rawValue)
        }
        try ArchiveVerification(splice: splice, result: ByteWindow(memory.bytes), path: location).run()
        return memory.bytes
    }
}

extension OpenRepository {
    /// The changes as changes of the files of a tree, which is what a journal of one holds; of a package as they are. Throws
    /// what ``ExportedTree/fileChanges(for:limits:)`` throws.
    package func fileChanges(for changes: [ContentChange]) throws -> [ContentChange] {
        switch self {
        case .tree(let tree): try tree.fileChanges(for: changes)
        case .package: changes
        }
    }
}
