// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import AuditReport

@Suite("Markdown") struct MarkdownReportTests {
    @Test("Verdict, figures, configurations, and findings by rule")
    func golden() {
        #expect(MarkdownReport.render(FormatRecords.small) == Self.expected)
    }

    @Test("Read-only commands have no outcomes to tell")
    func readOnly() {
        var record = FormatRecords.small
        for index in record.configurations.indices { record.configurations[index].outcome = .none }
        let text = MarkdownReport.render(record)
        #expect(
            text.contains(
                "\n| State | Configuration | Service | File |\n| --- | --- | --- | --- |\n| JWT | `/conf"))
    }

    @Test("Of many inputs the first are named; a comparison names its two runs alone")
    func inputs() {
        var record = FormatRecords.small
        record.inputs = (1...23).map { RunRecord.Input(path: "export-\($0)", kind: .tree) }
        #expect(MarkdownReport.render(record).contains("`export-20` · 3 more · "))
        func run(_ path: String) -> RunRecord.StoredRun {
            .init(path: path, sha256: "0a", command: "scan", startedAt: record.startedAt)
        }
        record.comparison = .init(old: run("old.json"), new: run("new.json"))
        let text = MarkdownReport.render(record)
        #expect(text.contains("`old.json` → `new.json` · ") && !text.contains("more ·"))
    }

    @Test("A long record stays below the limit for comments, and says what is left out")
    func limits() {
        let text = MarkdownReport.render(FormatRecords.many(30_000))
        #expect(text.utf8.count < 65_000)
        #expect(text.utf8.count > 60_000)
        let cuts = text.split(separator: "\n").filter { $0.contains("are left out") }
        #expect(cuts.count == 2)
        #expect(cuts.allSatisfy { $0.contains(" of 30000 ") })
    }

    @Test("Values of any length leave the limit alone")
    func longValues() {
        let long = String(repeating: "`\u{1F600}|", count: 20_000)
        #expect(MarkdownReport.render(FormatRecords.hostile(long)).utf8.count < 65_000)
    }

    @Test(
        "A value is a code span, and a pipe stands between two",
        arguments: [
            ("a", "`a`"), ("", ""), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("``", "``` `` ```"),
            (" a", "`  a `"), (" ", "` `"), ("a|b", "`a`&#124;`b`"), ("|", "&#124;"),
            ("a\\|b", "`a\\`&#124;`b`"), ("a\nb", "`a\\u{a}b`"),
        ])
    func code(value: String, span: String) {
        #expect(MarkdownText.code(value) == span)
    }

    @Test(
        "In a sentence, every word that is more than a word is a code span",
        arguments: [
            ("The row's org is not well-formed: see below.", "The row's org is not well-formed: see below."),
            (
                "Ask @octocat about #12, GH-3 (or a@b.example).",
                "Ask `@octocat` about `#12`, `GH-3` (or `a@b.example`)."
            ),
            ("See http://x.example or www.x.example!", "See `http://x.example` or `www.x.example`!"),
            ("<b> and [x](y) and *z*", "`<b>` and `[x](y`) and `*z*`"),
            ("commit deadbeef1 or 12", "commit `deadbeef1` or 12"), ("a &lt; b | c", "a `&lt`; b &#124; c"),
            ("größe – 中文", "größe – 中文"), ("$(x) :tada: \u{202E}", "`$(x`) `:tada`: `\\u{202e}`"),
        ])
    func prose(text: String, markdown: String) {
        #expect(MarkdownText.prose(text) == markdown)
    }

    private static let expected = """
        ## Adobe IMS configurations: migrate

        **Needs attention.** Nothing was written: 2 errors must be dealt with first.

        `my-export` · dry run, nothing was written · `ims-migrate 1.2.3` · `2025-01-31T09:30:00Z` · exit code 3

        | Figure | Count |
        | --- | ---: |
        | Files read | 12 |
        | Configurations | 3 |
        | JWT | 2 |
        | OAuth | 1 |
        | Planned | 1 |
        | Unmapped | 1 |
        | Errors | 2 |
        | Warnings | 1 |
        | Notes | 1 |

        ### Configurations

        | State | Outcome | Configuration | Service | File |
        | --- | --- | --- | --- | --- |
        | JWT | planned | `/conf/acme.site/settings/cloudconfigs/target` | `Adobe Target` \
        | `my-export/jcr_root/conf/acme.site/settings/cloudconfigs/target/.content.xml:4` |
        | JWT | unmapped | `/conf/acme.site/settings/cloudconfigs/stock` | `Stock, "main"` \
        | `my-export/jcr_root/conf/acme.site/settings/cloudconfigs/stock/.content.xml:7` |
        | OAuth | as it is | `/conf/acme.site/settings/cloudconfigs/launch` |  \
        | `my-export/jcr_root/conf/acme.site/settings/cloudconfigs/launch/.content.xml:2` |

        ### Findings

        #### Error: `mapping-missing` (1)

        No row of the mapping is for this JWT configuration.
        **What to do:** Add a row with its path or API key, or a row with action `skip`, or run with --allow-unmapped.

        - `/conf/acme.site/settings/cloudconfigs/stock` in \
        `my-export/jcr_root/conf/acme.site/settings/cloudconfigs/stock/.content.xml:7`

        #### Error: `xml-malformed` (1)

        A file is not well-formed XML.
        **What to do:** Repair the file, or export it again from AEM.

        - `my-export/jcr_root/conf/größe 1/.content.xml:3`: Line 3: the tag `<page>` is not closed.

        #### Warning: `secret-plaintext` (1)

        A client secret stands as clear text in the mapping.
        **What to do:** Use env:NAME or file:PATH, and best a value that the target AEM has encrypted: {hex}.

        - Message: The secret of row 2 stands as clear text in the mapping.

        #### Note: `path-unsafe` (1)

        A link or special file was not followed.
        **What to do:** Replace it by the real file or folder if it belongs to the repository.

        - `my-export/jcr_root/conf/link`: A link was not followed.

        """
}
