// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import AuditReport

@Suite("GitHub annotations") struct GitHubReportTests {
    @Test("One workflow command for each finding, with its place in the checkout")
    func golden() {
        #expect(
            GitHubReport.render(FormatRecords.small) == """
                ::error file=my-export/jcr_root/conf/acme.site/settings/cloudconfigs/stock/.content.xml,line=7,\
                title=mapping-missing%3A /conf/acme.site/settings/cloudconfigs/stock::No row of the mapping is \
                for this JWT configuration.%0AAdd a row with its path or API key, or a row with action `skip`, \
                or run with --allow-unmapped.
                ::error file=my-export/jcr_root/conf/größe 1/.content.xml,line=3,title=xml-malformed::\
                Line 3: the tag <page> is not closed.%0ARepair the file, or export it again from AEM.
                ::warning title=secret-plaintext::The secret of row 2 stands as clear text in the mapping.%0A\
                Use env:NAME or file:PATH, and best a value that the target AEM has encrypted: {hex}.
                ::notice file=my-export/jcr_root/conf/link,title=path-unsafe::A link was not followed.%0A\
                Replace it by the real file or folder if it belongs to the repository.

                """)
    }

    @Test("No more than ten of a kind, and the last one says how many are left out")
    func limits() throws {
        let lines = GitHubReport.render(FormatRecords.many(30_000)).split(separator: "\n")
        for kind in ["error", "warning", "notice"] {
            #expect(lines.count { $0.hasPrefix("::\(kind) ") } == 10)
        }
        let last = try #require(lines.last)
        #expect(last.hasPrefix("::notice title=Findings left out::29971 of 30000 findings are not shown"))
    }

    @Test("Ten of a kind are all shown, and nothing is said about a limit")
    func withinLimits() {
        let text = GitHubReport.render(FormatRecords.many(30))
        #expect(text.split(separator: "\n").count == 30)
        #expect(!text.contains("left out"))
    }

    @Test("A run without findings prints nothing")
    func empty() {
        #expect(GitHubReport.render(FormatRecords.many(0)).isEmpty)
    }

    @Test("What would end the command or a property of it is escaped")
    func escapes() {
        var record = FormatRecords.many(0)
        record.findings = [
            RunRecord.Finding(
                rule: "xml-malformed", level: "warning", message: "100%\n::error::x", file: "a,b:c%.xml",
                input: "in,put")
        ]
        let text = GitHubReport.render(record)
        #expect(
            text.hasPrefix(
                "::warning file=in%2Cput/a%2Cb%3Ac%25.xml,title=xml-malformed::100%25\\u{a}::error"))
        #expect(text.split(separator: "\n").count == 1)
    }

    @Test("In a package the annotation is of the package, and the message names the entry")
    func package() {
        var record = FormatRecords.many(0)
        record.inputs = [RunRecord.Input(path: "dist/conf.zip", kind: .package)]
        record.findings = [
            RunRecord.Finding(
                rule: "xml-malformed", level: "error", message: "Broken.", file: "jcr_root/a.xml",
                input: "dist/conf.zip", line: 3)
        ]
        let text = GitHubReport.render(record)
        #expect(text.hasPrefix("::error file=dist/conf.zip,title=xml-malformed::Broken.%0A"))
        #expect(text.contains("%0AIn dist/conf.zip!/jcr_root/a.xml:3%0A"))
    }
}
