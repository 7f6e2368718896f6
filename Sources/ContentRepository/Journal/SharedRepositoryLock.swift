// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The lock of a part of a run: its siblings may hold the repository at the same time, everybody else is kept away.
///
/// Siblings share the two locks that any other run wants for itself. Who comes first writes down, beside the journals,
/// which run it is that is split; the others must be of the same. Each part has a lock of its own besides, so that none
/// runs twice at a time. All of this happens behind a gate, through which one passes at a time.
struct SharedRepositoryLock: Sendable {
    private enum Name {
        static let gate = Array("gate".utf8)
        static let siblings = Array("siblings".utf8)
        static let creation = Array("creation".utf8)

        static func part(_ index: Int) -> [UInt8] { Array("part-\(index)".utf8) }
    }

    private let part: JournaledPart
    private let journals: OpenFolder
    /// Held as long as the value lives.
    private let own: OpenFolder
    /// Shared by siblings as long as they live, but while one creates files.
    private let creation: OpenFolder

    /// Joins the siblings that hold the repository; nil where somebody else holds it, or this part itself.
    init?(
        _ part: JournaledPart, repository: OpenFolder, file: OpenFolder, in journals: OpenFolder
    ) throws(Errno) {
        self.part = part
        self.journals = journals
        own = OpenFolder(try journals.descriptor.open(Name.part(part.index), O_RDWR | O_CREAT, mode: 0o600))
        creation = OpenFolder(try journals.descriptor.open(Name.creation, O_RDWR | O_CREAT, mode: 0o600))
        // A process that is just being started holds copies of its parent's descriptors for a moment, and with them locks
        // that the parent has given up. A sibling that is about to end gives up one lock after the other, and on a busy
        // machine there is time between the two.
        for attempt in 0..<100 {
            switch try enter(repository: repository, file: file) {
            case .isIn:
                FileLock.wait(.shared, for: creation.descriptor)
                return
            case .held where attempt >= 10: return nil
            case .held, .siblingLeaves: usleep(20_000)
            }
        }
        return nil
    }

    private enum Entrance { case isIn, held, siblingLeaves }

    private func enter(repository: OpenFolder, file: OpenFolder) throws(Errno) -> Entrance {
        try passingGate { () throws(Errno) in
            let locks = [file, repository]
            let identity = Array("\(part.count) \(part.fingerprint)\n".utf8)
            let isSiblings = (try? journals.descriptor.openFile(Name.siblings).read(upTo: 1000)) == identity
            // Nobody is there: whoever holds the repository alone keeps its journals elsewhere.
            if FileLock.take(.alone, of: file.descriptor) {
                let isFirst = FileLock.take(.alone, of: repository.descriptor)
                if isFirst { try replace(Name.siblings, by: identity) }
                for lock in locks { FileLock.release(lock.descriptor) }
                guard isFirst else { return isSiblings ? .siblingLeaves : .held }
            } else {
                // A whole run that has it leaves no such file, or that of parts which ran before.
                guard isSiblings else { return .held }
            }
            let isIn =
                locks.allSatisfy { FileLock.take(.shared, of: $0.descriptor) }
                && FileLock.take(.alone, of: own.descriptor)
            if !isIn { for lock in locks { FileLock.release(lock.descriptor) } }
            return isIn ? .isIn : .held
        }
    }

    /// Does what no two siblings may do at a time.
    func passingGate<Result>(_ body: () throws -> Result) throws -> Result {
        let gate = OpenFolder(try journals.descriptor.open(Name.gate, O_RDWR | O_CREAT, mode: 0o600))
        FileLock.wait(.alone, for: gate.descriptor)
        return try body()
    }

    private func passingGate<Result>(_ body: () throws(Errno) -> Result) throws(Errno) -> Result {
        let gate = OpenFolder(try journals.descriptor.open(Name.gate, O_RDWR | O_CREAT, mode: 0o600))
        FileLock.wait(.alone, for: gate.descriptor)
        return try body()
    }

    /// Creates files while no sibling surveys the repository or writes to it: half of what is to be there would look like
    /// something in the way. A file that is replaced is the old one or the new one at any time, and needs no such care.
    func creating<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        FileLock.wait(.alone, for: creation.descriptor)
        defer { FileLock.wait(.shared, for: creation.descriptor) }
        return try body()
    }

    /// Whether no sibling runs; none can start while the gate is passed.
    var isAlone: Bool {
        (1...part.count).allSatisfy { index in
            guard index != part.index,
                let other = try? OpenFolder(journals.descriptor.open(Name.part(index), O_RDWR))
            else { return true }
            return FileLock.take(.alone, of: other.descriptor)
        }
    }

    private func replace(_ name: [UInt8], by bytes: [UInt8]) throws(Errno) {
        let file = OpenFolder(
            try journals.descriptor.open(name, O_RDWR | O_CREAT | O_TRUNC, mode: 0o600))
        try file.descriptor.write(bytes)
    }
}

/// The system's locks of whole files and folders. They belong to descriptors, and go with them.
enum FileLock {
    enum Kind {
        /// Together with others that share it.
        case shared
        /// With nobody else.
        case alone
    }

    /// False where somebody has a lock in the way. A file system that has no such locks does not stop anybody.
    static func take(_ kind: Kind, of descriptor: borrowing Descriptor) -> Bool {
        let number = descriptor.number
        do {
            try call { flock(number, (kind == .alone ? LOCK_EX : LOCK_SH) | LOCK_NB) }
            return true
        } catch {
            return error != .wouldBlock && error != .resourceTemporarilyUnavailable
        }
    }

    /// Waits until nobody has a lock in the way; one that is held already is given up first.
    static func wait(_ kind: Kind, for descriptor: borrowing Descriptor) {
        release(descriptor)
        let number = descriptor.number
        _ = try? call { flock(number, kind == .alone ? LOCK_EX : LOCK_SH) }
    }

    static func release(_ descriptor: borrowing Descriptor) {
        let number = descriptor.number
        _ = try? call { flock(number, LOCK_UN) }
    }
}
