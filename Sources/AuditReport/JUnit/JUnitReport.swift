// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// A record as JUnit XML: one test case for each configuration, a suite for each input, and a suite `findings` for
/// what is about no configuration.
///
/// There is no standard; this is what Jenkins, GitLab and Azure Pipelines read alike
/// (https://github.com/testmoapp/junitxml). A case fails by findings of level `error` alone: whether warnings fail
/// the command is told by its exit code.
package enum JUnitReport {
    /// The document, ending with a line feed.
    package static func render(_ record: RunRecord) -> String {
        let suites = suites(of: record)
        let time = FigureText.seconds(record.durationSeconds)
        let timestamp = Timestamp.withoutZone(record.startedAt)
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"
        text += XMLText.attributes(["name": "\(record.tool.name) \(record.command)"])
        text += counts(suites.flatMap(\.cases))
        text += XMLText.attributes(["time": time, "timestamp": timestamp]) + ">\n"
        for suite in suites {
            text += "  <testsuite" + XMLText.attributes(["name": suite.name]) + counts(suite.cases)
            text += XMLText.attributes(["time": "0", "timestamp": timestamp]) + ">\n"
            text += properties(record) + suite.cases.map(\.element).joined() + "  </testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private struct Suite {
        let name: String
        var cases: [JUnitCase] = []
    }

    private static func suites(of record: RunRecord) -> [Suite] {
        let finder = PlaceFinder(record)
        var about: [Int: [RunRecord.Finding]] = [:]
        var others: [RunRecord.Finding] = []
        for finding in record.findings {
            if let index = finder.configurationIndex(of: finding) {
                about[index, default: []].append(finding)
            } else {
                others.append(finding)
            }
        }
        var suites: [Suite] = []
        var positions: [String: Int] = [:]
        for input in record.inputs.map(\.path) + record.configurations.map(\.input)
        where positions[input] == nil {
            positions[input] = suites.count
            suites.append(Suite(name: input))
        }
        for (index, entry) in record.configurations.enumerated() {
            guard let position = positions[entry.input] else { continue }
            suites[position].cases.append(
                JUnitCase(entry, findings: about[index] ?? [], place: finder.place(of: entry)))
        }
        // One that does not work is a finding, and fails there.
        let valid = (record.credentials ?? []).filter(\.isValid)
        if !valid.isEmpty { suites.append(Suite(name: "credentials", cases: valid.map { JUnitCase($0) })) }
        if !others.isEmpty {
            suites.append(
                Suite(name: "findings", cases: others.map { JUnitCase($0, place: finder.place(of: $0)) }))
        }
        return suites
    }

    private static func counts(_ cases: [JUnitCase]) -> String {
        XMLText.attributes([
            "tests": String(cases.count), "failures": String(cases.count { $0.isFailed }), "errors": "0",
            "skipped": String(cases.count { $0.isSkipped }),
        ])
    }

    private static func properties(_ record: RunRecord) -> String {
        let properties: KeyValuePairs<String, String> = [
            "version": record.tool.version, "mode": record.mode.rawValue, "exitCode": String(record.exitCode),
            "exitReason": record.exitReason,
        ]
        let all = properties.map { ($0, $1) } + record.omissions.map { ("note", $0) }
        return "    <properties>\n"
            + all.map {
                "      <property" + XMLText.attributes(["name": $0, "value": $1]) + "/>\n"
            }.joined() + "    </properties>\n"
    }
}
