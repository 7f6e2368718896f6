// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The server that plays Adobe IMS and the crypto console of an AEM, in a process of its own that ends with the value.
public final class TokenServer: Sendable {
    private let process: Process
    private let input: Pipe
    private let folder: URL
    /// The port of the server.
    public let port: Int
    /// A port where every connection is closed without a word.
    public let silentPort: Int

    /// The address of the server.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// Starts a server on ports that are free.
    public init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "token-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process = Process()
        process.executableURL = BuiltPrograms.folder.appending(path: "token-server")
        process.arguments = [folder.appending(path: "log").path]
        input = Pipe()
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let ports = try FirstLine.of(output.fileHandleForReading) { $0 }.split(separator: " ").compactMap {
            Int($0)
        }
        guard ports.count == 2 else { throw NoServer() }
        (port, silentPort) = (ports[0], ports[1])
    }

    deinit {
        // A process that a worker thread has started may not see any other signal.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The requests so far: method, path, and form.
    public func requests() throws -> [String] {
        try String(contentsOf: folder.appending(path: "log"), encoding: .utf8).split(separator: "\n").map {
            String($0)
        }
    }
}

/// A server did not start.
public struct NoServer: Error {}

/// Lines that a server prints to say where it is.
enum FirstLine {
    /// The first value that `find` gives for a line. Throws at the end of the output.
    static func of(_ output: FileHandle, _ find: (String) -> String?) throws -> String {
        var text = ""
        while true {
            let data = output.availableData
            guard !data.isEmpty else { throw NoServer() }
            text += String(decoding: data, as: UTF8.self)
            let whole = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            for line in whole { if let found = find(String(line)) { return found } }
        }
    }
}
