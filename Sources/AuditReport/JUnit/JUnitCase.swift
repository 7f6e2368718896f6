// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// One test case of a JUnit report.
struct JUnitCase {
    private let name: String
    private let className: String
    private let place: RecordedPlace?
    private let failure: (type: String, message: String, lines: [String])?
    private let skipReason: String?
    private let output: [String]

    var isFailed: Bool { failure != nil }
    var isSkipped: Bool { failure == nil && skipReason != nil }

    /// The case of a configuration: failed by errors about it, skipped where a run left it alone.
    init(_ entry: RunRecord.Configuration, findings: [RunRecord.Finding], place: RecordedPlace) {
        name = entry.path
        className = Self.className(storage: entry.storage, path: entry.path)
        self.place = place
        let errors = findings.filter { $0.level == "error" && $0.waived == nil }
        let waivers = findings.compactMap(\.waived)
        if let first = errors.first {
            failure = (first.rule, first.message, errors.flatMap(Self.lines))
        } else if entry.outcome == .failed {
            failure = ("failed", "This configuration could not be migrated.", [])
        } else {
            failure = nil
        }
        skipReason =
            switch entry.outcome {
            case .skipped: "Left alone: a row of the mapping says so."
            case .unmapped: "Left alone: no row of the mapping is for it."
            // Nobody has to do anything about it for now, but it is no success.
            default: waivers.first?.sentence
            }
        output =
            Self.evidence(entry)
            + findings.filter { $0.level != "error" || $0.waived != nil }.flatMap(Self.lines)
    }

    /// The case of a credential that works.
    init(_ credential: RunRecord.Credential) {
        name = credential.clientID
        className = "credentials." + credential.server.replacing(".", with: "_")
        place = nil
        failure = nil
        skipReason = nil
        output = ["credential: \(credential.status)", "mapping rows: \(credential.rowList)"]
    }

    /// The case of a finding that is about no configuration.
    init(_ finding: RunRecord.Finding, place: RecordedPlace?) {
        name = [finding.rule, finding.path ?? finding.file].compactMap(\.self).joined(separator: ": ")
        className = "findings." + finding.level
        self.place = place
        let isError = finding.level == "error" && finding.waived == nil
        failure = isError ? (finding.rule, finding.message, Self.lines(finding)) : nil
        skipReason = finding.waived?.sentence
        output = isError ? [] : Self.lines(finding)
    }

    /// The `testcase` element, indented, ending with a line feed.
    var element: String {
        var text = "    <testcase"
        text += XMLText.attributes([
            "classname": className, "name": name, "time": "0", "file": place?.path,
            "line": place.flatMap { $0.entry == nil ? $0.line.map(String.init) : nil },
        ])
        text += ">\n"
        if let failure {
            text += "      <failure"
            text += XMLText.attributes(["message": failure.message, "type": failure.type])
            text += ">\(Self.block(failure.lines))</failure>\n"
        } else if let skipReason {
            text += "      <skipped" + XMLText.attributes(["message": skipReason]) + "/>\n"
        }
        if !output.isEmpty { text += "      <system-out>\(Self.block(output))</system-out>\n" }
        return text + "    </testcase>\n"
    }

    /// Storage form as package and folder as class, as a dot divides them for the readers; the folder's own dots
    /// would divide it in the wrong place.
    private static func className(storage: String, path: String) -> String {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        return storage + "." + (folder.isEmpty ? "/" : folder.replacing(".", with: "_"))
    }

    private static func evidence(_ entry: RunRecord.Configuration) -> [String] {
        var lines = ["credential: \(entry.classification)", "outcome: \(entry.outcome.rawValue)"]
        if let row = entry.mappingRow { lines.append("mapping row: \(row)") }
        lines += entry.evidence.map { "evidence: \($0.property), \($0.reason)" }
        lines += entry.references.map { "used by: \($0.path), \($0.property)" }
        lines += entry.changes.map { "\($0.kind): \($0.property)" }
        return lines
    }

    private static func lines(_ finding: RunRecord.Finding) -> [String] {
        ["\(finding.level) \(finding.rule): \(finding.message)"]
            + (finding.waived.map { [$0.sentence] } ?? [])
            + (FindingRule(rawValue: finding.rule).map { ["what to do: \($0.remedy)"] } ?? [])
    }

    private static func block(_ lines: [String]) -> String {
        lines.isEmpty ? "" : "\n" + lines.map { XMLText.escaped($0) + "\n" }.joined()
    }
}
