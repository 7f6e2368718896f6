// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import AuditReport

@Suite("What an earlier run knows") struct KnownFindingsTests {
    private func finding(_ path: String, _ rule: String = "jwt-deprecated", waived: Bool = false)
        -> RunRecord.Finding
    {
        var finding = RunRecord.Finding(rule: rule, level: "error", message: "x", path: path)
        if waived {
            finding.waived = RunRecord.Waiver(reason: "r", owner: "o", expires: "2026-01-01", row: 2)
        }
        return finding
    }

    private func record(_ findings: [RunRecord.Finding], _ configurations: [RunRecord.Configuration] = [])
        -> RunRecord
    {
        var record = FormatRecords.many(0)
        record.findings = findings
        record.configurations = configurations
        return record
    }

    private func jwt(_ path: String, _ outcome: RunRecord.Configuration.Outcome = .none)
        -> RunRecord.Configuration
    {
        var entry = RunRecord.Configuration(
            path: path, node: path, file: "f", input: "i", line: 1, storage: "cloudconfig")
        entry.classification = "jwt"
        entry.outcome = outcome
        return entry
    }

    @Test("each of its findings stands for one, and what is left is told in its order")
    func once() {
        var known = KnownFindings(
            record([finding("/b"), finding("/b"), finding("/a"), finding("/a", "xml-malformed")]))
        var taken: [Bool] = []
        for path in ["/b", "/b", "/b", "/c"] { taken.append(known.take(finding(path))) }
        #expect(taken == [true, true, false, false])
        #expect(known.left.map(\.rule) == ["jwt-deprecated", "xml-malformed"])
    }

    @Test("line, level, message and input make no other finding")
    func identity() {
        var known = KnownFindings(record([finding("/a")]))
        let other = RunRecord.Finding(
            rule: "jwt-deprecated", level: "note", message: "y", path: "/a", file: "f", input: "elsewhere",
            line: 9)
        let isKnown = known.take(other)
        #expect(isKnown)
    }

    @Test("a configuration that was on JWT, and was left so, is known without a finding; none counts twice")
    func configurations() {
        var known = KnownFindings(
            record([finding("/a")], [jwt("/a"), jwt("/b", .unmapped), jwt("/c", .migrated)]))
        var taken: [Bool] = []
        for path in ["/a", "/b", "/c", "/a"] { taken.append(known.take(finding(path))) }
        #expect(taken == [true, true, false, false])
        #expect(known.left == [], "a configuration is no finding that could be gone")
    }

    @Test("what was waived is not known, so that it counts when the waiver ends")
    func waived() {
        var known = KnownFindings(record([finding("/a", waived: true)], [jwt("/a")]))
        let isKnown = known.take(finding("/a"))
        #expect(!isKnown)
        #expect(known.left == [])
    }
}

@Suite("The comparison of two records") struct RunComparisonTests {
    private func entry(_ path: String, _ storage: String = "cloudconfig", file: String = "jcr_root/f")
        -> RunRecord.Configuration
    {
        var entry = RunRecord.Configuration(
            path: path, node: path, file: file, input: "i", line: 1, storage: storage)
        entry.classification = "jwt"
        return entry
    }

    private func compare(_ old: [RunRecord.Configuration], _ new: [RunRecord.Configuration]) -> RunRecord {
        func record(_ entries: [RunRecord.Configuration]) -> RunRecord {
            var record = FormatRecords.many(0)
            record.configurations = entries
            return record
        }
        var result = RunRecord(
            tool: .current, command: "report compare", mode: .readOnly, startedAt: "2026-01-01T00:00:00Z")
        RunComparison.fill(&result, old: record(old), new: record(new))
        result.count()
        return result
    }

    @Test("path and storage form say which configuration is which")
    func matching() {
        let record = compare([entry("/a"), entry("/b", "osgi")], [entry("/a"), entry("/b")])
        #expect(
            record.configurations.map { "\($0.comparison ?? "") \($0.path) \($0.storage)" } == [
                "same /a cloudconfig", "appeared /b cloudconfig", "gone /b osgi",
            ])
    }

    @Test("several of one path are paired in their order")
    func several() {
        var changed = entry("/a")
        changed.clientID = "x"
        #expect(
            compare([entry("/a"), changed], [entry("/a"), changed]).configurations.allSatisfy {
                $0.comparison == "same"
            })
        #expect(
            compare([entry("/a"), changed], [entry("/a")]).configurations.map(\.comparison) == [
                "same", "gone",
            ])
        #expect(
            compare([entry("/a")], [entry("/a"), changed]).configurations.map(\.comparison) == [
                "same", "appeared",
            ])
    }

    @Test("where the input begins is no change; another file below jcr_root is")
    func files() {
        #expect(
            compare([entry("/a", file: "m/jcr_root/f")], [entry("/a")]).configurations.map(\.comparison) == [
                "same"
            ])
        let moved = compare([entry("/a", file: "jcr_root/g")], [entry("/a")])
        #expect(moved.configurations[0].changes.map(\.property) == ["file"])
        #expect(moved.findings.map(\.message) == ["Changed: file."])
    }

    @Test("going back to JWT is a warning, every other change a note")
    func levels() {
        var oauth = entry("/a")
        oauth.classification = "oauth"
        #expect(compare([oauth], [entry("/a")]).findings.map(\.level) == ["warning"])
        #expect(compare([entry("/a")], [oauth]).findings.map(\.level) == ["note"])
        #expect(compare([], [oauth]).findings.map(\.level) == ["note"])
        #expect(compare([], [entry("/a")]).findings.map(\.level) == ["warning"])
        #expect(compare([entry("/a")], []).findings.map(\.level) == ["note"])
    }
}
