// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The programs that were built together with the tests.
public enum BuiltPrograms {
    /// The folder that the test was built into.
    public static let folder: URL = {
        var url = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        // On macOS the test runner is elsewhere; the bundle of the tests is beside the executables.
        for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
            url = bundle.bundleURL.deletingLastPathComponent()
        }
        return url
    }()

    /// A program of the machine that is in one of the usual folders; nil where it is not there.
    public static func onThisMachine(_ name: String) -> URL? {
        ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"].map {
            URL(filePath: $0).appending(path: name)
        }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
