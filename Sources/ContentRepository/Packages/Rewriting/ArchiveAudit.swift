// SPDX-License-Identifier: Apache-2.0
import ParallelWork
import Synchronization
import SystemPackage

/// What keeps an archive from being rewritten, wherever it is: readers that could see different entries, and entries that
/// are damaged. A new archive around them would look like one that is in order.
struct ArchiveAudit {
    let archive: PackageArchive
    let layout: ArchiveLayout
    /// The packages around it, for problems.
    let packages: [RelativePath]
    let limits: PackageLimits

    /// More would not help anybody.
    private static let mostProblems = 1_000

    init(of archive: PackageArchive, packages: [RelativePath], limits: PackageLimits) {
        self.archive = archive
        layout = ArchiveLayout(of: archive.directory)
        self.packages = packages
        self.limits = limits
    }

    // MARK: What the headers say

    /// What the directory and the headers of the entries tell, without looking at any contents.
    ///
    /// Package Manager reads a package by its directory; whoever reads it as a stream goes from one local header to the
    /// next (`java.util.zip.ZipInputStream`). Both must come to the same entries.
    func contradictions() -> [PackageProblem] {
        let directory = archive.directory
        var problems: [PackageProblem] = []
        func note(_ kind: PackageProblem.Kind, _ index: Int) {
            guard problems.count < Self.mostProblems else { return }
            problems.append(problem(kind, index))
        }
        for index in 0..<directory.count where EntryPath(directory.name(index)) == nil {
            note(.unsafeName, index)
        }
        for index in EntryNames(of: directory).shared { note(.duplicateName, index) }
        for (index, next) in layout.places {
            let entry = directory.entry(index)
            if !directory.isWithinArchive(entry) {
                note(.unreadable(.outsideArchive), index)
            } else if layout.leastEnd(of: entry) > next {
                note(.unreadable(.overlapping), index)
            } else if let fault = fault(of: entry, before: next) {
                note(fault, index)
            }
        }
        if let first = layout.places.first?.index, holdsEntry(0..<directory.entry(first).localOffset) {
            note(.hiddenEntry, first)
        }
        return problems
    }

    private func fault(of entry: ZipEntry, before next: Int) -> PackageProblem.Kind? {
        if entry.isEncrypted { return .unreadable(.encrypted) }
        if entry.versionNeeded > ZipFormat.newestVersion {
            return .unreadable(.unsupportedVersion(entry.versionNeeded))
        }
        if entry.method != ZipFormat.stored, entry.method != ZipFormat.deflated {
            return .unreadable(.unsupportedMethod(entry.method))
        }
        do throws(EntryFault) {
            let header = try LocalHeader(of: entry, archive.directory, in: archive.bytes)
            try header.requireAgreement(with: entry)
            let end = try layout.end(of: entry, header, in: archive)
            guard end <= next else { return .unreadable(.overlapping) }
            return holdsEntry(end..<next) ? .hiddenEntry : nil
        } catch {
            return .unreadable(error)
        }
    }

    /// Whether there is a local header among bytes that belong to no entry. What else is there, such as the fill bytes of
    /// some tools, no reader takes for an entry.
    private func holdsEntry(_ range: Range<Int>) -> Bool {
        guard range.count >= ZipFormat.localHeaderLength else { return false }
        // What is between entries is a few bytes, or is looked at only where the archive is odd anyway.
        guard let bytes = try? archive.bytes.bytes(range.prefix(Self.mostBetween)) else { return true }
        var position = 0
        while position + 4 <= bytes.count {
            if bytes[position] == 0x50, bytes.number32(at: position) == ZipFormat.localHeader { return true }
            position += 1
        }
        return range.count > Self.mostBetween
    }

    private static let mostBetween = 1 << 20

    // MARK: What the contents are

    /// The entries whose contents cannot be decompressed, or do not have their checksum. All are read, on `workers`
    /// threads: a damaged entry that is copied as it is would stand in a package that this tool has made.
    ///
    /// Entries of more than 2 GiB are copied unread.
    func damagedEntries(workers: Int) -> [PackageProblem] {
        let directory = archive.directory
        let readable = PackageLimits(directoryBytes: .max, expansion: .max)
        let sizes = (0..<directory.count).reduce(0) { $0.addingClamped(directory.entry($1).size) }
        // Nobody waits for an archive that claims to be that long.
        guard sizes <= limits.walkBytes else {
            return [
                PackageProblem(
                    kind: .walkTooLarge(limit: limits.walkBytes), packages: packages, entry: "")
            ]
        }
        let problems = parallelMap(Array(0..<directory.count), workers: workers) { index -> PackageProblem? in
            let entry = directory.entry(index)
            guard entry.compressedSize > 0 || entry.size > 0 || entry.crc != 0,
                entry.compressedSize <= EntryReader.mostCompressed
            else { return nil }
            do throws(EntryFault) {
                try EntryReader.verify(entry, of: directory, in: archive.bytes, limits: readable)
                return nil
            } catch {
                return problem(.unreadable(error), index)
            }
        }
        return Array(problems.compactMap(\.self).prefix(Self.mostProblems))
    }

    private func problem(_ kind: PackageProblem.Kind, _ index: Int) -> PackageProblem {
        PackageProblem(
            kind: kind, packages: packages, entry: FileName.display(Array(archive.directory.name(index))),
            isElsewhere: true)
    }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

/// What was found out about the archives of one package, so that each is read whole only once.
final class ArchiveAudits: Sendable {
    private let known = Mutex<[[RelativePath]: [PackageProblem]]>([:])

    /// Everything that keeps an archive from being rewritten.
    func problems(
        of archive: PackageArchive, packages: [RelativePath], _ limits: PackageLimits, workers: Int = 1
    ) -> [PackageProblem] {
        if let known = known.withLock({ $0[packages] }) { return known }
        let audit = ArchiveAudit(of: archive, packages: packages, limits: limits)
        var problems = audit.contradictions()
        if problems.isEmpty { problems = audit.damagedEntries(workers: workers) }
        known.withLock { $0[packages] = problems }
        return problems
    }
}

extension OpenRepository {
    /// What keeps packages from being rewritten with these changes: the package itself, those in a tree, and those in
    /// packages, with all that are around them. Where it is empty, rewriting doesn't refuse one as a whole.
    package func obstacles(to changes: [ContentChange], workers: Int) -> [PackageProblem] {
        switch self {
        case .package(let package):
            return Self.chains(of: changes, from: 0).flatMap { chain in
                // What cannot be opened is found when it is rewritten.
                (try? package.nested.use(chain) {
                    package.audits.problems(of: $0, packages: chain, package.limits, workers: workers)
                }) ?? []
            }
        case .tree(let tree):
            let audits = ArchiveAudits()
            return Self.chains(of: changes, from: 1).flatMap { chain -> [PackageProblem] in
                guard let outermost = chain.first, let packages = try? tree.package(at: outermost).0 else {
                    return []
                }
                return
                    (try? packages.use(Array(chain.dropFirst())) {
                        audits.problems(of: $0, packages: chain, .standard, workers: workers)
                    }) ?? []
            }
        }
    }

    /// The packages that are rewritten with changes, each by the way to it, those around others first.
    private static func chains(of changes: [ContentChange], from least: Int) -> [[RelativePath]] {
        var chains: Set<[RelativePath]> = []
        for change in changes where change.packages.count >= least {
            for depth in least...change.packages.count { chains.insert(Array(change.packages[..<depth])) }
        }
        return chains.sorted { one, other in
            one.count == other.count ? one.lexicographicallyPrecedes(other) : one.count < other.count
        }
    }
}
