// SPDX-License-Identifier: Apache-2.0
import Foundation

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
}
