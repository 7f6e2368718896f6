// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

/// Places outside of the tests' own folder.
enum Place {
    static let sample = ProjectFolder.file("SampleRepository").path
    static let sampleMapping = ProjectFolder.file("SampleRepository/mapping.csv").path

    /// Real repositories, packed.
    static let corpora = ProjectFolder.shared.appending(path: "corpora/docview-real.tar.gz")

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
