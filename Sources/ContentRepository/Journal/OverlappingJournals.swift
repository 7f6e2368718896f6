// SPDX-License-Identifier: Apache-2.0

/// Journals of repositories that share files with another one: of a folder above it or in it.
struct OverlappingJournals {
    private let journals: OpenFolder

    /// Those in the folder of all journals.
    init(in journals: OpenFolder) { self.journals = journals }

    /// Throws ``JournalError/held(repository:holder:)`` where a run holds a repository that shares files with the one at
    /// `realPath`, and ``JournalError/overlaps(repository:other:)`` where one has died on it.
    func expectNone(with realPath: String, of repository: OpenRepository) throws(JournalError) {
        for entry in (try? journals.descriptor.entries()) ?? [] where entry.kind == .folder {
            guard let folder = try? OpenFolder(journals.descriptor.openFolder(entry.name)),
                let lock = try? OpenFolder(folder.descriptor.openFile(RepositoryLock.fileName)),
                let text = try? lock.descriptor.read(upTo: 1 << 16),
                let other = RepositoryLock.repository(in: text), overlap(other, realPath)
            else { continue }
            guard RepositoryLock.isFree(lock.descriptor) else {
                throw .held(repository: repository.path, holder: "it is working on \(other)")
            }
            if Self.holdsUnfinishedRun(folder) { throw .overlaps(repository: repository.path, other: other) }
        }
    }

    private func overlap(_ one: String, _ other: String) -> Bool {
        one != other && (HostPath.isWithin(one, other) || HostPath.isWithin(other, one))
    }

    /// Whether one of the journals of a repository is that of a run that died.
    static func holdsUnfinishedRun(_ folder: OpenFolder) -> Bool {
        let runs = (try? folder.descriptor.entries())?.filter { $0.kind == .folder } ?? []
        return runs.contains { run in
            guard run.name.first != UInt8(ascii: "."),
                let journal = try? OpenFolder(folder.descriptor.openFolder(run.name))
            else { return false }
            return JournalState(in: journal)?.isUnfinished == true
        }
    }
}
