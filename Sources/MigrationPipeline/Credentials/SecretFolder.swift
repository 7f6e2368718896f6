// SPDX-License-Identifier: Apache-2.0

import IMSMigration

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder that an import writes secrets to, one file of mode 0600 each.
struct SecretFolder {
    let path: String

    init(_ path: String) { self.path = path }

    /// Writes the secrets, each into the file of its name; gives the names of the files that were not there before. A
    /// file that holds the same secret already stays.
    ///
    /// Throws `RunFailure`, with no new file left: 64 where the folder is inside of a `jcr_root`, 74 where a file holds
    /// something else or cannot be written.
    func write(_ secrets: [String: Secret]) throws(RunFailure) -> [String] {
        try make()
        var new: [(name: String, secret: Secret)] = []
        var old: [String] = []
        for (name, secret) in secrets.sorted(by: { $0.key < $1.key }) {
            if try holds(secret, name) {
                old.append(name)
            } else {
                new.append((name, secret))
            }
        }
        var written: [String] = []
        for (name, secret) in new {
            do {
                try NewFile.write(Array(secret.revealed().utf8), to: file(name), permissions: 0o600)
                written.append(name)
            } catch {
                remove(written)
                throw failure(file(name), error.reason)
            }
        }
        for name in old { chmod(file(name), 0o600) }
        return written
    }

    /// Takes files away that `write` made, where the mapping that refers to them could not be written.
    func remove(_ names: [String]) {
        for name in names { unlink(file(name)) }
    }

    /// The path of the folder, which is there, as seen from another folder, or from anywhere where that is nil.
    func path(seenFrom other: String?) -> String {
        guard let other, LocalFile.resolved(other) != nil else { return LocalFile.resolved(path) ?? path }
        let way = HostPaths.path(to: path, from: other)
        return way.isEmpty ? "." : way
    }

    private func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

    /// Whether the file is there and holds the secret. Throws where it holds something else.
    private func holds(_ secret: Secret, _ name: String) throws(RunFailure) -> Bool {
        var status = stat()
        guard lstat(file(name), &status) == 0 else { return false }
        let wanted = Array(secret.revealed().utf8)
        guard status.st_mode & S_IFMT == S_IFREG,
            let bytes = try? LocalFile.read(file(name), limit: SecretSources.largestFile, regularOnly: true),
            bytes == wanted || bytes == wanted + [UInt8(ascii: "\n")]
        else {
            throw failure(
                file(name), "something else is there. Move it away, or name another folder with --secrets-dir"
            )
        }
        return true
    }

    /// Makes the folder, and those above it that are missing, for nobody but their owner.
    private func make() throws(RunFailure) {
        var missing: [String] = []
        var existing = path
        var status = stat()
        while stat(existing, &status) != 0 {
            missing.append(existing)
            let parent = GivenPath(existing).folder
            guard parent != existing else { break }
            existing = parent
        }
        let names = [LocalFile.resolved(existing) ?? existing, path].flatMap { $0.split(separator: "/") }
        guard !names.contains("jcr_root") else {
            throw RunFailure(
                .usage,
                "\(path): inside of a jcr_root folder the secrets would become content. Name another folder with "
                    + "--secrets-dir.")
        }
        for folder in missing.reversed() where mkdir(folder, 0o700) != 0 {
            throw failure(folder, String(cString: strerror(errno)))
        }
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw failure(path, "it is no folder")
        }
    }

    private func failure(_ place: String, _ reason: String) -> RunFailure {
        RunFailure(
            .inputOutput, "\(place): the secrets could not be written: \(reason). Nothing was written.")
    }
}
