// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import AuditReport

/// Records as runs make them, with invented values.
enum SampleRecord {
    static func empty(command: String = "scan", mode: RunRecord.Mode = .readOnly) -> RunRecord {
        RunRecord(
            tool: .init(name: "ims-migrate", version: "1.2.3"), command: command, mode: mode,
            startedAt: "2026-01-02T03:04:05Z")
    }

    /// A dry run that found something of everything, and knows everything that a record can hold.
    static func full() -> RunRecord {
        var record = empty(command: "migrate", mode: .dryRun)
        record.durationSeconds = 1.25
        record.inputs = [.init(path: "export", kind: .package)]
        record.inputs[0].sha256 = String(repeating: "2c", count: 32)
        record.inputs[0].configurationFiles = .init(count: 3, sha256: String(repeating: "3d", count: 32))
        record.environment = .init(user: "anna", host: "build-7")
        record.mapping = .init(path: "mapping.csv", sha256: String(repeating: "4e", count: 32))
        record.scope = .init(
            paths: ["/conf"], skippedFolders: [".git"], limits: [.init(name: "later-limit", value: 4096)],
            profiles: [.init(storage: "cloudconfig", sha256: String(repeating: "5f", count: 32))])
        record.configurations = [target(), stock(), launch()]
        record.findings = [
            .init(
                rule: "configuration-ambiguous", level: "error", message: "It looks half-finished.",
                path: "/conf/larchfield/settings/cloudconfigs/launch",
                file: "jcr_root/conf/larchfield/settings/cloudconfigs/.content.xml", input: "export", line: 12
            ),
            .init(
                rule: "mapping-unused", level: "warning",
                message: "Row 5 of the mapping matches no configuration."),
            .init(
                rule: "mapping-unused", level: "warning",
                message: "Row 7 of the mapping matches no configuration."),
            .init(
                rule: "path-unsafe", level: "note", message: "A link that is not followed.",
                file: "jcr_root/conf/link", input: "export"),
        ]
        record.files = [
            .init(
                file: "jcr_root/conf/larchfield/settings/cloudconfigs/target/.content.xml", input: "export",
                sha256Before: String(repeating: "0a", count: 32),
                sha256After: String(repeating: "1b", count: 32),
                diff: """
                    --- a/target/.content.xml
                    +++ b/target/.content.xml
                    @@ -1,2 +1,2 @@
                     <jcr:root
                    -    apiKey="key"/>
                    +    clientId="key"/>

                    """)
        ]
        record.summary.filesExamined = 14
        record.summary.configurations = 3
        record.summary.jwt = 1
        record.summary.oauth = 1
        record.summary.ambiguous = 1
        record.summary.planned = 1
        record.summary.failed = 1
        record.summary.findings.error = 1
        record.summary.findings.warning = 2
        record.summary.findings.note = 1
        record.journal = .init(run: "0001", folder: "/state/ims-migrate", repository: "/exports/site")
        record.exitCode = 3
        record.exitReason = "Nothing was written: 1 error must be dealt with first."
        return record
    }

    private static func configuration(_ name: String, _ classification: String) -> RunRecord.Configuration {
        let path = "/conf/larchfield/settings/cloudconfigs/\(name)"
        var configuration = RunRecord.Configuration(
            path: path, node: path + "/jcr:content", file: "jcr_root\(path)/.content.xml", input: "export",
            line: 4, storage: "cloudconfig")
        configuration.classification = classification
        return configuration
    }

    static func target() -> RunRecord.Configuration {
        var target = configuration("target", "jwt")
        target.title = "Target (Larchfield)"
        target.cloudService = "Adobe Target"
        target.clientID = "0ffe11d0"
        target.outcome = .planned
        target.mappingRow = 2
        target.companionFiles = ["jcr_root/apps/larchfield/config/customizer.config"]
        target.evidence = [
            .init(property: "jwtClaims", reason: "JWT payload", kind: "jwt"),
            .init(property: "jwtClaims", reason: "holds a JWT payload", kind: "configuration"),
        ]
        target.changes = [
            .init(property: "apiKey", kind: "removed", before: "0ffe11d0", after: nil, secret: false),
            .init(property: "clientId", kind: "added", before: nil, after: "0ffe11d0", secret: false),
            .init(
                property: "clientSecret", kind: "changed", before: "(secret)", after: "(secret)", secret: true
            ),
        ]
        target.references = [.init(path: "/conf/larchfield/settings/cloudconfigs/at", property: "imsConfig")]
        return target
    }

    private static func stock() -> RunRecord.Configuration {
        var stock = configuration("stock", "oauth")
        stock.outcome = .alreadyOAuth
        stock.cloudService = "Adobe Stock"
        stock.evidence = [
            .init(property: "authenticationType", reason: "authentication type is OAuth", kind: "oauth")
        ]
        return stock
    }

    private static func launch() -> RunRecord.Configuration {
        var launch = configuration("launch", "ambiguous")
        launch.outcome = .failed
        return launch
    }

    /// The full record with `text` in every place that holds free text; `text` is told the place, as a path of keys.
    static func full(of text: (String) -> String) throws -> RunRecord {
        let object = try JSONSerialization.jsonObject(with: Data(try JSONReport.render(full()).utf8))
        let changed = replaced(object, at: "", by: text)
        return try JSONReport.read(Array(try JSONSerialization.data(withJSONObject: changed)))
    }

    /// Words of fixed lists, which a record cannot have otherwise.
    private static let fixed = ["mode", "inputs.kind", "configurations.outcome"]

    private static func replaced(_ value: Any, at place: String, by text: (String) -> String) -> Any {
        switch value {
        case let object as [String: Any]:
            Dictionary(
                uniqueKeysWithValues: object.map { key, value in
                    (key, replaced(value, at: place.isEmpty ? key : "\(place).\(key)", by: text))
                })
        case let array as [Any]: array.map { replaced($0, at: place, by: text) }
        case is String where !fixed.contains(place): text(place)
        default: value
        }
    }
}
