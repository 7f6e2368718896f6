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

/// Lines of shell, run as a person would who has the command in the path.
enum Script {
    static func run(_ text: String, in folder: String, home: String) throws -> (exit: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "exec 2>&1\n" + text]
        process.currentDirectoryURL = URL(filePath: folder)
        let tools = (try Executable.path as NSString).deletingLastPathComponent
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = IMSMigrate.environment(["PATH": tools + ":" + path], home: home)
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        try? pipe.fileHandleForWriting.close()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try? pipe.fileHandleForReading.close()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
