// SPDX-License-Identifier: Apache-2.0

import IMSMigration
import Mustache

/// A record as one HTML page: no script, nothing loaded from anywhere, every text escaped.
public enum HTMLReport {
    /// The page. Throws where the page's own template is broken, which the tests rule out.
    public static func render(_ record: RunRecord) throws -> String {
        MustacheContentTypes.register(EscapedScalars(), named: EscapedScalars.name)
        let source = String(decoding: PackageResources.report_mustache, as: UTF8.self)
        return try MustacheTemplate(string: source).render(Page(record))
    }
}

/// How texts are escaped on the page, whose template asks for it by name.
///
/// By scalars, where the library's own escaping goes by characters: to Swift `"` with an accent on it is another
/// character than `"`, and so is `<` behind some Arabic signs, but a browser sees the quote and the tag.
private struct EscapedScalars: MustacheContentType {
    static let name = "ESCAPED-SCALARS"

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}

/// What the template sees. All texts are harmless as text; the template escapes them for HTML.
private struct Page {
    struct Figure {
        let name: String
        let value: Int
    }

    struct FindingGroup {
        struct Place {
            let path: String?
            let file: String?
            let message: String?
        }

        let rule: String
        let level: String
        let levelClass: String
        let summary: String?
        let remedy: String?
        var places: [Place]
    }

    struct Configuration {
        let anchor: String
        let path: String
        let state: String
        let stateClass: String
        let outcome: String
        let service: String
        let label: String?
        let file: String
        let line: Int
        let clientID: String?
        let row: Int?
        let storage: String
        let evidence: [RunRecord.Evidence]
        let references: [RunRecord.Reference]
        let hasReferences: Bool
        let changes: [Change]
        let hasChanges: Bool
    }

    struct Change {
        let property: String
        let kind: String
        let before: String
        let after: String
    }

    struct File {
        struct Line {
            let kind: String
            let text: String
        }

        let file: String
        let sha256Before: String
        let sha256After: String
        let lines: [Line]
        let hasLines: Bool
    }

    let title: String
    let inputs: [String]
    let startedAt: String
    let mode: String
    let verdictClass: String
    let verdictWord: String
    let verdict: String
    let figures: [Figure]
    let findings: [FindingGroup]
    let hasFindings: Bool
    let configurations: [Configuration]
    let hasConfigurations: Bool
    let files: [File]
    let hasFiles: Bool
    let tool: String
    let exitCode: Int
    let duration: String

    init(_ record: RunRecord) {
        title = "Adobe IMS configurations: \(HarmlessText.line(record.command))"
        inputs = record.inputs.map { HarmlessText.line($0.path) }
        startedAt = HarmlessText.line(record.startedAt)
        let part = record.shard.map { " · \($0.words)" } ?? ""
        mode =
            switch record.mode {
            case .readOnly: "read only\(part)"
            case .dryRun: "dry run, nothing was written\(part)"
            case .apply: "changes are written\(part)"
            }
        switch record.exitCode {
        case 0: (verdictClass, verdictWord) = ("is-good", "Done.")
        case 2: (verdictClass, verdictWord) = ("is-calm", "Changes are pending.")
        default: (verdictClass, verdictWord) = ("is-bad", "Needs attention.")
        }
        verdict = HarmlessText.line(record.exitReason)
        figures = Self.figures(record.summary)
        findings = Self.groups(record.findings)
        hasFindings = !record.findings.isEmpty
        configurations = record.configurations.enumerated().map { Self.configuration($1, number: $0) }
        hasConfigurations = !record.configurations.isEmpty
        files = record.files.map(Self.file)
        hasFiles = !record.files.isEmpty
        tool = HarmlessText.line("\(record.tool.name) \(record.tool.version)")
        exitCode = record.exitCode
        duration = Self.duration(record.durationSeconds)
    }

    /// Seconds with three decimals. A record from a file can claim anything.
    private static func duration(_ seconds: Double) -> String {
        let milliseconds = seconds > 0 ? Int((min(seconds, 9_999_999_999) * 1000).rounded()) : 0
        return "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst())"
    }

    private static func figures(_ summary: RunRecord.Summary) -> [Figure] {
        let always = [
            Figure(name: "Files read", value: summary.filesExamined),
            Figure(name: "Configurations", value: summary.configurations),
            Figure(name: "JWT", value: summary.jwt), Figure(name: "OAuth", value: summary.oauth),
        ]
        let ifAny = [
            Figure(name: "Ambiguous", value: summary.ambiguous),
            Figure(name: "Planned", value: summary.planned),
            Figure(name: "Migrated", value: summary.migrated),
            Figure(name: "Created", value: summary.created),
            Figure(name: "Skipped", value: summary.skipped),
            Figure(name: "Unmapped", value: summary.unmapped),
            Figure(name: "Failed", value: summary.failed),
            Figure(name: "Errors", value: summary.findings.error),
            Figure(name: "Warnings", value: summary.findings.warning),
        ]
        return always + ifAny.filter { $0.value > 0 }
    }

    private static func groups(_ findings: [RunRecord.Finding]) -> [FindingGroup] {
        var groups: [FindingGroup] = []
        var previous: RunRecord.Finding?
        for finding in findings {
            let rule = FindingRule(rawValue: finding.rule)
            defer { previous = finding }
            if previous?.rule != finding.rule || previous?.level != finding.level {
                groups.append(
                    FindingGroup(
                        rule: HarmlessText.line(finding.rule), level: HarmlessText.line(finding.level),
                        levelClass: finding.level == "error"
                            ? "is-bad" : finding.level == "warning" ? "is-warn" : "is-calm",
                        summary: rule?.summary, remedy: rule?.remedy, places: []))
            }
            let line = finding.line.map { ":\($0)" } ?? ""
            groups[groups.count - 1].places.append(
                FindingGroup.Place(
                    path: finding.path.map(HarmlessText.line),
                    file: finding.file.map { HarmlessText.line($0) + line },
                    message: finding.message == rule?.summary ? nil : HarmlessText.line(finding.message)))
        }
        return groups
    }

    private static func configuration(_ entry: RunRecord.Configuration, number: Int) -> Configuration {
        let (state, stateClass) =
            switch entry.classification {
            case "jwt": ("JWT", "is-warn")
            case "oauth": ("OAuth", "is-good")
            default: ("ambiguous", "is-bad")
            }
        let outcome =
            switch entry.outcome {
            case .none: ""
            case .alreadyOAuth: "as it is"
            default: entry.outcome.rawValue
            }
        return Configuration(
            anchor: "configuration-\(number + 1)", path: HarmlessText.line(entry.path), state: state,
            stateClass: stateClass, outcome: outcome,
            service: HarmlessText.line(entry.cloudService ?? entry.title ?? ""),
            label: entry.title.map(HarmlessText.line), file: HarmlessText.line(entry.file), line: entry.line,
            clientID: entry.clientID.map(HarmlessText.line), row: entry.mappingRow,
            storage: HarmlessText.line(entry.storage),
            evidence: entry.evidence.map {
                RunRecord.Evidence(
                    property: HarmlessText.line($0.property), reason: HarmlessText.line($0.reason),
                    kind: $0.kind)
            },
            references: entry.references.map {
                RunRecord.Reference(
                    path: HarmlessText.line($0.path), property: HarmlessText.line($0.property))
            },
            hasReferences: !entry.references.isEmpty,
            changes: entry.changes.map {
                Change(
                    property: HarmlessText.line($0.property), kind: HarmlessText.line($0.kind),
                    before: $0.before.map(HarmlessText.line) ?? "–",
                    after: $0.after.map(HarmlessText.line) ?? "–")
            },
            hasChanges: !entry.changes.isEmpty)
    }

    private static func file(_ file: RunRecord.File) -> File {
        let lines = HarmlessText.block(file.diff).split(separator: "\n").map { line -> File.Line in
            let kind =
                switch line.first {
                case "+" where !line.hasPrefix("+++ "): "added"
                case "-" where !line.hasPrefix("--- "): "removed"
                case "@": "place"
                default: "same"
                }
            return File.Line(kind: kind, text: String(line))
        }
        return File(
            file: HarmlessText.line(file.file), sha256Before: Self.shown(file.sha256Before),
            sha256After: Self.shown(file.sha256After), lines: lines, hasLines: !lines.isEmpty)
    }

    private static func shown(_ sha256: String) -> String {
        sha256.isEmpty ? "none: there is no file" : HarmlessText.line(sha256)
    }
}
