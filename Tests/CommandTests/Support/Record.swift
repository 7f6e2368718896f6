// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The run record as a script reads it. Written down a second time on purpose: a key that is renamed in the product
/// must not be renamed here by itself.
struct Record: Decodable, Equatable {
    struct Tool: Decodable, Equatable { let name, version: String }
    struct Input: Decodable, Equatable { let path, kind: String }
    struct Counts: Decodable, Equatable { let error, warning, note, waived, known, resolved: Int }

    struct Summary: Decodable, Equatable {
        let filesExamined, configurations, jwt, oauth, ambiguous: Int
        let planned, migrated, created, skipped, unmapped, failed: Int
        let findings: Counts
    }

    struct Evidence: Decodable, Equatable { let property, reason: String }

    struct Change: Decodable, Equatable {
        let property, kind: String
        let before, after: String?
        let secret: Bool
        let file: String?
        let mappingRow: Int?
    }

    struct Reference: Decodable, Equatable { let path, property: String }

    struct Configuration: Decodable, Equatable {
        let path, node, file: String
        let line: Int
        let storage: String
        let title, cloudService, clientID: String?
        let classification: String
        let evidence: [Evidence]
        let outcome: String
        let mappingRow: Int?
        let changes: [Change]
        let references: [Reference]
        let comparison: String?
    }

    struct Waiver: Decodable, Equatable {
        let reason, owner, expires: String
        let row: Int
    }

    struct Finding: Decodable, Equatable {
        let rule, level, message: String
        let path, file: String?
        let line, mappingRow: Int?
        let mappingColumn: String?
        let waived: Waiver?
    }

    /// Not in the contract's record; it shares the keys with those of a plan's `files`.
    struct File: Decodable, Equatable { let file, sha256Before, sha256After, diff: String }

    let schemaVersion: Int
    let tool: Tool
    let command, mode, startedAt: String
    let durationSeconds: Double
    let inputs: [Input]
    let summary: Summary
    let configurations: [Configuration]
    let findings: [Finding]
    let files: [File]
    let exitCode: Int
    let exitReason: String

    init(json: [UInt8]) throws { self = try JSONDecoder().decode(Record.self, from: Data(json)) }

    func configuration(_ path: String) -> Configuration? { configurations.first { $0.path == path } }
    func findings(_ rule: String) -> [Finding] { findings.filter { $0.rule == rule } }
    /// `level rule`, once for each finding; without the notes that every migration and every delta package have.
    var rules: [String] {
        findings.filter { !["keystore-orphan", "delta-effects"].contains($0.rule) }.map {
            "\($0.level) \($0.rule)"
        }.sorted()
    }
    /// Outcome by path.
    var outcomes: [String: String] {
        Dictionary(configurations.map { ($0.path, $0.outcome) }, uniquingKeysWith: { "\($0), \($1)" })
    }
}
