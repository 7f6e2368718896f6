// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import AuditReport

@Suite("CSV") struct CSVReportTests {
    @Test("One row for each configuration below a header, with CRLF")
    func golden() {
        #expect(
            CSVReport.render(FormatRecords.small).split(separator: "\r\n", omittingEmptySubsequences: false)
                .map(String.init) == [
                    "path,node,input,file,line,storage,title,cloud_service,client_id,classification,outcome,"
                        + "mapping_row,evidence,changes,references,findings",
                    "/conf/acme.site/settings/cloudconfigs/target,"
                        + "/conf/acme.site/settings/cloudconfigs/target/jcr:content,my-export,"
                        + "jcr_root/conf/acme.site/settings/cloudconfigs/target/.content.xml,4,cloudconfig,"
                        + "Target (Geometrixx),Adobe Target,4f1c,jwt,planned,2,jwtClaims,"
                        + "\"removed apiKey; added clientId\","
                        + "/conf/acme.site/settings/cloudconfigs/at/jcr:content imsConfig,",
                    "/conf/acme.site/settings/cloudconfigs/stock,"
                        + "/conf/acme.site/settings/cloudconfigs/stock/jcr:content,my-export,"
                        + "jcr_root/conf/acme.site/settings/cloudconfigs/stock/.content.xml,7,cloudconfig,"
                        + "\"Stock, \"\"main\"\"\",,,jwt,unmapped,,,,,error mapping-missing",
                    "/conf/acme.site/settings/cloudconfigs/launch,"
                        + "/conf/acme.site/settings/cloudconfigs/launch/jcr:content,my-export,"
                        + "jcr_root/conf/acme.site/settings/cloudconfigs/launch/.content.xml,2,cloudconfig,"
                        + ",,,oauth,already-oauth,,,,,",
                    "",
                ])
    }

    @Test(
        "What a spreadsheet takes for a formula gets an apostrophe",
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\u{FF1D}1", "'\u{FF1D}1"), ("\u{FF0B}1", "'\u{FF0B}1"), ("\u{FF0D}1", "'\u{FF0D}1"),
            ("\u{FF20}A", "'\u{FF20}A"), ("\t=1", "'\\u{9}=1"), ("\r=1", "'\\u{d}=1"),
            // Blanks and quotes before it change nothing.
            (" =1", "\" '=1\""), ("\"=1", "\"\"\"'=1\""),
            // Excel splits at semicolons in many countries, whatever the quotes.
            ("a;=1", "\"a;'=1\""), ("a; @b", "\"a; '@b\""),
            ("1-1=0", "1-1=0"), ("/conf/a@b", "/conf/a@b"),
        ])
    func formulas(text: String, cell: String) {
        #expect(CSVReport.cell(text) == cell)
    }

    @Test(
        "Quotes, commas and blanks at the ends are quoted",
        arguments: [
            ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), (" a", "\" a\""), ("a b", "a b"),
            ("", ""), ("two\nlines", "two\\u{a}lines"), ("\"\u{301},x", "\"\"\"\u{301},x\""),
            ("\u{600}\",x", "\"\u{600}\"\",x\""),
        ])
    func quotes(text: String, cell: String) {
        #expect(CSVReport.cell(text) == cell)
    }

    @Test("A cell is not longer than what Excel takes")
    func longCell() {
        #expect(CSVReport.cell(String(repeating: "x", count: 100_000)).count == 32_000)
    }
}
