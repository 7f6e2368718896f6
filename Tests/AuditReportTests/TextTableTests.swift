// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("Tables stay within the width of the terminal")
struct TextTableTests {
    private func record(
        paths: [String], service: String? = nil, outcome: RunRecord.Configuration.Outcome = .planned
    ) -> RunRecord {
        var record = SampleRecord.empty()
        record.inputs = [.init(path: "x", kind: .tree)]
        record.configurations = paths.map { path in
            var configuration = RunRecord.Configuration(
                path: path, node: path, file: "f", input: "x", line: 1, storage: "cloudconfig")
            configuration.cloudService = service
            configuration.outcome = outcome
            return configuration
        }
        record.summary.filesExamined = 1_234_567
        record.summary.configurations = 123_456
        (record.summary.jwt, record.summary.oauth, record.summary.ambiguous) = (123_456, 123_456, 123_456)
        record.exitReason = String(repeating: "A long reason. ", count: 20)
        return record
    }

    private static let long =
        "/conf/" + (1...20).map { "tenant-number-\($0)" }.joined(separator: "/")
        + "/settings/cloudconfigs/target"

    private static let paths = [
        long, "/conf/" + String(repeating: "x", count: 300), "/conf/" + String(repeating: "日本語", count: 60),
        "/conf/" + String(repeating: "\u{1F469}\u{200D}\u{1F4BB}", count: 100),
        String(repeating: "/", count: 200),
        "/conf/" + String(repeating: "e\u{301}", count: 200),
        "/conf/" + String(repeating: "\u{202E}", count: 100),
        "/conf/a b c " + String(repeating: "word ", count: 50), "",
    ]

    @Test(
        "no line is longer, however long the paths are and whatever they are made of",
        arguments: [80, 100, 120, 40])
    func width(columns: Int) {
        for service in [nil, "Adobe Target", String(repeating: "A long service ", count: 20)] {
            let text = TextReport.render(
                record(paths: Self.paths, service: service), style: TextStyle(width: columns))
            for line in text.lines { #expect(HarmlessText.width(line) <= columns, "\(line)") }
        }
    }

    @Test("a broken path is whole when its pieces are put together again")
    func whole() {
        for path in Self.paths {
            let pieces = TextTable.broken(HarmlessText.line(path), 40)
            #expect(pieces.joined() == HarmlessText.line(path))
            #expect(pieces.allSatisfy { HarmlessText.width($0) <= 40 })
        }
    }

    @Test("it is broken before slashes and after blanks where it can be")
    func places() {
        #expect(TextTable.broken("/conf/alpha/beta", 12) == ["/conf/alpha", "/beta"])
        #expect(TextTable.broken("one two three", 8) == ["one two ", "three"])
        #expect(TextTable.broken("abcdefgh", 3) == ["abc", "def", "gh"])
        #expect(TextTable.broken("日本語", 3) == ["日", "本", "語"])
        #expect(TextTable.broken("日本", 1) == ["日", "本"])
        #expect(TextTable.broken("", 5) == [""])
        #expect(TextTable.broken("/", 1) == ["/"])
    }

    @Test("the service is shown only where the table has room for it: paths are what people copy")
    func service() {
        let short = TextReport.render(record(paths: ["/conf/a"], service: "Adobe Target"), style: TextStyle())
        #expect(short.contains("SERVICE") && short.contains("Adobe Target"))
        let long = TextReport.render(record(paths: [Self.long], service: "Adobe Target"), style: TextStyle())
        #expect(!long.contains("SERVICE") && !long.contains("Adobe Target"))
    }

    @Test("columns stay in line beside wide characters")
    func wide() {
        let table = TextTable(
            header: ["A", "B"],
            rows: [[.init(text: "日本"), .init(text: "x")], [.init(text: "ab"), .init(text: "y")]])
        #expect(table.render(TextStyle()) == "A     B\n日本  x\nab    y\n")
    }

    @Test("a cell of several lines leaves the others empty beside its further lines")
    func severalLines() {
        let table = TextTable(
            header: ["STATE", "PATH"],
            rows: [
                [.init(text: "JWT"), .init(text: "/conf/one/two/three")],
                [.init(text: "OAuth"), .init(text: "/conf/x")],
            ])
        #expect(
            table.render(TextStyle(width: 20)) == """
                STATE  PATH
                JWT    /conf/one/two
                       /three
                OAuth  /conf/x

                """)
    }
}
