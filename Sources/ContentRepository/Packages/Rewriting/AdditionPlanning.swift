// SPDX-License-Identifier: Apache-2.0

/// Finds the place, date and company of entries that come into an archive.
struct AdditionPlanning {
    let directory: ZipDirectory
    let layout: ArchiveLayout

    /// A new file, and the entry of the archive whose mode it has.
    typealias File = (path: RelativePath, contents: [UInt8], origin: RelativePath?)

    /// Why an entry cannot come in.
    enum Refusal: Error {
        /// No file of a package can be called that.
        case unusableName(RelativePath)
        /// Something has that name, or stands where a folder on the way would be.
        case taken(by: RelativePath)
        case fault(String, EntryFault)
    }

    /// The additions for new files, in the order of their names, with the folder entries that they need. Throws
    /// ``Refusal``.
    ///
    /// Most archives have either an entry for each folder or none: folders get entries where others beside them have
    /// some.
    func additions(
        for files: [File]
    ) throws(Refusal) -> [ArchiveAddition] {
        var contents: [[UInt8]: [UInt8]] = [:]
        var places: [[UInt8]: Place] = [:]
        var modes: [[UInt8]: Int] = [:]
        let paths = Set(files.map(\.path))
        for file in files {
            try expectFree(file.path)
            if let other = folders(above: file.path).first(where: { paths.contains($0) }) {
                throw .taken(by: other)
            }
            let place = place(of: file.path)
            contents[file.path.bytes] = file.contents
            places[file.path.bytes] = place
            modes[file.path.bytes] = file.origin.flatMap(mode)
            guard place.hasFolderEntries else { continue }
            for folder in folders(above: file.path) where !folder.isTop && isMissing(folder) {
                let name = folder.bytes + [RelativePath.separator]
                contents[name] = []
                places[name] = place
            }
        }
        var additions: [ArchiveAddition] = []
        for (name, place) in places.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            do throws(EntryFault) {
                additions.append(
                    try ArchiveAddition(
                        name: name, contents: contents[name] ?? [], mode: modes[name], date: place.date,
                        follows: place.follows, position: layout.end(after: place.follows, in: directory)))
            } catch {
                throw .fault(FileName.display(name), error)
            }
        }
        return additions
    }

    private struct Place {
        /// The last entry of the nearest folder that there is; nil where there is none.
        var follows: Int?
        /// Of the newest entry there.
        var date = ArchiveAddition.earliestDate
        var hasFolderEntries = false
    }

    private func place(of file: RelativePath) -> Place {
        for folder in folders(above: file) {
            let prefix = folder.isTop ? [] : folder.bytes + [RelativePath.separator]
            let entries = directory.entries(below: prefix)
            guard let last = entries.max() else { continue }
            var place = Place(follows: folder.isTop ? nil : last)
            for index in entries {
                place.date = max(place.date, directory.date(index))
                if directory.name(index).last == RelativePath.separator { place.hasFolderEntries = true }
            }
            return place
        }
        return Place()
    }

    /// The mode of an entry that is a file; nil where the system that made it has none.
    private func mode(of file: RelativePath) -> Int? {
        guard let index = directory.entries(named: file.bytes).last,
            ZipFormat.unixSystems.contains(directory.bytes.number16(at: directory.records[index] + 4) >> 8)
        else { return nil }
        let mode = directory.bytes.number32(at: directory.records[index] + 38) >> 16
        return mode & 0o170000 == 0o100000 ? mode : nil
    }

    /// The innermost first, the archive's top the last.
    private func folders(above file: RelativePath) -> [RelativePath] {
        Array(sequence(first: file, next: \.parent).dropFirst())
    }

    private func isMissing(_ folder: RelativePath) -> Bool {
        directory.entries(below: folder.bytes + [RelativePath.separator]).isEmpty
    }

    private func expectFree(_ file: RelativePath) throws(Refusal) {
        guard let path = EntryPath(ArraySlice(file.bytes)), !path.isFolder,
            file.bytes.count < ZipFormat.overflow16
        else { throw .unusableName(file) }
        guard isMissing(file) else { throw .taken(by: file) }
        for path in [file] + folders(above: file) where !directory.entries(named: path.bytes).isEmpty {
            throw .taken(by: path)
        }
    }
}

extension ZipDirectory {
    /// Date and time of an entry, the date in the upper 16 bits.
    fileprivate func date(_ index: Int) -> Int { bytes.number32(at: records[index] + 12) }
}
