// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A regular file, open for reading.
struct OpenedFile: ~Copyable {
    let descriptor: Descriptor
    let status: stat
}

extension ExportedTree {
    /// Opens the folder that holds a file, from the top folder down, refusing each link on the way.
    func openFolder(of file: RelativePath) throws(RepositoryError) -> OpenFolder {
        guard let parent = file.parent else { throw .unsafe(path: path, kind: .folder) }
        var reached = RelativePath.top
        var folder = top
        for name in parent.components {
            reached = reached.appending(name)
            do {
                folder = OpenFolder(try folder.descriptor.openFolder(name))
            } catch {
                throw failure(opening: reached, in: folder, error)
            }
        }
        return folder
    }

    /// Opens a regular file for reading, and nothing else.
    func openFile(_ file: RelativePath, in folder: OpenFolder) throws(RepositoryError) -> OpenedFile {
        let opened = try openEntry(file, in: folder)
        let kind = FileKind(mode: opened.status.st_mode)
        guard kind == .regular else { throw .unsafe(path: location(of: file), kind: kind) }
        return opened
    }

    private func openEntry(_ file: RelativePath, in folder: OpenFolder) throws(RepositoryError) -> OpenedFile
    {
        do {
            let descriptor = try folder.descriptor.openFile(file.name)
            let status = try descriptor.status()
            return OpenedFile(descriptor: descriptor, status: status)
        } catch {
            throw failure(opening: file, in: folder, error)
        }
    }

    /// Why an entry of `folder` could not be opened: the system says of a link no more than that it is not what was
    /// asked for.
    func failure(opening path: RelativePath, in folder: OpenFolder, _ error: Errno) -> RepositoryError {
        if error == .noSuchFileOrDirectory { return .notFound(path: location(of: path)) }
        if let kind = folder.descriptor.kind(of: path.name), kind != .regular, kind != .folder {
            return .unsafe(path: location(of: path), kind: kind)
        }
        return .unreadable(path: location(of: path), code: error.rawValue)
    }
}
