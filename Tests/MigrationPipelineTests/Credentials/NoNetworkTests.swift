// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestPrograms
import Testing

@Suite(
    "Commands that need no network open no socket",
    .enabled(if: Tracer.strace != nil, "strace is not here"))
struct NoNetworkTests {
    private let scene: NetworkScene

    init() throws {
        scene = try NetworkScene()
        try scene.files.addConfiguration("target", key: "fine")
        try scene.write(["**,,\(NetworkScene.secret),a"])
    }

    /// The calls that have to do with connections.
    private func calls(_ arguments: [String], exit: Int32 = 0) throws -> [String] {
        let trace = scene.files.folder.appending(path: "trace").path
        let process = Process()
        process.executableURL = Tracer.strace
        process.arguments =
            ["-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", trace]
            + [BuiltPrograms.folder.appending(path: "ims-migrate").path] + arguments
        process.currentDirectoryURL = scene.files.folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["XDG_STATE_HOME": scene.files.folder.appending(path: "state").path]) { $1 }
            // The sanitizer of leaks cannot work in a process that is traced.
            .merging(["ASAN_OPTIONS": "detect_leaks=0"]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == exit, "\(arguments)")
        return try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").map { String($0) }
    }

    @Test("every command that works on files alone")
    func offline() throws {
        let mapping = ["--mapping", "mapping.csv"]
        #expect(try calls(["scan", "repo"]) == [])
        #expect(try calls(["check", "repo"], exit: 3) == [])
        #expect(try calls(["mapping", "template", "repo"]) == [])
        try scene.files.write(
            try ConsoleProject(credentials: [.init(clientID: "fine")]).json, to: "project.json")
        #expect(try calls(["mapping", "import", "repo", "project.json", "--out", "imported.csv"]) == [])
        #expect(try calls(["mapping", "validate", "repo", "--mapping", "mapping.csv"]) == [])
        #expect(try calls(["migrate", "repo", "--dry-run"] + mapping) == [])
        #expect(try calls(["plan", "repo", "--out", "plan.json"] + mapping) == [])
        #expect(try calls(["apply", "plan.json"] + mapping) == [])
        #expect(try calls(["rollback", "repo"]) == [])
        #expect(try calls(["migrate", "repo"] + mapping) == [])
        #expect(try calls(["report", "render", "reports/report.json", "--format", "html"]) == [])
        #expect(try calls(["--help"]) == [])
    }

    @Test("a command that uses the network is seen to do so, and connects to the server alone")
    func online() throws {
        try scene.write([scene.row("fine")])
        let calls = try calls(["verify-credentials", "--mapping", "mapping.csv"] + scene.endpoint)
        let connections = calls.filter { $0.contains("connect(") }
        #expect(connections.count == 1)
        #expect(connections.allSatisfy { $0.contains("htons(\(scene.server.port))") })
    }
}

/// The program that shows what a process asks the system for.
enum Tracer {
    /// Where it is there, and may trace.
    static let strace: URL? = BuiltPrograms.onThisMachine("strace").flatMap { strace in
        let trial = Process()
        trial.executableURL = strace
        trial.arguments = ["-f", "-o", "/dev/null", "true"]
        trial.standardError = FileHandle.nullDevice
        guard (try? trial.run()) != nil else { return nil }
        trial.waitUntilExit()
        return trial.terminationStatus == 0 ? strace : nil
    }
}
