// SPDX-License-Identifier: Apache-2.0

import ContentDigest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The findings of a record as SARIF 2.1.0, for code scanning.
///
/// Without `fixes`: a fix is text to be written into the file, and every migration writes a new client secret. A fix
/// without it would break the configuration, and a secret is in no output.
public enum SARIFReport {
    /// GitHub refuses a file with more results in a run, and shows the gravest `shownByGitHub` of them.
    /// https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
    private static let mostResults = 25_000, shownByGitHub = 5_000
    /// What relative URIs are resolved against.
    private static let baseID = "SRCROOT"

    /// The log, indented, ending with a line feed.
    ///
    /// Throws `EncodingError` where the log has no JSON form, which the tests rule out.
    public static func render(_ record: RunRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let json = String(decoding: try encoder.encode(SARIFLog(runs: [run(record)])), as: UTF8.self)
        // Two hashes begin a command to build servers. They can stand in strings alone, which stay the same.
        return withoutDoubleHashes(json) + "\n"
    }

    /// By scalars: to Swift a # behind some Arabic signs is another character.
    private static func withoutDoubleHashes(_ json: String) -> String {
        var result = String.UnicodeScalarView()
        var isSecond = false
        for scalar in json.unicodeScalars {
            if scalar == "#", isSecond {
                result.append(contentsOf: "\\u0023".unicodeScalars)
                isSecond = false
            } else {
                result.append(scalar)
                isSecond = scalar == "#"
            }
        }
        return String(result)
    }

    private static func run(_ record: RunRecord) -> SARIFLog.Run {
        let rules = SARIFRules(record)
        let findings = gravestFirst(record.findings).prefix(mostResults)
        var identities = FindingIdentities()
        let finder = PlaceFinder(record)
        return SARIFLog.Run(
            tool: SARIFLog.Tool(
                driver: SARIFLog.Driver(
                    name: SARIFText.identifier(record.tool.name, to: 255),
                    version: SARIFText.identifier(record.tool.version, to: 255), rules: rules.rules)),
            invocations: [invocation(record)],
            originalUriBaseIds: [
                baseID: SARIFLog.ArtifactLocation(
                    description: SARIFLog.Message(text: "The directory that the command ran in."))
            ],
            results: findings.map { finding in
                let place = finder.place(of: finding)
                return SARIFLog.Result(
                    ruleId: rules.rules[rules.index(of: finding.rule)].id,
                    ruleIndex: rules.index(of: finding.rule), level: level(finding.level),
                    message: SARIFText.message(message(of: finding)),
                    // GitHub refuses the whole file where one result has no location.
                    locations: [location(place ?? finder.wholeInput, jcrPath: finding.path)],
                    partialFingerprints: identities.fingerprints(
                        of: finding, hasLine: place?.entry == nil && place?.line != nil))
            })
    }

    /// The message, with the configuration's path: it is the title of the alert, and a page lists those of all rules.
    private static func message(of finding: RunRecord.Finding) -> String {
        guard let path = finding.path, !finding.message.contains(path) else { return finding.message }
        return "\(finding.message) Configuration: \(path)"
    }

    private static func invocation(_ record: RunRecord) -> SARIFLog.Invocation {
        SARIFLog.Invocation(
            // Findings and pending changes are what a run is for; any other code means that it could not do its work.
            executionSuccessful: [0, 2, 3].contains(record.exitCode), exitCode: record.exitCode,
            exitCodeDescription: SARIFText.message(record.exitReason).text,
            startTimeUtc: Timestamp.isUTC(record.startedAt) ? record.startedAt : nil,
            toolExecutionNotifications: notifications(record))
    }

    private static func notifications(_ record: RunRecord) -> [SARIFLog.Notification] {
        let count = record.findings.count
        guard count > shownByGitHub else { return [] }
        let cut =
            count > mostResults
            ? "This report holds the gravest \(mostResults) of \(count) findings, the most that GitHub accepts; "
                + "\(count - mostResults) are left out. The JSON and HTML reports have them all. "
            : ""
        let shown =
            "GitHub shows the gravest \(shownByGitHub) of the \(min(count, mostResults)) findings in it."
        return [SARIFLog.Notification(level: "warning", message: SARIFLog.Message(text: cut + shown))]
    }

    /// What is cut must be the least grave, whatever the order in the record.
    private static func gravestFirst(_ findings: [RunRecord.Finding]) -> [RunRecord.Finding] {
        ["error", "warning", "note"].flatMap { level in findings.filter { Self.level($0.level) == level } }
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

/// What makes a finding the same finding in the next run, wherever its line has gone by then.
private struct FindingIdentities {
    private var counts: [String: Int] = [:]

    /// The partial fingerprints: a digest of the rule and of the JCR path, else the file, and which one of those it
    /// is, counted from 1.
    ///
    /// GitHub itself looks at `primaryLocationLineHash` alone. Its upload action computes that from the line of the
    /// file, and warns about every one that was computed in another way, so it is given only where there is no line.
    mutating func fingerprints(of finding: RunRecord.Finding, hasLine: Bool) -> [String: String] {
        let subject = finding.path ?? finding.file ?? finding.message
        let digest = String(ContentDigest.sha256(Array("\(finding.rule)\u{0}\(subject)".utf8)).prefix(32))
        counts[digest, default: 0] += 1
        let identity = "\(digest):\(counts[digest] ?? 1)"
        return hasLine
            ? ["imsMigrateFinding/v1": identity]
            : ["imsMigrateFinding/v1": identity, "primaryLocationLineHash": identity]
    }
}
