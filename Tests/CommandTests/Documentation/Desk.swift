// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A folder in which somebody follows a page: the command is in the path, `SampleRepository` is at hand, and nothing that
/// is kept outlives the test.
struct Desk {
    private let folder: TemporaryFolder
    /// The working directory.
    var place: String { folder.path + "/desk" }
    private var home: String { folder.path + "/home" }

    init() throws {
        folder = try TemporaryFolder()
        try Files.makeFolder(RawPath(home))
        try Files.makeFolder(RawPath(place))
        try FileManager.default.copyItem(atPath: Place.sample, toPath: place + "/SampleRepository")
    }

    /// Runs lines of shell that stop at the first failure: the exit code, and all that was printed.
    func run(_ script: String) throws -> (exit: Int32, output: String) {
        try Script.run("set -e\n" + script, in: place, home: home)
    }
}
