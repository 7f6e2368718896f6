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
    /// What the parts of a run that is split have besides.
    let shared: SharedRepositoryLock?

    /// Keeps everybody away, or, for the part of a run that is split, everybody but its siblings.
    init(
        of repository: OpenRepository, in journals: OpenFolder, path: String, for part: JournaledPart? = nil
    ) throws(JournalError) {
        let isHeld: Bool
        do throws(Errno) {
            let top = OpenFolder(try Self.descriptor(of: repository))
            let file = OpenFolder(
                try journals.descriptor.open(Self.fileName, O_RDWR | O_CREAT, mode: 0o600))
            self.repository = top
            self.file = file
            if let part {
                shared = try SharedRepositoryLock(part, repository: top, file: file, in: journals)
                isHeld = shared != nil
            } else {
                shared = nil
                isHeld = Self.lock(top.descriptor) && Self.lock(file.descriptor)
            }
        } catch {
            throw .folderUnusable(path: path, code: error.rawValue)
        }
        guard isHeld else {
            let text =
                (try? file.descriptor.read(upTo: 200)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw .held(
                repository: repository.path, holder: text.split(separator: "\n").first.map(String.init) ?? "")
        }
        // For the message of whoever comes second, and for runs on repositories that share files with this one; the
        // lock itself does not depend on it. What a sibling has written serves as well, and others may be reading it.
        if part != nil, let text = try? file.descriptor.read(upTo: 1 << 16),
            Self.repository(in: text) == repository.realPath
        {
            return
        }
        _ = ftruncate(file.descriptor.number, 0)
        _ = lseek(file.descriptor.number, 0, SEEK_SET)
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
        // Parts of a run share it, so that only who could have it alone knows that nobody has it.
        guard lock(file) else { return false }
        FileLock.release(file)
        return true
    }

    /// A descriptor of its own: locks belong to descriptors.
    private static func descriptor(of repository: OpenRepository) throws(Errno) -> Descriptor {
        switch repository {
        case .tree(let tree): try tree.top.descriptor.openFolder(Array(".".utf8))
        case .package(let package): try Descriptor(opening: package.realPath, O_RDONLY | O_NONBLOCK)
        }
    }

    /// False where another run has the lock.
    private static func lock(_ descriptor: borrowing Descriptor) -> Bool {
        // A process that is just being started holds copies of its parent's descriptors for a moment, and with them locks
        // that the parent has given up.
        for _ in 0..<10 {
            if FileLock.take(.alone, of: descriptor) { return true }
            usleep(20_000)
        }
        return false
    }
}
