// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The folder with facts, examples and corpora that lies beside a checkout, or where IMS_SHARED says.
enum SharedFolder {
    static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["IMS_SHARED"] { return URL(fileURLWithPath: path) }
        let packageRoot = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return packageRoot.deletingLastPathComponent().appendingPathComponent("shared")
    }()

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url.appendingPathComponent(path).path)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url.appendingPathComponent(path)))
    }
}
