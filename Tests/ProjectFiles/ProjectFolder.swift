// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The folder of this package and what lies beside it, for tests that look at its own files.
public enum ProjectFolder {
    /// Where `Package.swift` is.
    public static let url = (0..<3).reduce(URL(filePath: #filePath)) { place, _ in
        place.deletingLastPathComponent()
    }

    /// The file or folder of that path, relative to the package.
    public static func file(_ path: String) -> URL { url.appending(path: path) }

    /// The folder of examples and real files that is kept beside the project; `IMS_SHARED` names another one. The tests
    /// that need it are skipped where it is not.
    public static let shared =
        ProcessInfo.processInfo.environment["IMS_SHARED"].map { URL(filePath: $0) }
        ?? url.deletingLastPathComponent().appending(path: "shared")
}
