// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps a second run away from a repository for as long as the value lives.
///
/// The system drops the locks of a process that dies, whatever it dies of, so that no lock is ever left behind. There
/// are two: one on the repository's own folder, which holds wherever the runs keep their journals, and one beside the
/// journals for file systems that cannot lock a folder.
final class RepositoryLock: Sendable {
    static let fileName = Array("lock".utf8)

    private let repository: OpenFolder
    private let file: OpenFolder

    init(of repository: OpenRepository, in journals: OpenFolder, path: String) throws(JournalError) {
        do throws(Errno) {
            self.repository = OpenFolder(try Self.descriptor(of: repository))
            file = OpenFolder(try journals.descriptor.open(Self.fileName, O_RDWR | O_CREAT, mode: 0o600))
        } catch {
            throw .folderUnusable(path: path, code: error.rawValue)
        }
        guard Self.lock(self.repository.descriptor), Self.lock(file.descriptor) else {
            let text =
                (try? file.descriptor.read(upTo: 200)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw .held(
                repository: repository.path, holder: text.split(separator: "\n").first.map(String.init) ?? "")
        }
        // For the message of whoever comes second, and for runs on repositories that share files with this one; the
        // lock itself does not depend on it.
        _ = ftruncate(file.descriptor.number, 0)
        try? file.descriptor.write(Array("process \(getpid())\n\(repository.realPath)\n".utf8))
    }

    /// The repository that the text of a lock's file names.
    static func repository(in text: [UInt8]) -> String? {
        let lines = text.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        guard lines.count == 2, lines[1].last == UInt8(ascii: "\n") else { return nil }
        return String(decoding: lines[1].dropLast(), as: UTF8.self)
    }

    /// Whether no run has the lock that this file stands for.
    static func isFree(_ file: borrowing Descriptor) -> Bool {
        do {
            try call { flock(file.number, LOCK_SH | LOCK_NB) }
            try call { flock(file.number, LOCK_UN) }
            return true
        } catch {
            return error != .wouldBlock && error != .resourceTemporarilyUnavailable
        }
    }

    /// A descriptor of its own: locks belong to descriptors.
    private static func descriptor(of repository: OpenRepository) throws(Errno) -> Descriptor {
        switch repository {
        case .tree(let tree): try tree.top.descriptor.openFolder(Array(".".utf8))
        case .package(let package): try Descriptor(opening: package.realPath, O_RDONLY | O_NONBLOCK)
        }
    }

    /// False where another run has the lock. A file system that has no such locks does not stop the run.
    private static func lock(_ descriptor: borrowing Descriptor) -> Bool {
        // A process that is just being started holds copies of its parent's descriptors for a moment, and with them locks
        // that the parent has given up.
        for _ in 0..<10 {
            do {
                try call { flock(descriptor.number, LOCK_EX | LOCK_NB) }
                return true
            } catch {
                guard error == .wouldBlock || error == .resourceTemporarilyUnavailable else { return true }
                usleep(20_000)
            }
        }
        return false
    }
}
