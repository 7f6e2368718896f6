// SPDX-License-Identifier: Apache-2.0

/// An archive with its directory: the outermost package, or a package in a package.
struct PackageArchive: Sendable {
    let bytes: ByteWindow
    let directory: ZipDirectory

    /// Throws ``ArchiveDamage``.
    init(_ bytes: ByteWindow, limits: PackageLimits) throws(ArchiveDamage) {
        self.bytes = bytes
        directory = try ZipDirectory(of: bytes, limits: limits)
    }

    /// The folder that JCR paths count from.
    static let contentRoot = RelativePath.top.appending(FileName.jcrRoot)
    private static let marks = ["jcr_root/", "META-INF/vault/"]

    /// What makes an archive a content package and is not in this one.
    var missing: [String] {
        Self.marks.filter { !directory.hasEntries(below: Array($0.utf8)) }.map { "`\($0)`" }
    }

    /// Whether a file begins as a zip does: with an entry, or, empty, with the end of its directory.
    static func isZip(head: [UInt8]) -> Bool {
        head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// The only entry of that name; nil where there is none, or more than one.
    func entry(_ name: RelativePath) -> ZipEntry? {
        let found = directory.entries(named: name.bytes)
        guard found.count == 1 else { return nil }
        return directory.entry(found[0])
    }

    func contents(
        of entry: ZipEntry, limit: Int, _ limits: PackageLimits, counts: (Int) -> Void = { _ in }
    ) throws(EntryFault) -> [UInt8] {
        try EntryReader.contents(
            entry, of: directory, in: bytes, limit: limit, limits: limits, counts: counts)
    }
}

extension PackageArchive {
    /// Why a package in a package cannot be opened.
    enum NestedFailure: Error {
        case entry(EntryFault)
        case archive(ArchiveDamage)
    }

    /// The package that an entry holds; nil where it is an archive of another kind.
    ///
    /// One that is stored without compression is read where it is. Any other is decompressed into memory, `room` bytes
    /// at the most; `counts` is told of them, whatever comes of it.
    func package(
        in entry: ZipEntry, room: Int, _ limits: PackageLimits, counts: (Int) -> Void = { _ in }
    ) throws(NestedFailure) -> PackageArchive? {
        let contents: ByteWindow
        do throws(EntryFault) {
            if entry.method == ZipFormat.stored, !entry.isEncrypted {
                contents = bytes.part(try LocalHeader(of: entry, directory, in: bytes).contents)
                guard contents.count == entry.size else { throw .wrongSize }
            } else {
                contents = ByteWindow(
                    try self.contents(of: entry, limit: room, limits, counts: counts))
            }
        } catch {
            throw .entry(error)
        }
        do throws(ArchiveDamage) {
            return try Self.package(in: contents, limits)
        } catch {
            throw .archive(error)
        }
    }

    /// The package that a file with the name of one holds; nil where it is an archive of another kind. What it begins with
    /// does not matter: Java looks for the end of an archive alone.
    static func package(
        in contents: ByteWindow, _ limits: PackageLimits
    ) throws(ArchiveDamage) -> PackageArchive? {
        let package = try PackageArchive(contents, limits: limits)
        return package.missing.isEmpty ? package : nil
    }

    /// Whether there may be packages in it.
    var mayHoldPackages: Bool {
        (0..<directory.count).contains { index in
            EntryPath(directory.name(index)).map { $0.isContent && WalkScope.mayBePackage($0.last) } ?? false
        }
    }

    /// The name that the package's file should have, without its extension, by what the package says of itself: FileVault
    /// keeps a package under the path that its name and version make, and takes another file of that name and version
    /// for what it has already. Nil where it says nothing.
    func properFileName(_ limits: PackageLimits, counts: (Int) -> Void) -> String? {
        guard let path = RelativePath(VaultFile.properties.inPackage), let entry = entry(path),
            let bytes = try? contents(of: entry, limit: VaultFile.mostBytes, limits, counts: counts),
            let properties = try? PackageProperties(parsing: bytes, file: path.display),
            let name = properties.name, !name.isEmpty
        else { return nil }
        return [name, properties.version ?? ""].filter { !$0.isEmpty }.joined(separator: "-")
    }
}
