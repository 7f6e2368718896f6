// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One name in a folder.
struct FolderEntry {
    let name: [UInt8]
    let kind: FileKind
}

extension Descriptor {
    /// What is in this folder, sorted by the bytes of the names: no two file systems list in the same order.
    ///
    /// Entries are looked at one by one only where the file system does not tell what they are.
    func entries() throws(Errno) -> [FolderEntry] {
        // A position of its own: this descriptor may be listed again, and by another thread.
        let listed = try call { openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(listed) else {
            let code = Errno(rawValue: errno)
            _ = close(listed)
            throw code
        }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                let code = Errno(rawValue: errno)
                if code.rawValue != 0 { throw code }
                break
            }
            let name = Self.name(of: entry)
            if name == [0x2E] || name == [0x2E, 0x2E] { continue }
            if let kind = FileKind(directoryEntryType: entry.pointee.d_type) ?? kind(of: name) {
                entries.append(FolderEntry(name: name, kind: kind))
            }
        }
        entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
        return entries
    }

    /// The name, read in place: the system allocates an entry no longer than its name, so `d_name` must not be copied
    /// as the array that it is declared to be.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let start = UnsafeRawPointer(entry).advanced(by: offset)
        let length = strlen(start.assumingMemoryBound(to: CChar.self))
        return Array(UnsafeRawBufferPointer(start: start, count: length))
    }
}
