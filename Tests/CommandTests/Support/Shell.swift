// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A shell, for what a person would type.
enum Shell {
    static func output(_ script: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, "sh"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self)
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
