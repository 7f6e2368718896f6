// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The place where journals are kept: outside of every repository, for nobody but its owner.
package struct JournalFolder: Sendable {
    /// Its path as it was given or found.
    package let path: String

    /// The folder at `path`; it is made when it is needed.
    package init(_ path: String) {
        self.path = path
    }

    /// The folder that is used when none is named: `ims-migrate` in `$XDG_STATE_HOME`, else in `~/.local/state`
    /// (XDG Base Directory Specification). Nil where neither variable says a place.
    package static func standard(environment: (String) -> String?) -> JournalFolder? {
        // The specification has relative paths ignored.
        if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
            return JournalFolder(state + "/ims-migrate")
        }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
        return JournalFolder(home + "/.local/state/ims-migrate")
    }

    /// The path from the root of the file system, without links as far as there is anything, so that it means the same
    /// wherever the next command is started.
    package var absolutePath: String {
        var existing = FilePath(path)
        var missing = FilePath()
        while true {
            if let resolved = HostPath.resolved(existing.isEmpty ? "." : existing.string) {
                return FilePath(resolved).pushing(missing).string
            }
            guard let name = existing.lastComponent else { return path }
            missing = FilePath(name.string).pushing(missing)
            existing.removeLastComponent()
        }
    }

    /// Opens the folder, made with what is missing above it.
    func open() throws(JournalError) -> OpenFolder {
        let isPrivate: Bool
        let folder: OpenFolder
        do throws(Errno) {
            try makeMissing()
            folder = OpenFolder(try Descriptor(opening: path, O_RDONLY | O_DIRECTORY))
            var status = try folder.descriptor.status()
            // A folder that was made for this, and in which nobody has anything yet, is closed for the others.
            if status.permissions & 0o077 != 0, status.st_uid == geteuid(),
                try folder.descriptor.entries().isEmpty
            {
                let number = folder.descriptor.number
                try call { fchmod(number, 0o700) }
                status = try folder.descriptor.status()
            }
            isPrivate = status.permissions & 0o077 == 0 && status.st_uid == geteuid()
        } catch {
            throw .folderUnusable(path: path, code: error.rawValue)
        }
        guard isPrivate else { throw .folderOpen(path: path) }
        return folder
    }

    /// Each folder on the way that is not there yet is made for its owner alone.
    private func makeMissing() throws(Errno) {
        var made = path.hasPrefix("/") ? "/" : ""
        for name in path.utf8.split(separator: RelativePath.separator) {
            made += Substring(name)
            do {
                try call { mkdir(made, 0o700) }
            } catch .fileExists {
                // There already; whether it is a folder shows when the next one is made in it.
            } catch {
                // A folder above may forbid making and still be passed through.
                guard access(made, F_OK) == 0 else { throw error }
            }
            made += "/"
        }
    }
}
