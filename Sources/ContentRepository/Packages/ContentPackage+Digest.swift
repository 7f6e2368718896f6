// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import SystemPackage

extension ContentPackage {
    /// SHA-256 of the whole file, in hexadecimal. Throws ``PackageError/unreadable(path:code:)``.
    package func sha256() throws(PackageError) -> String {
        do throws(Errno) {
            return try archive.bytes.sha256()
        } catch {
            throw .unreadable(path: path, code: error.rawValue)
        }
    }

    /// SHA-256 of the file that ``rewrite(_:to:)`` would write. Throws what that throws before it writes.
    package func sha256(after changes: [ContentChange]) throws(PackageError) -> String {
        let splice = try splice(for: changes)
        var sink = DigestSink()
        do throws(Errno) {
            try splice.write(to: &sink)
        } catch {
            throw .unreadable(path: path, code: error.rawValue)
        }
        return sink.digest.finish()
    }
}

extension ByteWindow {
    /// SHA-256 of these bytes, in hexadecimal.
    func sha256() throws(Errno) -> String {
        var sink = DigestSink()
        try sink.copy(self)
        return sink.digest.finish()
    }
}

/// Takes in an archive for its digest alone.
private struct DigestSink: ArchiveSink, ~Copyable {
    var digest = RunningDigest()

    mutating func write(_ bytes: [UInt8]) throws(Errno) { digest.update(bytes) }

    mutating func copy(_ window: ByteWindow) throws(Errno) { try copyInParts(window, from: 0) }
}
