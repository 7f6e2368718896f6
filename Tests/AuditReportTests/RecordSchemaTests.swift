// SPDX-License-Identifier: Apache-2.0
import IMSMigration
import SchemaCheck
import Testing

@testable import AuditReport

@Suite("The published schema describes the run record")
struct RecordSchemaTests {
    private func faults(_ json: String) throws -> [String] {
        try JSONSchema.runRecord.get().faults(in: json)
    }

    private func faults(_ record: RunRecord) throws -> [String] { try faults(try JSONReport.render(record)) }

    @Test("it uses no keyword that these tests would pass over")
    func keywords() throws {
        #expect(try JSONSchema.runRecord.get().unknownKeywords() == [])
    }

    @Test("records are valid, whatever they hold")
    func valid() throws {
        #expect(try faults(SampleRecord.empty()) == [])
        #expect(try faults(SampleRecord.full()) == [])
        for outcome in RunRecord.Configuration.Outcome.allCases {
            var record = SampleRecord.full()
            record.configurations[0].outcome = outcome
            #expect(try faults(record) == [], "\(outcome)")
        }
        for mode in [RunRecord.Mode.readOnly, .dryRun, .apply] {
            #expect(try faults(SampleRecord.empty(mode: mode)) == [], "\(mode)")
        }
    }

    @Test("the record of a part, and one that is merged of several")
    func parts() throws {
        var record = SampleRecord.full()
        record.shard = .init(index: 2, count: 3, fingerprint: String(repeating: "0a", count: 32))
        #expect(try faults(record) == [])
        record.shard?.fingerprint = ""
        #expect(try faults(record) == [])
        record.shard?.index = 0
        #expect(try faults(record).count == 1)
        record.shard = nil
        record.journals = [1, 2].map { .init(run: "\($0)", folder: "/journals", repository: "/repository") }
        #expect(try faults(record) == [])
        #expect(try !JSONReport.render(record).contains("shard"))
    }

    @Test("the tool's own name and version are as the schema asks")
    func tool() throws {
        var record = SampleRecord.empty()
        record.tool = .current
        #expect(try faults(record) == [])
    }

    @Test("the placeholder of a secret is the one that the schema names")
    func placeholder() throws {
        var record = SampleRecord.empty()
        record.configurations = [SampleRecord.target()]
        record.configurations[0].changes = [
            .init(
                property: "clientSecret", kind: "changed", before: Secret.placeholder,
                after: Secret.placeholder, secret: true)
        ]
        #expect(try faults(record) == [])
    }

    @Test("a key that is added later does not make a record invalid")
    func addedKeys() throws {
        let json = try JSONReport.render(SampleRecord.full())
        #expect(try faults(json.replacing("{\n", with: "{\n\"later\": {\"x\": [1]},\n")) == [])
    }

    /// A record with every key that is left out where there is nothing to say.
    private func recordWithOptionalKeys() -> RunRecord {
        let digest = String(repeating: "0a", count: 32)
        let run = RunRecord.StoredRun(
            path: "old.json", sha256: digest, command: "scan", startedAt: "2026-01-01T00:00:00Z")
        var record = SampleRecord.full()
        record.failOn = "warning"
        record.waivers = .init(path: "waivers.csv", sha256: digest)
        record.baseline = run
        record.comparison = .init(old: run, new: run)
        record.outputs = [
            .init(path: "out.zip", kind: .deltaRollback, sha256: digest),
            .init(path: "out", kind: .tree, sha256: nil),
        ]
        record.journal?.sha256 = digest
        record.journals = record.journal.map { [$0] }
        record.shard = .init(index: 1, count: 2, fingerprint: digest)
        record.credentials = [
            .init(
                clientID: "0ffe11d0", server: "https://ims.example", scopes: ["openid"], rows: [2],
                status: "valid", message: "m", attempts: 1)
        ]
        record.files[0].masked = true
        record.configurations[0].comparison = "changed"
        record.configurations[0].changes[0].file = "customizer.config"
        record.configurations[0].changes[0].mappingRow = 3
        record.findings[0].waived = .init(reason: "r", owner: "o", expires: "2026-01-31", row: 2)
        return record
    }

    @Test("so are the keys that are left out where there is nothing to say")
    func optional() throws {
        let json = try JSONReport.render(recordWithOptionalKeys())
        #expect(try faults(json) == [])
    }

    @Test("no key stands in a record that the schema does not describe")
    func described() throws {
        let schema = try JSONSchema.runRecord.get().closed
        let json = try JSONReport.render(recordWithOptionalKeys())
        #expect(try schema.faults(in: json) == [])
        let withOthers = json.replacing(#""masked" :"#, with: #""later" : 1, "masked" :"#)
        #expect(try schema.faults(in: withOthers) == [".files[0].later: is not allowed"])
    }

    @Test(
        "and they too are held against it",
        arguments: [
            (#""failOn" : "warning""#, #""failOn" : "always""#, ".failOn: is none of the enum"),
            (#""kind" : "delta-rollback""#, #""kind" : "delta""#, nil),
            (#""kind" : "delta-rollback""#, #""kind" : "zip""#, ".outputs[0].kind: is none of the enum"),
            (#""masked" : true"#, #""masked" : 1"#, ".masked: is not of type"),
            (#""comparison" : "changed""#, #""comparison" : "other""#, ".comparison: is none of the enum"),
            (#""expires" : "2026-01-31""#, #""expires" : "31.1.2026""#, ".waived.expires: does not match"),
            (#""row" : 2"#, #""row" : 1"#, ".waived.row: is below"),
            (#""owner""#, #""ownr""#, ".waived.owner: is missing"),
        ] as [(String, String, String?)])
    func optionalInvalid(piece: String, becomes: String, complaint: String?) throws {
        let json = try JSONReport.render(recordWithOptionalKeys())
        #expect(json.contains(piece))
        let found = try faults(json.replacing(piece, with: becomes))
        #expect(
            complaint.map { complaint in found.contains { $0.contains(complaint) } } ?? found.isEmpty,
            "\(found)")
    }

    @Test("records of the version before, which know neither waivers nor baselines, are still read")
    func earlier() throws {
        var json = try JSONReport.render(SampleRecord.full())
        for key in ["waived", "known", "resolved"] {
            json = json.replacing(try Regex("\"\(key)\" : 0,?"), with: "")
        }
        json = json.replacing(/,\s*}/, with: "}")
        let record = try JSONReport.read(Array(json.utf8))
        #expect(record == SampleRecord.full())
    }

    /// Ways to break a record: a piece of its JSON, what it becomes, and the complaint.
    private static let breaks = [
        (#""schemaVersion" : 2"#, #""schemaVersion" : 1"#, ".schemaVersion: is not the constant"),
        (#""command" : "migrate""#, #""command" : "frobnicate""#, ".command: is none of the enum"),
        (#""mode" : "dry-run""#, #""mode" : "dryRun""#, ".mode: is none of the enum"),
        ("2026-01-02T03:04:05Z", "2026-01-02 03:04", ".startedAt: does not match"),
        (#""exitCode" : 3"#, #""exitCode" : 7"#, ".exitCode: is none of the enum"),
        (#""exitReason""#, #""exitRaison""#, ".exitReason: is missing"),
        (#""kind" : "package""#, #""kind" : "zip""#, ".inputs[0].kind: is none of the enum"),
        (#""jwt" : 1"#, #""jwt" : -1"#, ".summary.jwt: is below"),
        (#""oauth" : 1"#, #""oauth" : 1.5"#, ".summary.oauth: is not of type"),
        (#""note" : 1"#, #""notes" : 1"#, ".summary.findings.note: is missing"),
        (
            #""classification" : "ambiguous""#, #""classification" : "none""#,
            "].classification: is none of the enum"
        ),
        (#""outcome" : "planned""#, #""outcome" : null"#, "].outcome: is none of the enum"),
        (#""mappingRow" : 2"#, #""mappingRow" : 1"#, ".mappingRow: is below"),
        (#""title" : null"#, #""titel" : null"#, ".title: is missing"),
        (#""line" : 12"#, #""line" : 0"#, ".line: is below"),
        (#""secret" : true"#, #""secret" : "yes""#, ".secret: is not of type"),
        (#""after" : "(secret)""#, #""after" : "shown""#, ".after: is not the constant"),
        (#""level" : "note""#, #""level" : "info""#, ".level: is none of the enum"),
        (#""rule" : "path-unsafe""#, #""rule" : "Path unsafe""#, ".rule: does not match"),
        ("0a0a0a0a", "0A0A0A0A", ".sha256Before: does not match"),
    ]

    @Test(
        "a record that breaks the contract is told, so that the schema is worth something", arguments: breaks)
    func invalid(piece: String, becomes: String, complaint: String) throws {
        let json = try JSONReport.render(SampleRecord.full())
        #expect(json.contains(piece))
        let found = try faults(json.replacing(piece, with: becomes))
        #expect(found.contains { $0.contains(complaint) }, "\(found)")
    }

    @Test("each key of a record is described in the schema, and required where it is always there")
    func complete() throws {
        let json = try JSONReport.render(SampleRecord.full())
        let keys = Set(json.matches(of: /"([A-Za-z0-9]+)" :/).map { String($0.1) })
        for key in keys {
            // Without the key, every object that has it is invalid.
            let found = try faults(json.replacing("\"\(key)\" :", with: "\"x\(key)\" :"))
            #expect(found.contains { $0.hasSuffix(".\(key): is missing") }, "\(key)")
        }
    }
}
