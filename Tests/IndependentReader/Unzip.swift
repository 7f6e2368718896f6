// SPDX-License-Identifier: Apache-2.0
import Foundation

/// `unzip -t`, where it is there.
public enum Unzip {
    /// Whether it finds nothing wrong with an archive; nil where there is no `unzip`.
    public static func test(_ path: String) throws -> Bool? {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip") else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unzip")
        process.arguments = ["-tqq", path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
