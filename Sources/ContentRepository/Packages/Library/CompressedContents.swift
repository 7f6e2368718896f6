// SPDX-License-Identifier: Apache-2.0
import CLibZip

/// Contents as an archive holds them, compressed by libzip.
struct CompressedContents {
    let bytes: [UInt8]
    let size: Int
    let crc: Int

    /// Throws ``EntryFault/unsupportedMethod(_:)`` where libzip cannot compress like this.
    init(_ contents: [UInt8], method: Int) throws(EntryFault) {
        guard let number = Int32(exactly: method), zip_compression_method_supported(number, 1) == 1 else {
            throw .unsupportedMethod(method)
        }
        guard let archive = Self.archive(of: contents, method: number) else {
            throw .unsupportedMethod(method)
        }
        let window = ByteWindow(archive)
        guard let directory = try? ZipDirectory(of: window, limits: .standard), directory.count == 1 else {
            throw .invalidData
        }
        let entry = directory.entry(0)
        // libzip may choose to store what is empty.
        guard entry.method == method, entry.size == contents.count else { throw .unsupportedMethod(method) }
        let place = try LocalHeader(of: entry, directory, in: window).contents
        bytes = Array(archive[place])
        size = entry.size
        crc = entry.crc
    }

    /// An archive with these contents alone; nil where libzip could not make it.
    private static func archive(of contents: [UInt8], method: Int32) -> [UInt8]? {
        contents.withUnsafeBytes { buffer in
            MemoryArchive.bytes { archive in
                MemoryArchive.add(Array("x".utf8), buffer, to: archive)
                    .map { zip_set_file_compression(archive, $0, method, 0) == 0 } ?? false
            }
        }
    }
}
