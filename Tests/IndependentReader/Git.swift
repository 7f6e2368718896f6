// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Git, which reads diffs in its own way.
public enum Git {
    private static let path = ["/usr/bin/git", "/opt/homebrew/bin/git", "/usr/local/bin/git"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Whether it is installed.
    public static let isThere = path != nil

    /// Applies a diff to the files in `folder`. Returns whether Git took it, and what it said.
    public static func apply(_ diff: [UInt8], in folder: String) throws -> (isTaken: Bool, message: String) {
        let patch = FileManager.default.temporaryDirectory.appending(path: "ims-migrate-\(UUID().uuidString)")
        try Data(diff).write(to: patch)
        defer { try? FileManager.default.removeItem(at: patch) }
        let process = Process()
        process.executableURL = path.map { URL(filePath: $0) }
        process.arguments = ["apply", "--whitespace=nowarn", patch.path]
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = [
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": "/",
            "LC_ALL": "C",
        ]
        let errors = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus == 0, message)
    }
}
