// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import AuditReport

@Suite("Diff") struct DiffReportTests {
    @Test("The diffs of the record stand one after the other")
    func golden() {
        var record = FormatRecords.small
        record.files.append(file("b.xml", "@@ -1,1 +1,1 @@\n-<a/>\n+<b/>\n"))
        #expect(
            DiffReport.render(record) == """
                --- a/jcr_root/conf/acme.site/settings/cloudconfigs/target/.content.xml
                +++ b/jcr_root/conf/acme.site/settings/cloudconfigs/target/.content.xml
                @@ -4,2 +4,2 @@
                     <jcr:content
                -        apiKey="4f1c"/>
                +        clientId="4f1c"/>
                --- a/b.xml
                +++ b/b.xml
                @@ -1,1 +1,1 @@
                -<a/>
                +<b/>

                """)
    }

    @Test("A run that changes nothing, or that put files back, prints nothing")
    func empty() {
        var record = FormatRecords.small
        record.files = [
            RunRecord.File(file: "a.xml", input: "", sha256Before: "", sha256After: "", diff: "")
        ]
        #expect(DiffReport.render(record).isEmpty)
    }

    @Test(
        "A name out of the ordinary is quoted as Git quotes it",
        arguments: [
            ("with space.xml", "a/with space.xml"), ("größe.xml", "a/größe.xml"),
            ("quote\".xml", #""a/quote\".xml""#), ("line\nbreak.xml", #""a/line\012break.xml""#),
            ("bidi\u{202E}.xml", #""a/bidi\342\200\256.xml""#),
            // What stands in a record for a byte that is no UTF-8.
            ("bytes\\xFF.xml", #""a/bytes\377.xml""#),
        ])
    func names(name: String, header: String) {
        var record = FormatRecords.small
        record.files = [file(name, "@@ -1,1 +1,1 @@\n-a\n+b\n")]
        let lines = DiffReport.render(record).split(separator: "\n")
        #expect(lines.first.map(String.init) == "--- " + header)
        #expect(lines.count == 5)
    }

    @Test("A run writes a control in a name by its code, so that it ends no line; Git gets the name itself")
    func controlInHeader() {
        var record = FormatRecords.small
        record.files = [file("line\nbreak.xml", "@@ -1,1 +1,1 @@\n-a\n+b\n")]
        record.files[0].diff.replace("line\nbreak", with: "line\\x0Abreak")
        #expect(
            DiffReport.render(record) == """
                --- "a/line\\012break.xml"
                +++ "b/line\\012break.xml"
                @@ -1,1 +1,1 @@
                -a
                +b

                """)
    }

    @Test("Tabs and CRLF stay, so that the lines match; other controls do not")
    func whiteSpace() {
        var record = FormatRecords.small
        record.files = [file("a.xml", "@@ -1,1 +1,1 @@\n-\ta\r\n+\tb\rc\u{1B}\r\n")]
        #expect(DiffReport.render(record).hasSuffix("\n-\ta\r\n+\tb\\u{d}c\\u{1b}\r\n"))
    }

    private func file(_ name: String, _ hunks: String) -> RunRecord.File {
        RunRecord.File(
            file: name, input: "my-export", sha256Before: "", sha256After: "",
            diff: "--- a/\(name)\n+++ b/\(name)\n" + hunks)
    }
}
