// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks whether the journals of a repository are as they were written, and hold together: each carries its own digest
/// and that of the one before it. Nothing is locked, made or changed.
package struct JournalAudit: Sendable {
    /// Something that does not hold.
    package struct Break: Sendable, Equatable {
        /// The journal's folder.
        package var path: String
        /// What is the matter with it.
        package var reason: String
        /// Whether something is gone, and not only different.
        package var isMissing: Bool
    }

    /// What does not hold, the oldest first.
    package private(set) var breaks: [Break] = []
    /// How many runs have a journal there.
    package private(set) var runCount = 0
    /// The runs that can be read, the oldest first.
    package private(set) var runs: [JournaledRun] = []

    /// Looks at all journals of the repository at `realPath` that are in `folder`.
    package init(ofRepository realPath: String, in folder: JournalFolder) {
        let name = Journal.folderName(of: realPath)
        let location = folder.path + "/" + String(decoding: name, as: UTF8.self)
        let names: [[UInt8]]
        let shelf: JournalShelf
        do {
            let top = OpenFolder(try Descriptor(opening: folder.path, O_RDONLY | O_DIRECTORY))
            shelf = JournalShelf(
                folder: OpenFolder(try top.descriptor.openFolder(name)), location: location)
            names = try shelf.runNames().reversed()
        } catch {
            breaks.append(
                Break(path: location, reason: "there are no journals of \(realPath)", isMissing: true))
            return
        }
        runCount = names.count
        var previous: (run: String, sha256: String?)?
        var isLinked = false
        for name in names {
            let path = shelf.path(ofRunNamed: name)
            do throws(JournalError) {
                let run = try shelf.run(named: name)
                for reason in faults(of: run, named: name, realPath) {
                    breaks.append(Break(path: path, reason: reason, isMissing: false))
                }
                if run.index.schemaVersion >= JournalIndex.firstLinkedSchemaVersion {
                    if let fault = Self.fault(of: run.index.previous, after: previous) {
                        breaks.append(Break(path: path, reason: fault.reason, isMissing: fault.isMissing))
                    }
                    isLinked = true
                } else if isLinked {
                    breaks.append(
                        Break(
                            path: path, reason: "it names no run before it, although those before it do",
                            isMissing: false))
                }
                runs.append(run)
            } catch {
                breaks.append(Break(path: path, reason: Self.reason(error), isMissing: false))
            }
            previous = (
                String(decoding: name, as: UTF8.self), (try? shelf.link(toRunNamed: name))?.sha256
            )
        }
    }

    private func faults(of run: JournaledRun, named name: [UInt8], _ realPath: String) -> [String] {
        var faults: [String] = []
        if Array(run.index.run.utf8) != name { faults.append("it is the journal of another run") }
        if run.index.repository != realPath { faults.append("it is the journal of another repository") }
        if !run.storedIsIntact { faults.append(JournaledRun.storedIsNotIntact) }
        return faults
    }

    private static func fault(
        of link: JournalLink?, after previous: (run: String, sha256: String?)?
    ) -> (reason: String, isMissing: Bool)? {
        switch (link, previous) {
        case (nil, nil): return nil
        case (nil, let previous?):
            return ("it names no run before it, but \(previous.run) is there", false)
        case (let link?, let previous) where previous?.run != link.run:
            return ("the run that it follows, \(link.run), is not the one before it, or is gone", true)
        case (let link?, let previous):
            return link.sha256 == previous?.sha256
                ? nil
                : ("the index of the run before it, \(link.run), is not the one that it followed", false)
        }
    }

    private static func reason(_ error: JournalError) -> String {
        if case .damaged(_, let reason) = error { return reason }
        return error.description
    }
}

extension JournaledRun {
    /// Whether the old bytes are those that were stored.
    var storedIsIntact: Bool {
        let name = isOfPackage ? FileName.storedPackage : Journal.Name.stored
        do throws(Errno) {
            let file = OpenFolder(try folder.descriptor.openFile(name))
            let size = Int(try file.descriptor.status().st_size)
            return try ByteWindow(file: file, count: size).sha256() == index.sha256OfStored
        } catch {
            return false
        }
    }

    /// What is said of a journal where they are not.
    static let storedIsNotIntact = "its old bytes are not those that were stored"
}
