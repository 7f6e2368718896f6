// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files that a user names with `--out`.
package enum OutputFile {
    /// Writes `text` to the file at `path`, complete or not at all. Throws `RunFailure` (74).
    package static func write(_ text: String, to path: String) throws(RunFailure) {
        do {
            try Data(text.utf8).write(to: URL(filePath: try target(of: path)), options: .atomic)
        } catch let failure as RunFailure {
            throw failure
        } catch {
            throw RunFailure(
                .inputOutput,
                "\(path): could not be written: \(SystemCause.words(error)). Name a file in a folder that is there and "
                    + "that you may write to.")
        }
    }

    /// The file that `path` leads to, which a rename would replace: not the link to it, and never a device or pipe.
    private static func target(of path: String) throws(RunFailure) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        guard status.st_mode & S_IFMT == S_IFREG, let resolved = LocalFile.resolved(path) else {
            throw RunFailure(.inputOutput, "\(path): not a file. Name another one with --out.")
        }
        return resolved
    }
}
