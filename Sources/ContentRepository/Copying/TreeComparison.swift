// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import SystemPackage

extension ExportedTree {
    /// The files and folders that are not the same in another tree: their kind, permissions or bytes differ, or they
    /// are in one of the trees only. Sorted by path.
    ///
    /// Throws ``RepositoryError/unreadable(path:code:)`` where a folder or file cannot be read.
    package func differences(from other: ExportedTree) throws(RepositoryError) -> [RelativePath] {
        let mine = try fingerprints()
        let theirs = try other.fingerprints()
        return Set(mine.keys).union(theirs.keys).filter { mine[$0] != theirs[$0] }.sorted()
    }

    private func fingerprints() throws(RepositoryError) -> [RelativePath: TreeFingerprints.Fingerprint] {
        var visitor = TreeFingerprints()
        FolderTraversal(top: top, limits: .none).run(from: .top, (), &visitor)
        if let (path, code) = visitor.unreadable { throw .unreadable(path: location(of: path), code: code) }
        return visitor.fingerprints
    }
}

/// Takes down what tells each entry of a tree.
private struct TreeFingerprints: FolderVisitor {
    struct Fingerprint: Equatable {
        var kind: FileKind
        var permissions: UInt32
        var sha256: String
    }

    private(set) var fingerprints: [RelativePath: Fingerprint] = [:]
    private(set) var unreadable: (path: RelativePath, code: Int32)?

    mutating func visit(_ folder: ListedFolder, _ context: Void) -> [(name: [UInt8], context: Void)] {
        // What is neither file, folder nor link is not copied.
        for entry in folder.entries where [.regular, .folder, .symbolicLink].contains(entry.kind) {
            let path = folder.path.appending(entry.name)
            do throws(Errno) {
                let status = try folder.folder.descriptor.status(of: entry.name)
                var sha256 = ""
                if entry.kind == .regular {
                    let file = try folder.folder.descriptor.openFile(entry.name)
                    sha256 = ContentDigest.sha256(try file.read(upTo: .max, expecting: Int(status.st_size)))
                }
                fingerprints[path] = Fingerprint(
                    kind: entry.kind, permissions: UInt32(status.permissions), sha256: sha256)
            } catch {
                unreadable = unreadable ?? (path, error.rawValue)
            }
        }
        return folder.entries.filter { $0.kind == .folder }.map { ($0.name, ()) }
    }

    mutating func note(_ problem: WalkProblem) {
        if case .unreadable(let path, let code) = problem { unreadable = unreadable ?? (path, code) }
    }
}
