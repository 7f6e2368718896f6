// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("The HTML builder")
struct HTMLBuilderTests {
    private func html(_ write: (inout HTMLBuilder) -> Void) -> String {
        var html = HTMLBuilder()
        write(&html)
        return String(decoding: html.bytes, as: UTF8.self)
    }

    @Test("elements nest, and differ in the line breaks around them alone")
    func elements() {
        #expect(html { $0.element(.p) { $0.element(.b, text: "x") } } == "<p><b>x</b></p>")
        #expect(html { $0.line(.p) { $0.text("x") } } == "<p>x</p>\n")
        #expect(html { $0.block(.ul) { $0.line(.li, text: "x") } } == "<ul>\n<li>x</li>\n</ul>\n")
        #expect(html { $0.start(.meta, [.charset: "utf-8"]) } == "<meta charset=\"utf-8\">")
    }

    @Test("attributes come in their order; one without a value is a name alone")
    func attributes() {
        #expect(
            html { $0.element(.details, [.class: "a b", .dataLong: nil, .open: nil], text: "") }
                == "<details class=\"a b\" data-long open></details>")
        #expect(html { $0.element(.option, [.value: ""], text: "any") } == "<option value=\"\">any</option>")
    }

    @Test(
        "texts and values are escaped, whatever Swift takes for one character",
        arguments: [
            ("<a href='x'>&amp;</a>", "&lt;a href=&#39;x&#39;&gt;&amp;amp;&lt;/a&gt;"), ("\"", "&quot;"),
            ("\"\u{301}", "&quot;\u{301}"), ("\u{600}<", "\u{600}&lt;"), ("<\u{FE0F}", "&lt;\u{FE0F}"),
            ("\u{202E}\u{1B}", "\\u{202e}\\u{1b}"), ("a\tb\r\n", "a\\u{9}b\\u{d}\\u{a}"), ("", ""),
            ("##[error]###", "#&#35;[error]#&#35;#"), ("größe 1", "größe 1"),
        ])
    func escaping(text: String, escaped: String) {
        #expect(html { $0.text(text) } == escaped)
        #expect(html { $0.element(.a, [.href: text], text: text) } == "<a href=\"\(escaped)\">\(escaped)</a>")
    }

    @Test("two hashes do not come together where two texts meet")
    func hashes() {
        #expect(
            html {
                $0.text("a#")
                $0.text("#b")
            } == "a#&#35;b")
    }

    @Test("lines keep their line feeds and tabs, and are escaped as any text")
    func lines() {
        #expect(html { $0.lines("-\t<a>\n+\u{0}\n") } == "-\t&lt;a&gt;\n+\\u{0}\n")
    }

    @Test("what stands between backticks is code")
    func sentence() {
        #expect(
            html { $0.sentence("Run `a <b>`, then `c`.") }
                == "Run <code>a &lt;b&gt;</code>, then <code>c</code>.")
        #expect(html { $0.sentence("") } == "")
    }
}
