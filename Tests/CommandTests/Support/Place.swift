// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Places outside of the tests' own folder.
enum Place {
    /// The package's folder.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let sample = package.appending(path: "SampleRepository").path
    static let sampleMapping = package.appending(path: "SampleRepository/mapping.csv").path

    /// The folder of examples and real files that is kept beside the project; `IMS_SHARED` names another one.
    static let shared =
        ProcessInfo.processInfo.environment["IMS_SHARED"].map { URL(filePath: $0) }
        ?? package.deletingLastPathComponent().appending(path: "shared")

    /// Real repositories, packed.
    static let corpora = shared.appending(path: "corpora/docview-real.tar.gz")

    static func isThere(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

    /// Unpacks one of the real repositories.
    static func unpackCorpus(_ name: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tar", "-xzf", corpora.path, "-C", folder.path, name]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return folder
    }
}
