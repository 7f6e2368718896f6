// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@testable import MigrationPipeline

/// A temporary folder in which the tool is run on repositories and mappings.
final class MappingScene {
    struct Outcome {
        let exit: Int32
        let output: String
        let error: String
        /// Both, for what must be in neither.
        var all: String { output + error }
    }

    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ims-mapping-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A copy of the sample repository, as `sample`.
    func addSample() throws {
        try FileManager.default.copyItem(
            at: ProjectFolder.file("SampleRepository"), to: folder.appending(path: "sample"))
    }

    /// A JWT configuration for Target in `repo`.
    func addConfiguration(
        _ name: String, key: String, title: String = "Title", org: String = "SAMPLE@AdobeOrg"
    ) throws {
        let claims = """
            \\{"iss":"\(org)","sub":"\(key)@techacct.adobe.com","https://ims-na1.adobelogin.com/s/ent_marketing_sdk":\
            true,"aud":"https://ims-na1.adobelogin.com/c/\(key)"}
            """
        func attribute(_ text: String) -> String {
            text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
        }
        try write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0"
                jcr:primaryType="cq:Page">
                <jcr:content
                    jcr:primaryType="cq:PageContent"
                    jcr:title="\(attribute(title))"
                    apiKey="\(key)"
                    authServerUrl="https://ims-na1.adobelogin.com"
                    clientSecret="old-canary"
                    jwtClaims="\(attribute(claims))"/>
            </jcr:root>

            """, to: "repo/jcr_root/conf/global/settings/cloudconfigs/\(name)/.content.xml")
    }

    func write(_ text: String, to path: String, mode: Int = 0o644) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
    }

    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.appending(path: path).path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    /// Runs the tool in the folder. Variables are added to those of the test itself.
    func run(
        _ arguments: [String], input: String? = nil, environment variables: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = Scene.products.appending(path: "ims-migrate")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["XDG_STATE_HOME": folder.appending(path: "state").path]) { $1 }
            .merging(variables) { $1 }
        // Files, because two pipes that are read one after the other can block each other.
        let streams = ["in", "out", "err"].map { folder.appending(path: ".\($0)-\(UUID().uuidString)") }
        for (stream, text) in zip(streams, [input ?? "", "", ""]) { try Data(text.utf8).write(to: stream) }
        defer { for stream in streams { try? FileManager.default.removeItem(at: stream) } }
        let handles = [
            try FileHandle(forReadingFrom: streams[0]), try FileHandle(forWritingTo: streams[1]),
            try FileHandle(forWritingTo: streams[2]),
        ]
        // A process that has ended is kept for ever, and its handles with it.
        defer { for handle in handles { try? handle.close() } }
        process.standardInput = handles[0]
        process.standardOutput = handles[1]
        process.standardError = handles[2]
        try process.run()
        process.waitUntilExit()
        return Outcome(
            exit: process.terminationStatus, output: try String(contentsOf: streams[1], encoding: .utf8),
            error: try String(contentsOf: streams[2], encoding: .utf8))
    }

    /// The record that a run printed with `--format json`.
    func record(_ outcome: Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    /// Level, rule, row and column of each finding of a record.
    func findings(_ outcome: Outcome) throws -> [String] {
        let findings = try #require(try record(outcome)["findings"] as? [[String: Any]])
        return findings.map { finding in
            ["level", "rule", "mappingRow", "mappingColumn"].compactMap { key in
                finding[key].flatMap { $0 is NSNull ? nil : "\($0)" }
            }.joined(separator: " ")
        }
    }
}

/// A download of a project in Adobe Developer Console.
struct ConsoleProject {
    struct Credential {
        var clientID: String
        var secrets = ["p8e-canary"]
        var account = "ACCOUNT"
        var scopes = ["openid", "AdobeID"]
    }

    var org = "SAMPLE@AdobeOrg"
    var credentials: [Credential]

    var json: String {
        get throws {
            let entries = credentials.map { credential -> [String: Any] in
                [
                    "id": "1", "name": "Credential \(credential.clientID)",
                    "integration_type": "oauth_server_to_server",
                    "oauth_server_to_server": [
                        "client_id": credential.clientID, "client_secrets": credential.secrets,
                        "technical_account_id": "\(credential.account)@techacct.adobe.com",
                        "technical_account_email": "0@techacct.adobe.com", "scopes": credential.scopes,
                    ] as [String: Any],
                ]
            }
            let project: [String: Any] = [
                "id": "1", "name": "sample", "title": "Sample",
                "org": ["id": "1", "name": "Sample", "ims_org_id": org],
                "workspace": [
                    "id": "1", "name": "Production",
                    "details": ["credentials": entries, "services": [] as [Any]] as [String: Any],
                ] as [String: Any],
            ]
            return String(
                decoding: try JSONSerialization.data(withJSONObject: ["project": project]), as: UTF8.self)
        }
    }
}
