// SPDX-License-Identifier: Apache-2.0
import Foundation
import SchemaCheck
import TestPrograms
import Testing

/// A folder with repositories and mappings, and a server that plays Adobe IMS and an AEM.
struct NetworkScene {
    /// The secret that the server takes for right, in clear.
    static let secret = "right-canary-7d3"
    static let encrypted = "{" + String(repeating: "5e", count: 32) + "}"
    /// What the server gives as tokens begins like this.
    static let token = "token-canary"

    let files: MappingScene
    let server: TokenServer

    init() throws {
        files = try MappingScene()
        server = try TokenServer()
    }

    /// Runs `verify-credentials` with `mapping.csv`, which gets these lines below its header, at the server.
    func verify(_ lines: [String], _ options: [String] = [], header: String = Self.header) throws
        -> MappingScene.Outcome
    {
        try write(lines, header: header)
        return try run(["verify-credentials", "--mapping", "mapping.csv"] + endpoint + options)
    }

    static let header = "path,client_id,client_secret,scopes"

    func write(_ lines: [String], header: String = Self.header) throws {
        try files.write(([header] + lines).joined(separator: "\n") + "\n", to: "mapping.csv", mode: 0o600)
    }

    /// A row for the client of that name.
    func row(_ clientID: String, secret: String = NetworkScene.secret, scopes: String = "openid") -> String {
        "/conf/\(clientID),\(clientID),\(secret),\(scopes)"
    }

    var endpoint: [String] { ["--ims-endpoint", server.url] }

    /// Runs the command without the proxies that this machine may have.
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> MappingScene.Outcome {
        try files.run(
            arguments, environment: ["NET_PASSWORD": "console-canary"].merging(environment) { $1 })
    }

    /// The options for the AEM of the server.
    var console: [String] { ["--protect-user", "admin", "--protect-password", "env:NET_PASSWORD"] }

    /// The record of a run, which must be as the schema says.
    func record(_ outcome: MappingScene.Outcome) throws -> [String: Any] {
        #expect(try JSONSchema.runRecord.get().faults(in: outcome.output) == [], "\(outcome.all)")
        return try files.record(outcome)
    }

    /// The credentials of a record as `rows client status attempts`.
    func credentials(_ outcome: MappingScene.Outcome) throws -> [String] {
        let credentials = try #require(try record(outcome)["credentials"] as? [[String: Any]])
        return credentials.map { credential in
            let rows = (credential["rows"] as? [Int] ?? []).map { String($0) }.joined(separator: ",")
            return "\(rows) \(credential["clientID"] ?? "") \(credential["status"] ?? "") "
                + "\(credential["attempts"] ?? "")"
        }
    }

    /// Every file of the repository, by its path.
    func contents(of repository: String) throws -> [String: Data] {
        let folder = files.folder.appending(path: repository)
        var contents: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            contents[path] = try? Data(contentsOf: folder.appending(path: path))
        }
        return contents
    }
}
