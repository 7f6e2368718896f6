// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles

/// Files of the folder with facts, examples and corpora.
enum SharedFolder {
    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: ProjectFolder.shared.appending(path: path).path)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: ProjectFolder.shared.appending(path: path)))
    }
}
