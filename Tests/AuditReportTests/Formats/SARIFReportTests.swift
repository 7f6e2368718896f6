// SPDX-License-Identifier: Apache-2.0

import Foundation
import IMSMigration
import Testing

@testable import AuditReport

@Suite("SARIF") struct SARIFReportTests {
    @Test("The results of the small record, and what stands around them")
    func golden() throws {
        let text = try SARIFReport.render(FormatRecords.small)
        // The rules are tested below: they are the same in every report.
        #expect(text.hasPrefix(Self.expected))
        #expect(text.hasSuffix("\"version\" : \"2.1.0\"\n}\n"))
    }

    @Test("Every rule is described, in every report alike")
    func rules() throws {
        let rules = try Log(FormatRecords.small).rules
        #expect(rules.count == FindingRule.allCases.count)
        #expect(rules as NSArray == (try Log(FormatRecords.many(0))).rules as NSArray)
        for (described, rule) in zip(rules, FindingRule.allCases) {
            #expect(described["id"] as? String == rule.rawValue)
            #expect(described["helpUri"] == nil)
            for key in ["shortDescription", "fullDescription", "help"] {
                let text = (described[key] as? [String: Any])?["text"] as? String ?? ""
                #expect(text.hasPrefix(rule.summary) && text.count <= 1024)
            }
            let help = described["help"] as? [String: Any]
            #expect((help?["markdown"] as? String)?.contains(rule.remedy) == true)
            let level = (described["defaultConfiguration"] as? [String: Any])?["level"] as? String
            #expect(["error", "warning", "note"].contains(level))
        }
    }

    @Test("A rule of a later version is described by its name")
    func unknownRule() throws {
        var record = FormatRecords.small
        record.findings[0].rule = "of-a-later-version"
        let log = try Log(record)
        #expect(log.rules.last?["id"] as? String == "of-a-later-version")
        #expect(log.results[0]["ruleIndex"] as? Int == FindingRule.allCases.count)
    }

    @Test("A fingerprint survives other lines, other inputs and another order, and no two are the same")
    func fingerprints() throws {
        let before = try Log(FormatRecords.small).fingerprints
        var record = FormatRecords.small
        record.findings.reverse()
        record.inputs[0].path = "/srv/build/my-export"
        for index in record.findings.indices {
            record.findings[index].line = 99
            if record.findings[index].file != nil { record.findings[index].input = "/srv/build/my-export" }
        }
        #expect(Set(try Log(record).fingerprints) == Set(before))
        record.findings += record.findings
        #expect(Set(try Log(record).fingerprints).count == 2 * before.count)
    }

    @Test("GitHub's own fingerprint is given where its action cannot compute it: where there is no line")
    func githubFingerprint() throws {
        for result in try Log(FormatRecords.small).results {
            let prints = result["partialFingerprints"] as? [String: String]
            let region = Log.physicalLocation(result)?["region"]
            #expect((prints?["primaryLocationLineHash"] == nil) == (region != nil))
        }
    }

    @Test("A result without a file has no location")
    func locations() throws {
        var record = FormatRecords.small
        record.findings[2] = RunRecord.Finding(
            rule: "mapping-unused", level: "warning", message: "Row 4 matches nothing.", path: "/conf/x/**")
        let result = try Log(record).results[2]
        #expect((result["locations"] as? [Any])?.isEmpty == true)
    }

    @Test("An absolute input gives absolute URIs, which are relative to nothing")
    func absolute() throws {
        var record = FormatRecords.small
        record.findings = [
            RunRecord.Finding(
                rule: "xml-malformed", level: "error", message: "Broken.", file: "a b.xml", input: "/srv/e")
        ]
        let artifact =
            Log.physicalLocation(try Log(record).results[0])?["artifactLocation"] as? [String: String]
        #expect(artifact == ["uri": "file:///srv/e/a%20b.xml"])
    }

    @Test("An entry of a package is a logical location; its line is no line of the package")
    func package() throws {
        var record = FormatRecords.small
        record.inputs = [RunRecord.Input(path: "dist/conf.zip", kind: .package)]
        record.findings = [
            RunRecord.Finding(
                rule: "xml-malformed", level: "error", message: "Broken.", path: "/conf/a",
                file: "jcr_root/conf/a.xml", input: "dist/conf.zip", line: 3)
        ]
        let result = try Log(record).results[0]
        #expect(Log.physicalLocation(result)?["region"] == nil)
        let artifact = Log.physicalLocation(result)?["artifactLocation"] as? [String: String]
        #expect(artifact?["uri"] == "dist/conf.zip")
        let location = (result["locations"] as? [[String: Any]])?.first
        let logical = location?["logicalLocations"] as? [[String: String]]
        #expect(
            logical?.map { $0["fullyQualifiedName"] } == ["/conf/a", "dist/conf.zip!/jcr_root/conf/a.xml"])
    }

    @Test("Long texts that do not compress are cut before GitHub's 10 MB, and a notification says so")
    func size() throws {
        var record = FormatRecords.many(0)
        record.findings = (0..<3_000).map { number in
            RunRecord.Finding(
                rule: "xml-malformed", level: "error",
                message: String(repeating: "ab\u{4E00}", count: 1_000) + "\(number)",
                file: "f\(number)")
        }
        let log = try Log(record)
        let count = log.results.count
        #expect(count > 500 && count < 2_000)
        let notifications = try #require(log.invocation["toolExecutionNotifications"] as? [[String: Any]])
        let text = (notifications.first?["message"] as? [String: String])?["text"]
        #expect(text?.hasPrefix("This report holds the gravest \(count) of 3000 findings") == true)
    }

    @Test("Of 30,000 findings the gravest 25,000 are in the report, and a notification says so")
    func limits() throws {
        let log = try Log(FormatRecords.many(30_000))
        #expect(log.results.count == 25_000)
        let levels = log.results.compactMap { $0["level"] as? String }
        #expect(levels.count { $0 == "error" } == 10_000)
        #expect(levels.count { $0 == "warning" } == 10_000)
        #expect(levels.prefix(10_000).allSatisfy { $0 == "error" })
        let notifications = try #require(log.invocation["toolExecutionNotifications"] as? [[String: Any]])
        let text = (notifications.first?["message"] as? [String: Any])?["text"] as? String
        #expect(text?.contains("25000 of 30000 findings") == true)
        #expect(text?.contains("5000 are left out") == true)
    }

    @Test("Between what GitHub shows and what it accepts, the notification tells what it shows")
    func shown() throws {
        let log = try Log(FormatRecords.many(6_000))
        #expect(log.results.count == 6_000)
        let notifications = try #require(log.invocation["toolExecutionNotifications"] as? [[String: Any]])
        let text = (notifications.first?["message"] as? [String: Any])?["text"] as? String
        #expect(text == "GitHub shows the gravest 5000 of the 6000 findings in it.")
    }

    @Test(
        "A run that did its work was successful, whatever it found",
        arguments: [(0, true), (2, true), (3, true), (4, false), (65, false), (74, false), (130, false)])
    func exitCodes(code: Int, isSuccessful: Bool) throws {
        var record = FormatRecords.small
        record.exitCode = code
        let invocation = try Log(record).invocation
        #expect(invocation["executionSuccessful"] as? Bool == isSuccessful)
        #expect(invocation["exitCode"] as? Int == code)
    }

    @Test(
        "What SARIF reads in plain text is taken apart",
        arguments: [
            ("[click](http://x.example)", "[click] (http://x.example)"), ("{0}", "{{0}}"),
            ("a[1] (b)", "a[1] (b)"), ("\u{202E}", "\\u{{202e}}"), ("", "(no text)"),
        ])
    func messages(text: String, message: String) {
        #expect(SARIFText.message(text).text == message)
    }

    private static let expected = """
        {
          "$schema" : "https://json.schemastore.org/sarif-2.1.0.json",
          "runs" : [
            {
              "columnKind" : "utf16CodeUnits",
              "invocations" : [
                {
                  "executionSuccessful" : true,
                  "exitCode" : 3,
                  "exitCodeDescription" : "Nothing was written: 2 errors must be dealt with first.",
                  "startTimeUtc" : "2025-01-31T09:30:00Z",
                  "toolExecutionNotifications" : [

                  ]
                }
              ],
              "originalUriBaseIds" : {
                "SRCROOT" : {
                  "description" : {
                    "text" : "The top directory of the checkout, or the working directory."
                  }
                }
              },
              "results" : [
                {
                  "level" : "error",
                  "locations" : [
                    {
                      "logicalLocations" : [
                        {
                          "fullyQualifiedName" : "/conf/acme.site/settings/cloudconfigs/stock",
                          "kind" : "resource",
                          "name" : "stock"
                        }
                      ],
                      "physicalLocation" : {
                        "artifactLocation" : {
                          "uri" : "my-export/jcr_root/conf/acme.site/settings/cloudconfigs/stock/.content.xml",
                          "uriBaseId" : "SRCROOT"
                        },
                        "region" : {
                          "startLine" : 7
                        }
                      }
                    }
                  ],
                  "message" : {
                    "text" : "No row of the mapping is for this JWT configuration. Configuration: \
        /conf/acme.site/settings/cloudconfigs/stock"
                  },
                  "partialFingerprints" : {
                    "imsMigrateFinding/v1" : "c0f5532a045b17bbd130e3463b221378:1"
                  },
                  "ruleId" : "mapping-missing",
                  "ruleIndex" : 1
                },
                {
                  "level" : "error",
                  "locations" : [
                    {
                      "physicalLocation" : {
                        "artifactLocation" : {
                          "uri" : "my-export/jcr_root/conf/gr%C3%B6%C3%9Fe%201/.content.xml",
                          "uriBaseId" : "SRCROOT"
                        },
                        "region" : {
                          "startLine" : 3
                        }
                      }
                    }
                  ],
                  "message" : {
                    "text" : "Line 3: the tag <page> is not closed."
                  },
                  "partialFingerprints" : {
                    "imsMigrateFinding/v1" : "21015fb1f3e7d6aa8e58ba2c088d9120:1"
                  },
                  "ruleId" : "xml-malformed",
        """
}

/// A rendered log, read again.
private struct Log {
    let run: [String: Any]

    init(_ record: RunRecord) throws {
        let data = Data(try SARIFReport.render(record).utf8)
        let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        run = try #require((log["runs"] as? [[String: Any]])?.first)
    }

    var rules: [[String: Any]] {
        let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
        return driver?["rules"] as? [[String: Any]] ?? []
    }
    var results: [[String: Any]] { run["results"] as? [[String: Any]] ?? [] }
    var invocation: [String: Any] { (run["invocations"] as? [[String: Any]])?.first ?? [:] }
    var fingerprints: [String] {
        results.compactMap { ($0["partialFingerprints"] as? [String: String])?["imsMigrateFinding/v1"] }
    }

    static func physicalLocation(_ result: [String: Any]) -> [String: Any]? {
        (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
    }
}
