// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The file of requests.
actor RequestLog {
    private let file: FileHandle?

    init(path: String) {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        file = FileHandle(forWritingAtPath: path)
    }

    func add(_ line: String) { try? file?.write(contentsOf: Data((line + "\n").utf8)) }
}
