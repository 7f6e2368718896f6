// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import AuditReport

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("JUnit") struct JUnitReportTests {
    @Test("A suite for the input with a case for each configuration, and a suite for the other findings")
    func golden() {
        #expect(JUnitReport.render(FormatRecords.small) == Self.expected)
    }

    @Test("A configuration that was left alone is skipped, unless an error is about it")
    func skipped() throws {
        var record = FormatRecords.small
        record.findings = []
        record.configurations[0].outcome = .skipped
        record.configurations[2].outcome = .failed
        let elements = try #require(XMLElements(of: JUnitReport.render(record)))
        #expect(elements.count("skipped") == 2)
        #expect(elements.count("failure") == 1)
        #expect(elements.attributes("testsuites").first?["skipped"] == "2")
        #expect(elements.attributes("testsuites").first?["failures"] == "1")
        #expect(elements.attributes("testsuite").map { $0["name"] } == ["my-export"])
    }

    @Test("Two inputs with the same configuration are two suites")
    func twoInputs() throws {
        var record = FormatRecords.small
        record.inputs.append(RunRecord.Input(path: "other", kind: .tree))
        record.configurations.append(record.configurations[0])
        record.configurations[3].input = "other"
        let elements = try #require(XMLElements(of: JUnitReport.render(record)))
        #expect(elements.attributes("testsuite").map { $0["name"] } == ["my-export", "other", "findings"])
        #expect(elements.attributes("testsuite").map { $0["tests"] } == ["3", "1", "3"])
    }

    @Test("Characters that XML 1.0 does not have are shown by their code point")
    func illegalCharacters() throws {
        let text = JUnitReport.render(FormatRecords.hostile("a\u{0}\u{B}\u{FFFE}\u{FFFF}\u{202E}b"))
        #expect(XMLElements(of: text) != nil)
        #expect(text.contains("a\\u{0}\\u{b}\\u{fffe}\\u{ffff}\\u{202e}b"))
    }

    @Test(
        "A duration that no run can have is still a number to readers",
        arguments: [
            (Double.nan, "0.000"), (-1, "0.000"), (.infinity, "9999999999.000"), (1e300, "9999999999.000"),
        ])
    func durations(seconds: Double, shown: String) throws {
        var record = FormatRecords.small
        record.durationSeconds = seconds
        let elements = try #require(XMLElements(of: JUnitReport.render(record)))
        #expect(elements.attributes("testsuites").first?["time"] == shown)
    }

    private static let expected = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="ims-migrate migrate" tests="6" failures="2" errors="0" skipped="0" time="1.250" \
        timestamp="2025-01-31T09:30:00">
          <testsuite name="my-export" tests="3" failures="1" errors="0" skipped="0" time="0" \
        timestamp="2025-01-31T09:30:00">
            <properties>
              <property name="version" value="1.2.3"/>
              <property name="mode" value="dry-run"/>
              <property name="exitCode" value="3"/>
              <property name="exitReason" value="Nothing was written: 2 errors must be dealt with first."/>
            </properties>
            <testcase classname="cloudconfig./conf/acme_site/settings/cloudconfigs" \
        name="/conf/acme.site/settings/cloudconfigs/target" time="0" \
        file="my-export/jcr_root/conf/acme.site/settings/cloudconfigs/target/.content.xml" line="4">
              <system-out>
        credential: jwt
        outcome: planned
        mapping row: 2
        evidence: jwtClaims, JWT payload
        used by: /conf/acme.site/settings/cloudconfigs/at/jcr:content, imsConfig
        removed: apiKey
        added: clientId
        </system-out>
            </testcase>
            <testcase classname="cloudconfig./conf/acme_site/settings/cloudconfigs" \
        name="/conf/acme.site/settings/cloudconfigs/stock" time="0" \
        file="my-export/jcr_root/conf/acme.site/settings/cloudconfigs/stock/.content.xml" line="7">
              <failure message="No row of the mapping is for this JWT configuration." type="mapping-missing">
        error mapping-missing: No row of the mapping is for this JWT configuration.
        what to do: Add a row with its path or API key, or a row with action `skip`, or run with --allow-unmapped.
        </failure>
              <system-out>
        credential: jwt
        outcome: unmapped
        </system-out>
            </testcase>
            <testcase classname="cloudconfig./conf/acme_site/settings/cloudconfigs" \
        name="/conf/acme.site/settings/cloudconfigs/launch" time="0" \
        file="my-export/jcr_root/conf/acme.site/settings/cloudconfigs/launch/.content.xml" line="2">
              <system-out>
        credential: oauth
        outcome: already-oauth
        </system-out>
            </testcase>
          </testsuite>
          <testsuite name="findings" tests="3" failures="1" errors="0" skipped="0" time="0" \
        timestamp="2025-01-31T09:30:00">
            <properties>
              <property name="version" value="1.2.3"/>
              <property name="mode" value="dry-run"/>
              <property name="exitCode" value="3"/>
              <property name="exitReason" value="Nothing was written: 2 errors must be dealt with first."/>
            </properties>
            <testcase classname="findings.error" name="xml-malformed: jcr_root/conf/größe 1/.content.xml" \
        time="0" file="my-export/jcr_root/conf/größe 1/.content.xml" line="3">
              <failure message="Line 3: the tag &lt;page&gt; is not closed." type="xml-malformed">
        error xml-malformed: Line 3: the tag &lt;page&gt; is not closed.
        what to do: Repair the file, or export it again from AEM.
        </failure>
            </testcase>
            <testcase classname="findings.warning" name="secret-plaintext" time="0">
              <system-out>
        warning secret-plaintext: The secret of row 2 stands as clear text in the mapping.
        what to do: Use env:NAME or file:PATH, and best a value that the target AEM has encrypted: {hex}.
        </system-out>
            </testcase>
            <testcase classname="findings.note" name="path-unsafe: jcr_root/conf/link" time="0" \
        file="my-export/jcr_root/conf/link">
              <system-out>
        note path-unsafe: A link was not followed.
        what to do: Replace it by the real file or folder if it belongs to the repository.
        </system-out>
            </testcase>
          </testsuite>
        </testsuites>

        """
}

/// The elements of a document, as an XML parser sees them.
final class XMLElements: NSObject, XMLParserDelegate {
    private var elements: [(name: String, attributes: [String: String])] = []

    /// Nil where the document is not well-formed.
    init?(of text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append((name, attributes))
    }

    func count(_ name: String) -> Int { elements.count { $0.name == name } }
    func attributes(_ name: String) -> [[String: String]] {
        elements.filter { $0.name == name }.map(\.attributes)
    }
}
