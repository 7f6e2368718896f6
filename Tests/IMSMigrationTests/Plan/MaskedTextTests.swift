// SPDX-License-Identifier: Apache-2.0
import DocView
import Testing

@testable import IMSMigration

@Suite("What of a file's text may be shown")
struct MaskedTextTests {
    private static let root = #"<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="a">"#

    /// The masked lines of children of a root; the nodes of these indices are configurations.
    private func masked(_ children: String, configurations: Set<Int> = []) throws -> String {
        let text = "\(Self.root)\(children)</jcr:root>"
        let lines = MaskedText.lines(
            of: try DocViewDocument(text),
            disclosure: try Sample.disclosure(),
            configurations: configurations)
        let masked = lines.joined(separator: "\n")
        #expect(masked.hasPrefix(Self.root) && masked.hasSuffix("</jcr:root>"))
        return String(masked.dropFirst(Self.root.count).dropLast("</jcr:root>".count))
    }

    @Test("comments, character data and instructions are shown by their places alone")
    func betweenTags() throws {
        #expect(try masked("<!--canary--><a/>") == "<!-- … --><a/>")
        #expect(try masked("<![CDATA[canary]]><a/>") == "<![CDATA[…]]><a/>")
        #expect(try masked("<?canary canary?><a/>") == "<?…?><a/>")
        #expect(try masked("canary &amp; canary<a/>") == "…<a/>")
        #expect(try masked(" \n\t<a/> ") == " \n\t<a/> ")
    }

    @Test("they keep their line breaks, so that every line keeps its number")
    func lineBreaks() throws {
        #expect(try masked("<!--canary\ncanary\n\n--><a/>") == "<!-- …\n…\n…\n… --><a/>")
        #expect(try masked("<![CDATA[\ncanary]]><a/>") == "<![CDATA[…\n…]]><a/>")
        #expect(try masked("<?p canary\n?><a/>") == "<?…\n…?><a/>")
        #expect(try masked("\n  canary\n \n\tcanary<a/>") == "\n…\n \n…<a/>")
    }

    @Test("markup that stands in a comment, in CDATA or in a value is none")
    func looksLikeMarkup() throws {
        #expect(
            try masked("<!-- --- <a b=\"canary\"/> -> --><a/>".replacing("---", with: "- -"))
                == "<!-- … --><a/>")
        #expect(try masked("<![CDATA[<a b=\"canary\"/>]] >]>]]><a/>") == "<![CDATA[…]]><a/>")
        #expect(try masked("<?p <!-- canary ?><a/><?p --> ?>") == "<?…?><a/><?…?>")
        #expect(
            try masked(#"<a x="/><!-- canary --&gt;"/>"#.replacing("<!", with: "&lt;!"))
                == #"<a x="(not shown)"/>"#)
    }

    @Test("end tags and the layout inside of tags stay")
    func markup() throws {
        #expect(
            try masked("<a\n\tjcr:primaryType = 'b'\r\n x=\"\"  ></a\n>")
                == "<a\n\tjcr:primaryType = 'b'\n x=\"(not shown)\"  ></a\n>")
    }

    @Test("of a node that is no changed configuration, only the repository's own administration is shown")
    func neighbour() throws {
        let properties = [
            "apiKey", "clientId", "clientSecret", "scope", "orgId", "authServerUrl", "techAcctId",
            "keypairAlias",
            "jwtClaims", "secretKey", "password", "token", "cloudServiceName", "anything",
        ]
        for property in properties {
            #expect(try masked(#"<a \#(property)="canary"/>"#).contains("canary") == false, "\(property)")
        }
        #expect(
            try masked(#"<a jcr:title="T" jcr:primaryType="nt:unstructured"/>"#)
                == #"<a jcr:title="T" jcr:primaryType="nt:unstructured"/>"#)
    }

    @Test("of a changed configuration, what the profile knows is shown as it is written")
    func configuration() throws {
        #expect(
            try masked(
                #"<a apiKey="k&amp;&#x65;y" scope="[a,b]" title="x" clientSecret="canary" password="canary"/>"#,
                configurations: [1])
                == ##"<a apiKey="k&amp;&#x65;y" scope="[a,b]" title="(not shown)" clientSecret="(secret)" password="(not shown)"/>"##
        )
    }

    @Test("a value over several lines keeps its line breaks when it is masked, and when it is not")
    func multilineValue() throws {
        #expect(try masked("<a x=\"canary\ncanary\r\n\"/>") == "<a x=\"(not shown)\n\n\"/>")
        #expect(try masked("<a jcr:title=\"one\ntwo\"/>") == "<a jcr:title=\"one\ntwo\"/>")
    }

    @Test("a line break that is only in the decoded value makes no line")
    func decodedLineBreak() throws {
        let claims = #"\{&quot;iss&quot;:&quot;a\\nb&quot;,&quot;sub&quot;:&quot;c\\u2028\\r\\td&quot;}"#
        let shown = try masked(#"<a jwtClaims="\#(claims)"/>"#, configurations: [1])
        #expect(!shown.contains("\n"))
        #expect(shown.contains("iss=a") && shown.contains("b sub=c"))
        // A value that FileVault would refuse is shown decoded, if it is shown at all.
        #expect(try !masked("<a jcr:title=\"{x}a&#xa;b\"/>").contains("\n"))
    }

    @Test("what is shown of a value cannot end it: its quotes and angle brackets are escaped")
    func quotes() throws {
        let claims = #"\{&quot;iss&quot;:&quot;a\\&quot;/>&lt;b c='d'&quot;}"#
        let shown = try masked(#"<a jwtClaims="\#(claims)"/>"#, configurations: [1])
        #expect(shown == #"<a jwtClaims="iss=a&quot;/>&lt;b c='d'"/>"#)
        let single = try masked(
            #"<a jwtClaims='\{"iss":"x&apos;y"}'/>"#, configurations: [1])
        #expect(single == "<a jwtClaims='iss=x&apos;y'/>")
    }

    @Test("there is a line shown for every line of the file, whatever its line breaks")
    func count() throws {
        for text in [
            "<a/>", "<a/>\n", "<a/>\n\n", "\n<a/>\r\n\r\n", "<a/>\n ", "<a/>\r", "\r<a\r/>\r\n",
            "<a/>\n<!--\n-->", "<a/><!--\n-->", "<a/><?p\n?>", "<!--\n--><a/>", "\u{FEFF}<a/>",
            "\u{FEFF}\n<a/>",
        ] {
            let bytes = Array(text.utf8)
            let lines = MaskedText.lines(
                of: try DocViewDocument(text), disclosure: ValueDisclosure(profiles: [], storage: ""),
                configurations: [])
            #expect(lines.count == LineTable(bytes).count, "\(text.debugDescription)")
        }
    }
}
