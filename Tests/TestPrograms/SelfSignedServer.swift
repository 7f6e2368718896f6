// SPDX-License-Identifier: Apache-2.0
import Foundation

/// OpenSSL's own server with a certificate that nobody trusts, until the value is gone.
public final class SelfSignedServer: Sendable {
    /// Whether there is an OpenSSL to run it.
    public static var isPossible: Bool { BuiltPrograms.onThisMachine("openssl") != nil }

    private let process: Process
    private let folder: URL
    /// The port of the server.
    public let port: Int

    /// Starts a server on a free port.
    public init() throws {
        guard let openssl = BuiltPrograms.onThisMachine("openssl") else { throw NoServer() }
        folder = FileManager.default.temporaryDirectory.appending(path: "self-signed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (key, certificate) = (folder.appending(path: "key"), folder.appending(path: "certificate"))
        let making = Process()
        making.executableURL = openssl
        making.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-keyout", key.path, "-out", certificate.path,
        ]
        making.standardError = FileHandle.nullDevice
        try making.run()
        making.waitUntilExit()
        process = Process()
        process.executableURL = openssl
        process.arguments = [
            "s_server", "-accept", "127.0.0.1:0", "-www", "-key", key.path, "-cert", certificate.path,
        ]
        process.standardError = FileHandle.nullDevice
        process.standardInput = Pipe()
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let found = try FirstLine.of(output.fileHandleForReading) { line in
            line.hasPrefix("ACCEPT ") ? line.split(separator: ":").last.map { String($0) } : nil
        }
        guard let port = Int(found) else { throw NoServer() }
        self.port = port
    }

    deinit {
        // A process that a worker thread has started may not see any other signal.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
