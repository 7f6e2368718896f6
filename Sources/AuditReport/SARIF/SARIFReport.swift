// SPDX-License-Identifier: Apache-2.0

/// The findings of a record as SARIF 2.1.0, for code scanning.
///
/// Without `fixes`: a fix is text to be written into the file, and every migration writes a new client secret. A fix
/// without it would break the configuration, and a secret is in no output.
package enum SARIFReport {
    /// GitHub refuses a file with more results in a run, and shows the gravest `shownByGitHub` of them.
    /// https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
    private static let mostResults = 25_000, shownByGitHub = 5_000
    /// GitHub takes 10 MB, compressed by gzip. What is the same in all results compresses to next to nothing; of the texts
    /// that differ there are at most so many bytes, so that the limit holds even where they do not compress at all.
    /// https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/file-too-large
    private static let mostText = 8_000_000
    /// What relative URIs are resolved against.
    private static let baseID = "SRCROOT"

    /// The log, indented, ending with a line feed.
    ///
    /// Throws `EncodingError` where the log has no JSON form, which the tests rule out.
    package static func render(_ record: RunRecord) throws -> String {
        try HarmlessJSON.text(of: SARIFLog(runs: [run(record)]))
    }

    private static func run(_ record: RunRecord) -> SARIFLog.Run {
        let rules = SARIFRules(record)
        let findings = fitting(gravestFirst(Array(zip(record.findings, record.fingerprints))))
        let hasWaivers = record.findings.contains { $0.waived != nil }
        let finder = PlaceFinder(record)
        return SARIFLog.Run(
            tool: SARIFLog.Tool(
                driver: SARIFLog.Driver(
                    name: SARIFText.identifier(record.tool.name, to: 255),
                    version: SARIFText.identifier(record.tool.version, to: 255), rules: rules.rules)),
            invocations: [invocation(record, shown: findings.count)],
            originalUriBaseIds: [
                baseID: SARIFLog.ArtifactLocation(
                    description: SARIFLog.Message(
                        text: "The top directory of the checkout, or the working directory."))
            ],
            results: findings.map { finding, fingerprint in
                let place = finder.place(of: finding)
                return SARIFLog.Result(
                    ruleId: rules.rules[rules.index(of: finding.rule)].id,
                    ruleIndex: rules.index(of: finding.rule), level: level(finding.level),
                    message: SARIFText.message(message(of: finding)),
                    locations: place.map { [location($0, jcrPath: finding.path)] } ?? [],
                    partialFingerprints: fingerprints(
                        fingerprint, hasLine: place?.entry == nil && place?.line != nil),
                    // "All null or all non-null" (SARIF 2.1.0, 3.27.23).
                    suppressions: hasWaivers ? finding.waived.map { [suppression($0)] } ?? [] : nil)
            })
    }

    /// The message, with the configuration's path: it is the title of the alert, and a page lists those of all rules.
    private static func message(of finding: RunRecord.Finding) -> String {
        guard let path = finding.path, !finding.message.contains(path) else { return finding.message }
        return "\(finding.message) Configuration: \(path)"
    }

    /// As many from the start as GitHub accepts in one file.
    private static func fitting(
        _ findings: [(finding: RunRecord.Finding, fingerprint: String)]
    ) -> [(finding: RunRecord.Finding, fingerprint: String)] {
        var text = 0
        return Array(
            findings.prefix(mostResults).prefix { finding, _ in
                let texts = [
                    finding.message, finding.path, finding.file, finding.input, finding.waived?.sentence,
                ]
                text += texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
                return text <= mostText
            })
    }

    private static func invocation(_ record: RunRecord, shown: Int) -> SARIFLog.Invocation {
        SARIFLog.Invocation(
            // Findings and pending changes are what a run is for; any other code means that it could not do its work.
            executionSuccessful: [0, 2, 3].contains(record.exitCode), exitCode: record.exitCode,
            exitCodeDescription: SARIFText.message(record.exitReason).text,
            startTimeUtc: Timestamp.isUTC(record.startedAt) ? record.startedAt : nil,
            toolExecutionNotifications: notifications(record, shown: shown))
    }

    private static func notifications(_ record: RunRecord, shown: Int) -> [SARIFLog.Notification] {
        cutNotifications(record, shown: shown)
            + record.omissions.map {
                SARIFLog.Notification(level: "note", message: SARIFLog.Message(text: $0))
            }
    }

    private static func cutNotifications(_ record: RunRecord, shown: Int) -> [SARIFLog.Notification] {
        let count = record.findings.count
        guard count > shownByGitHub || shown < count else { return [] }
        let cut =
            shown < count
            ? "This report holds the gravest \(shown) of \(count) findings, the most that GitHub accepts; "
                + "\(count - shown) are left out. The JSON and HTML reports have them all. "
            : ""
        let display =
            shown > shownByGitHub
            ? "GitHub shows the gravest \(shownByGitHub) of the \(shown) findings in it." : ""
        return [SARIFLog.Notification(level: "warning", message: SARIFLog.Message(text: cut + display))]
    }

    /// What is cut must be the least grave, whatever the order in the record; what is waived is less than a note.
    private static func gravestFirst(
        _ findings: [(finding: RunRecord.Finding, fingerprint: String)]
    ) -> [(finding: RunRecord.Finding, fingerprint: String)] {
        let open = findings.filter { $0.finding.waived == nil }
        return ["error", "warning", "note"].flatMap { level in
            open.filter { Self.level($0.finding.level) == level }
        } + findings.filter { $0.finding.waived != nil }
    }

    /// GitHub itself looks at `primaryLocationLineHash` alone. Its upload action computes that from the line of the
    /// file, and warns about every one that was computed in another way, so it is given only where there is no line.
    private static func fingerprints(_ fingerprint: String, hasLine: Bool) -> [String: String] {
        hasLine
            ? ["imsMigrateFinding/v1": fingerprint]
            : ["imsMigrateFinding/v1": fingerprint, "primaryLocationLineHash": fingerprint]
    }

    /// A waiver stands in a file of its own, and somebody has decided it already.
    private static func suppression(_ waiver: RunRecord.Waiver) -> SARIFLog.Suppression {
        SARIFLog.Suppression(justification: SARIFText.message(waiver.sentence).text)
    }

    private static func level(_ level: String) -> String {
        ["error", "warning"].contains(level) ? level : "note"
    }

    private static func location(_ place: RecordedPlace, jcrPath: String?) -> SARIFLog.Location {
        var logical: [SARIFLog.LogicalLocation] = []
        if let jcrPath { logical.append(logicalLocation(jcrPath, in: "")) }
        if let entry = place.entry { logical.append(logicalLocation(entry, in: place.path + "!/")) }
        return SARIFLog.Location(
            physicalLocation: SARIFLog.PhysicalLocation(
                artifactLocation: SARIFLog.ArtifactLocation(
                    uri: place.uri, uriBaseId: place.isRelative ? baseID : nil),
                // A line of an entry is no line of the package.
                region: place.entry == nil ? place.line.map { SARIFLog.Region(startLine: $0) } : nil),
            logicalLocations: logical.isEmpty ? nil : logical)
    }

    private static func logicalLocation(_ path: String, in container: String) -> SARIFLog.LogicalLocation {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return SARIFLog.LogicalLocation(
            name: HarmlessText.line(name), fullyQualifiedName: HarmlessText.line(container + path),
            kind: "resource")
    }
}
