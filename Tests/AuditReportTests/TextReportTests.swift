// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("The record for a person at a terminal")
struct TextReportTests {
    private func text(_ record: RunRecord = SampleRecord.full(), _ style: TextStyle = TextStyle()) -> String {
        TextReport.render(record, style: style)
    }

    @Test("a scan, as it is printed")
    func scan() {
        var record = SampleRecord.full()
        record.command = "scan"
        record.mode = .readOnly
        record.files = []
        for index in record.configurations.indices { record.configurations[index].outcome = .none }
        record.findings.removeAll { $0.rule != "configuration-ambiguous" }
        record.exitReason = "1 of 3 configurations are to be migrated."
        expectText(
            text(record),
            """
            export
            14 files read, 3 Adobe IMS configurations: 1 JWT, 1 OAuth, 1 ambiguous

            STATE      CONFIGURATION                                  SERVICE
            JWT        /conf/larchfield/settings/cloudconfigs/target  Adobe Target
            OAuth      /conf/larchfield/settings/cloudconfigs/stock   Adobe Stock
            ambiguous  /conf/larchfield/settings/cloudconfigs/launch

            error configuration-ambiguous
              /conf/larchfield/settings/cloudconfigs/launch
                jcr_root/conf/larchfield/settings/cloudconfigs/.content.xml:12
                It looks half-finished.
              → Finish or undo the edit in AEM and export again, or leave it out by a row
              with action `skip`.

            1 of 3 configurations are to be migrated.

            """)
    }

    @Test("a preview: outcomes, the diff, findings by rule, and the verdict last")
    func preview() {
        expectText(
            text(),
            """
            export
            14 files read, 3 Adobe IMS configurations: 1 JWT, 1 OAuth, 1 ambiguous

            STATE      OUTCOME   CONFIGURATION                                  SERVICE
            JWT        planned   /conf/larchfield/settings/cloudconfigs/target  Adobe Target
            OAuth      as it is  /conf/larchfield/settings/cloudconfigs/stock   Adobe Stock
            ambiguous  failed    /conf/larchfield/settings/cloudconfigs/launch

            --- a/target/.content.xml
            +++ b/target/.content.xml
            @@ -1,2 +1,2 @@
             <jcr:root
            -    apiKey="key"/>
            +    clientId="key"/>

            error configuration-ambiguous
              /conf/larchfield/settings/cloudconfigs/launch
                jcr_root/conf/larchfield/settings/cloudconfigs/.content.xml:12
                It looks half-finished.
              → Finish or undo the edit in AEM and export again, or leave it out by a row
              with action `skip`.

            warning mapping-unused (2)
                Row 5 of the mapping matches no configuration.
                Row 7 of the mapping matches no configuration.
              → Check the row's path and jwt_client_id for typing errors, or remove the row.

            note path-unsafe
              jcr_root/conf/link
                A link that is not followed.
              → Replace it by the real file or folder if it belongs to the repository.

            Nothing was written: 1 error must be dealt with first.

            """)
    }

    @Test("nothing found, and a run without findings, is two short paragraphs")
    func empty() {
        var record = SampleRecord.empty()
        record.inputs = [.init(path: "a", kind: .tree), .init(path: "b", kind: .tree)]
        record.summary.filesExamined = 1
        record.exitReason = "No Adobe IMS configuration was found."
        expectText(
            text(record),
            """
            a, b
            1 file read, 0 Adobe IMS configurations

            No Adobe IMS configuration was found.

            """)
    }

    @Test("a rollback lists the files that it has put back")
    func rollback() {
        var record = SampleRecord.empty(command: "rollback", mode: .apply)
        record.inputs = [.init(path: "export", kind: .tree)]
        record.files = [
            .init(file: "jcr_root/a.xml", input: "export", sha256Before: "", sha256After: "", diff: ""),
            .init(file: "jcr_root/b\u{1B}.xml", input: "export", sha256Before: "", sha256After: "", diff: ""),
        ]
        record.exitReason = "2 files put back."
        expectText(
            text(record, TextStyle(verbose: true)),
            """
            export
              jcr_root/a.xml
              jcr_root/b\\u{1b}.xml

            2 files put back.

            """)
    }

    @Test("of several repositories each configuration and each finding names its own")
    func severalRepositories() {
        var record = SampleRecord.full()
        let other = RunRecord.Input(path: "other/tree", kind: .tree)
        record.inputs.append(other)
        var twin = record.configurations[0]
        twin.input = other.path
        record.configurations.append(twin)
        var finding = record.findings[0]
        finding.input = other.path
        finding.path = twin.path
        finding.file = twin.file
        record.findings.append(finding)
        let shown = text(record)
        #expect(shown.contains("REPOSITORY") && !text(SampleRecord.full()).contains("REPOSITORY"))
        #expect(shown.split(separator: "\n").contains { $0.contains(twin.path) && $0.contains("other/tree") })
        #expect(shown.contains("other/tree/\(twin.file)"))
    }

    @Test("findings of one rule and level stand together, with their number and one remedy")
    func grouped() {
        let shown = text()
        #expect(shown.contains("warning mapping-unused (2)\n"))
        #expect(shown.contains("Row 5") && shown.contains("Row 7"))
        #expect(shown.ranges(of: "Check the row's path").count == 1)
        var record = SampleRecord.full()
        record.findings[1].level = "error"
        #expect(
            text(record).contains("error mapping-unused\n")
                && text(record).contains("warning mapping-unused\n"))
    }

    @Test("a message that only repeats the rule is not said again")
    func repeatedMessage() {
        var record = SampleRecord.empty()
        record.findings = [
            .init(
                rule: "jwt-deprecated", level: "error",
                message: "A configuration still uses Service Account (JWT) credentials.", path: "/conf/a")
        ]
        #expect(!text(record).contains("still uses"))
        #expect(text(record).contains("  /conf/a\n"))
    }

    @Test("a rule of a later version is shown without a remedy")
    func unknownRule() {
        var record = SampleRecord.empty()
        record.findings = [
            .init(rule: "later-rule", level: "warning", message: "What it found.", path: "/conf/a")
        ]
        #expect(text(record).contains("warning later-rule\n  /conf/a\n    What it found.\n\n"))
    }

    @Test("quiet leaves out everything but errors and the verdict")
    func quiet() {
        expectText(
            text(SampleRecord.full(), TextStyle(quiet: true)),
            """
            error configuration-ambiguous
              /conf/larchfield/settings/cloudconfigs/launch
                jcr_root/conf/larchfield/settings/cloudconfigs/.content.xml:12
                It looks half-finished.
              → Finish or undo the edit in AEM and export again, or leave it out by a row
              with action `skip`.

            Nothing was written: 1 error must be dealt with first.

            """)
        var good = SampleRecord.empty()
        good.exitReason = "Done."
        #expect(text(good, TextStyle(quiet: true)) == "Done.\n")
    }

    @Test("verbose adds where each configuration is, why it is one, and what changes")
    func verbose() {
        let shown = text(SampleRecord.full(), TextStyle(verbose: true))
        #expect(
            shown.contains(
                """
                /conf/larchfield/settings/cloudconfigs/target
                  jcr_root/conf/larchfield/settings/cloudconfigs/target/.content.xml:4
                  mapping row 2
                  evidence: jwtClaims, JWT payload
                  evidence: jwtClaims, holds a JWT payload
                  used by /conf/larchfield/settings/cloudconfigs/at (imsConfig)
                  removed apiKey: 0ffe11d0 → –
                  added clientId: – → 0ffe11d0
                  changed clientSecret: (secret) → (secret)

                """))
        #expect(!text().contains("evidence:"))
    }

    @Test("a diff is part of a preview, and of an applied run when it is asked for")
    func diff() {
        var applied = SampleRecord.full()
        applied.mode = .apply
        let line = "+    clientId=\"key\"/>\n"
        #expect(text().contains(line))
        #expect(!text(applied).contains(line))
        #expect(text(applied, TextStyle(verbose: true)).contains(line))
    }

    @Test("colour is never the only way to tell something: without it, the text is the same")
    func color() {
        for (verbose, quiet) in [(false, false), (true, false), (false, true)] {
            let plain = TextStyle(verbose: verbose, quiet: quiet)
            let colored = TextStyle(color: true, verbose: verbose, quiet: quiet)
            let painted = text(SampleRecord.full(), colored)
            #expect(painted.contains("\u{1B}["))
            #expect(painted.withoutColor == text(SampleRecord.full(), plain))
            #expect(!text(SampleRecord.full(), plain).contains("\u{1B}"))
            // A line that is cut off must not leave its colour behind.
            for line in painted.lines {
                #expect(line.ranges(of: "\u{1B}[0m").count * 2 == line.count { $0 == "\u{1B}" })
            }
        }
    }

    @Test("hostile text in any field is shown by its code points: no line of the report is its own")
    func hostile() throws {
        let record = try SampleRecord.full { place in
            ["diff", "files.diff"].contains(place)
                ? "+\u{1B}]0;x\u{7}\r\u{202E}" : place + HarmlessTextTests.harmful + "\n"
        }
        for style in [TextStyle(), TextStyle(verbose: true), TextStyle(quiet: true)] {
            for scalar in text(record, style).unicodeScalars where scalar != "\n" {
                #expect(!HarmlessText.isHarmful(scalar), "U+\(String(scalar.value, radix: 16))")
            }
        }
    }

    @Test("the report ends with one line feed and holds no line with blanks at its end")
    func layout() {
        for style in [TextStyle(), TextStyle(verbose: true), TextStyle(quiet: true)] {
            let shown = text(SampleRecord.full(), style)
            #expect(shown.hasSuffix(".\n"))
            #expect(!shown.contains(" \n") && !shown.contains("\n\n\n"))
        }
    }
}
