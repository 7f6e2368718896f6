// SPDX-License-Identifier: Apache-2.0

@testable import AuditReport

/// Records for the tests of the formats. All values are invented.
enum FormatRecords {
    /// A dry run over one export: one configuration of each kind, findings with and without a place.
    static var small: RunRecord {
        var record = RunRecord(
            tool: RunRecord.Tool(name: "ims-migrate", version: "1.2.3"), command: "migrate", mode: .dryRun,
            startedAt: "2025-01-31T09:30:00Z")
        record.durationSeconds = 1.25
        record.inputs = [RunRecord.Input(path: "my-export", kind: .tree)]
        record.configurations = [target, stock, launch]
        record.findings = [
            RunRecord.Finding(
                rule: "mapping-missing", level: "error",
                message: "No row of the mapping is for this JWT configuration.", path: stock.path,
                file: stock.file, input: "my-export", line: stock.line),
            RunRecord.Finding(
                rule: "xml-malformed", level: "error", message: "Line 3: the tag <page> is not closed.",
                file: "jcr_root/conf/größe 1/.content.xml", input: "my-export", line: 3),
            RunRecord.Finding(
                rule: "secret-plaintext", level: "warning",
                message: "The secret of row 2 stands as clear text in the mapping."),
            RunRecord.Finding(
                rule: "path-unsafe", level: "note", message: "A link was not followed.",
                file: "jcr_root/conf/link", input: "my-export"),
        ]
        record.files = [
            RunRecord.File(
                file: target.file, input: "my-export", sha256Before: "0a", sha256After: "0b",
                diff: """
                    --- a/\(target.file)
                    +++ b/\(target.file)
                    @@ -4,2 +4,2 @@
                         <jcr:content
                    -        apiKey="4f1c"/>
                    +        clientId="4f1c"/>

                    """)
        ]
        record.summary.filesExamined = 12
        record.summary.configurations = 3
        record.summary.jwt = 2
        record.summary.oauth = 1
        record.summary.planned = 1
        record.summary.unmapped = 1
        record.summary.findings.error = 2
        record.summary.findings.warning = 1
        record.summary.findings.note = 1
        record.exitCode = 3
        record.exitReason = "Nothing was written: 2 errors must be dealt with first."
        return record
    }

    private static var target: RunRecord.Configuration {
        var entry = configuration("target", line: 4)
        entry.title = "Target (Geometrixx)"
        entry.cloudService = "Adobe Target"
        entry.clientID = "4f1c"
        entry.classification = "jwt"
        entry.evidence = [
            RunRecord.Evidence(property: "jwtClaims", reason: "JWT payload", kind: "jwt")
        ]
        entry.outcome = .planned
        entry.mappingRow = 2
        entry.changes = [
            RunRecord.Change(property: "apiKey", kind: "removed", before: "4f1c", after: nil, secret: false),
            RunRecord.Change(property: "clientId", kind: "added", before: nil, after: "4f1c", secret: false),
        ]
        entry.references = [
            RunRecord.Reference(
                path: "/conf/acme.site/settings/cloudconfigs/at/jcr:content", property: "imsConfig")
        ]
        return entry
    }

    private static var stock: RunRecord.Configuration {
        var entry = configuration("stock", line: 7)
        entry.title = "Stock, \"main\""
        entry.classification = "jwt"
        entry.outcome = .unmapped
        return entry
    }

    private static var launch: RunRecord.Configuration {
        var entry = configuration("launch", line: 2)
        entry.classification = "oauth"
        entry.outcome = .alreadyOAuth
        return entry
    }

    private static func configuration(_ name: String, line: Int) -> RunRecord.Configuration {
        let path = "/conf/acme.site/settings/cloudconfigs/\(name)"
        return RunRecord.Configuration(
            path: path, node: path + "/jcr:content",
            file: "jcr_root\(path)/.content.xml", input: "my-export", line: line, storage: "cloudconfig")
    }

    /// A record of `count` findings and as many configurations; every third finding is an error.
    static func many(_ count: Int) -> RunRecord {
        var record = small
        record.configurations = (0..<count).map { configuration("c\($0)", line: $0 + 1) }
        record.findings = (0..<count).map { index in
            RunRecord.Finding(
                rule: "jwt-deprecated", level: ["note", "warning", "error"][index % 3],
                message: "Finding \(index).", path: configuration("c\(index)", line: 1).path)
        }
        return record
    }

    /// A record in which every text that can come from a repository, and every other one too, is `text`.
    static func hostile(_ text: String) -> RunRecord {
        var record = RunRecord(
            tool: RunRecord.Tool(name: text, version: text), command: text, mode: .apply, startedAt: text)
        record.inputs = [
            RunRecord.Input(path: text, kind: .tree), RunRecord.Input(path: text + "2", kind: .package),
        ]
        record.configurations = record.inputs.map { input in
            var entry = RunRecord.Configuration(
                path: text, node: text, file: text, input: input.path, line: -1, storage: text)
            entry.title = text
            entry.cloudService = text
            entry.clientID = text
            entry.classification = text
            entry.evidence = [RunRecord.Evidence(property: text, reason: text, kind: text)]
            entry.outcome = .skipped
            entry.changes = [
                RunRecord.Change(property: text, kind: text, before: text, after: text, secret: false)
            ]
            entry.references = [RunRecord.Reference(path: text, property: text)]
            return entry
        }
        record.findings = ["error", "warning", text].flatMap { level in
            record.inputs.map { input in
                RunRecord.Finding(
                    rule: text, level: level, message: text, path: text, file: text, input: input.path,
                    line: 1)
            } + [RunRecord.Finding(rule: text, level: level, message: text)]
        }
        record.findings[record.findings.count - 1].waived = RunRecord.Waiver(
            reason: text, owner: text, expires: text, row: 2)
        record.files = ["--- a/\(text)\n+++ b/\(text)\n@@ -1,1 +1,1 @@\n \(text)\n", text].map {
            RunRecord.File(file: text, input: text, sha256Before: text, sha256After: text, diff: $0)
        }
        record.credentials = [text, "valid"].map { status in
            RunRecord.Credential(
                clientID: text, server: text, scopes: [text], rows: [2, -1], status: status, message: text,
                attempts: -1)
        }
        record.exitCode = 1
        record.exitReason = text
        return record
    }
}
