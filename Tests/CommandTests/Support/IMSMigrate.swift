// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The command, run as people run it: the real executable in a process of its own.
enum IMSMigrate {
    /// How long a run may take before it counts as hanging; far more than any test here needs, also with a sanitizer.
    static let timeLimit = DispatchTimeInterval.seconds(120)

    /// Runs the command in `folder` and waits for its end.
    ///
    /// The environment is that of the tests, except for the places where the command could keep something, which are
    /// in `home`, and for `environment`; a nil there takes a variable away. What it writes goes to files, so that no
    /// full pipe can stop it; `output` takes the place of standard output (`/dev/full`). On a `cramped` disk no file can
    /// be larger than some kilobytes.
    static func run(
        _ arguments: [String], environment changes: [String: String?] = [:], in folder: String, home: String,
        output: String? = nil, cramped: Bool = false
    ) throws -> Run {
        let streams = try TemporaryFolder()
        let paths = (output: output ?? streams.path + "/output", errors: streams.path + "/errors")

        let process = Process()
        let command = try [Executable.path] + arguments
        // The limit of a shell stands in for a full disk.
        let cramping = ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""]
        let words = (cramped ? cramping : []) + command
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = environment(changes, home: home)
        process.standardInput = FileHandle.nullDevice
        let handles = [try writing(to: paths.output), try writing(to: paths.errors)]
        // By hand: a process that has ended is kept for ever, and its handles with it. When more than a thousand are open,
        // Foundation reads beyond the end of their list before it starts another one.
        defer { for handle in handles { try? handle.close() } }
        process.standardOutput = handles[0]
        process.standardError = handles[1]

        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + timeLimit) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            throw TimeLimitExceeded(arguments: arguments)
        }
        return Run(
            arguments: arguments,
            // As a shell tells it: a crash is none of the exit codes of the contract.
            exit: (process.terminationReason == .exit ? 0 : 128) + process.terminationStatus,
            outputBytes: output == nil ? try Files.read(paths.output) : [],
            errorBytes: try Files.read(paths.errors))
    }

    /// The variables of a run.
    static func environment(_ changes: [String: String?], home: String) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        // What a person's terminal says must not decide what the tests see.
        for name in environment.keys
        where ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM"].contains(name)
            || ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY"].contains(name)
            || name.hasPrefix("IMS_MIGRATE_")
        {
            environment[name] = nil
        }
        for name in ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            environment[name] = name == "HOME" ? home : home + "/" + name
        }
        for (name, value) in changes { environment[name] = value }
        return environment
    }

    private static func writing(to path: String) throws -> FileHandle {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemFailure(path, "open") }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}

/// What a run of the command left.
struct Run: CustomStringConvertible {
    let arguments: [String]
    /// The exit code; 128 and the signal's number where a signal ended the run.
    let exit: Int32
    let outputBytes: [UInt8]
    let errorBytes: [UInt8]

    var output: String { String(decoding: outputBytes, as: UTF8.self) }
    var errors: String { String(decoding: errorBytes, as: UTF8.self) }

    /// The run record on standard output, where the run was told `--format json`.
    func record() throws -> Record {
        let record = try Record(json: outputBytes)
        record.expectWeightsOfPages()
        return record
    }

    var description: String {
        "ims-migrate \(arguments.joined(separator: " ")): exit \(exit)\n\(output.prefix(3000))\n\(errors.prefix(3000))"
    }
}

struct TimeLimitExceeded: Error { let arguments: [String] }

/// Where the executable is that was built together with the tests.
enum Executable {
    static var path: String {
        get throws { try found.get() }
    }

    struct Missing: Error { let besides: String }

    /// Beside the test bundle, whatever the build's folder, configuration and sanitizer: from the place of the code
    /// that asks upwards.
    private static let found = Result<String, Missing> { () throws(Missing) in
        let bundle = imagePath
        var folder = URL(filePath: bundle).resolvingSymlinksInPath()
        while folder.path.count > 1 {
            folder.deleteLastPathComponent()
            let candidate = folder.appending(path: "ims-migrate").path
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue,
                FileManager.default.isExecutableFile(atPath: candidate)
            {
                return candidate
            }
        }
        throw Missing(besides: bundle)
    }

    /// The file that this code was loaded from: the test bundle, which is the program itself but on Apple's systems.
    private static var imagePath: String {
        #if canImport(Darwin)
            var info = Dl_info()
            if dladdr(#dsohandle, &info) != 0, let name = info.dli_fname { return String(cString: name) }
        #endif
        return Bundle.main.executablePath ?? CommandLine.arguments[0]
    }
}
