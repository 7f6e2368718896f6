// SPDX-License-Identifier: Apache-2.0

extension ContentPackage {
    /// Writes this package anew with other contents for some entries, without some, and with some more, and returns the
    /// new one, opened.
    ///
    /// Of every other entry each byte stays as it is, and with it the order, dates, attributes and comments of all. A
    /// replaced entry keeps everything but its contents, their lengths and their checksum, its compression method too.
    /// A package in the package in which something changes is built anew in the same way.
    ///
    /// A new entry is deflated and comes behind the last entry of the nearest folder that the package has, else behind
    /// all entries, with the date of the newest entry of that folder, else 1 January 1980. Folders on the way to it get
    /// entries where folders beside them have some. When the last file of a folder is removed, the folder's own entry
    /// stays.
    ///
    /// The new package gets its name only when it is complete, on the disk, and has been opened again and found to be
    /// what was planned. In place it has the mode of the old one, its owner if that is permitted, its group in any case,
    /// and as far as the system allows its extended attributes. Where no contents change, nothing is written in place,
    /// and the new file is a copy to the byte.
    ///
    /// Compressed packages in the package that change are in memory with their old and new contents, up to four times
    /// what ``PackageLimits/nestedBytes`` allows; nothing else of the archive is but its directory.
    ///
    /// A new file that `isPrivate` can be read by its owner alone.
    ///
    /// Throws ``PackageError``; then no file has changed, and nothing is left beside one (but see
    /// ``PackageError/notWritten(path:step:code:)``).
    @discardableResult
    package func rewrite(
        _ changes: [ContentChange], to destination: PackageDestination, isPrivate: Bool = false
    ) throws(PackageError) -> ContentPackage {
        let splice = try splice(for: changes)
        if splice.isEmpty, destination == .inPlace { return self }
        return try PackageWriting(
            package: self, splice: splice, destination: destination, isPrivate: isPrivate
        )
        .run()
    }

    /// Checks all that ``rewrite(_:to:)`` checks before it writes. Throws ``PackageError``.
    package func check(_ changes: [ContentChange]) throws(PackageError) {
        _ = try splice(for: changes)
    }

    func splice(for changes: [ContentChange]) throws(PackageError) -> ArchiveSplice {
        try ChangePlanning(path: path, limits: limits, audits: audits)
            .splice(of: archive, changes, packages: [], held: 0)
    }
}
