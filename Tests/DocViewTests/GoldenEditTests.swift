// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

/// Edits shown as text before and after, in the layouts that real files have.
@Suite("Edits, to the byte")
struct GoldenEditTests {
    /// What the migration of a JWT configuration asks for, on invented values.
    static let migration: [PropertyChange] = [
        .set(name: "authenticationType", value: "oauth"), .set(name: "clientId", value: "client-new"),
        .set(name: "clientSecret", value: "{beef}"), .set(name: "orgId", value: "ORG@AdobeOrg"),
        .set(name: "scope", value: "openid,AdobeID"), .remove(name: "apiKey"), .remove(name: "jwtClaims"),
        .remove(name: "keypairAlias"), .remove(name: "techAcctId"),
    ]

    @Test("The canonical form of a configuration page, with the values of a migration")
    func canonical() throws {
        let before = #"""
            <?xml version="1.0" encoding="UTF-8"?>
            <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
                jcr:primaryType="cq:Page">
                <jcr:content
                    cq:lastModified="{Date}2022-05-01T08:00:00.000Z"
                    jcr:primaryType="cq:PageContent"
                    jcr:title="Stock"
                    sling:resourceType="cq/adobeims-configuration/components/configuration"
                    apiKey="client-old"
                    authServerUrl="https://ims.example.com"
                    clientSecret="\{cafe}"
                    cloudServiceName="Adobe Stock"
                    jwtClaims="\{&quot;iss&quot;:&quot;ORG@AdobeOrg&quot;}"
                    keypairAlias="stock-2022"/>
            </jcr:root>

            """#
        let after = #"""
            <?xml version="1.0" encoding="UTF-8"?>
            <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
                jcr:primaryType="cq:Page">
                <jcr:content
                    cq:lastModified="{Date}2022-05-01T08:00:00.000Z"
                    jcr:primaryType="cq:PageContent"
                    jcr:title="Stock"
                    sling:resourceType="cq/adobeims-configuration/components/configuration"
                    authenticationType="oauth"
                    authServerUrl="https://ims.example.com"
                    clientId="client-new"
                    clientSecret="\{beef}"
                    cloudServiceName="Adobe Stock"
                    orgId="ORG@AdobeOrg"
                    scope="openid,AdobeID"/>
            </jcr:root>

            """#
        #expect(try edited(before, "jcr:content", Self.migration) == after)
        #expect(try edited(after, "jcr:content", Self.migration) == after, "a second run changes nothing")
    }

    @Test("Lists and types: written as FileVault writes them, and left alone where they are there already")
    func listsAndTypes() throws {
        let before = #"""
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0"
                one="a"
                three="[x]"/>
            """#
        let after = #"""
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0"
                four="[\0]"
                one="[a\,b,{c}]"
                three="[x]"
                two="{Boolean}true"/>
            """#
        let changes: [PropertyChange] = [
            .setValue(name: "one", value: DocViewValue(isMultiple: true, values: ["a,b", "{c}"])),
            .setValue(name: "two", value: DocViewValue(type: .boolean, values: ["true"])),
            .setValue(name: "three", value: DocViewValue(isMultiple: true, values: ["x"])),
            .setValue(name: "four", value: DocViewValue(isMultiple: true, values: [""])),
        ]
        #expect(try edited(before, "jcr:root", changes) == after)
        #expect(try edited(after, "jcr:root", changes) == after, "a second run changes nothing")
        let single: [PropertyChange] = [.set(name: "three", value: "x")]
        #expect(try edited(after, "jcr:root", single).contains("three=\"x\""))
    }

    @Test("White space around the equals sign is copied from the neighbour")
    func equalsSigns() throws {
        let before = "<r a = 'x'  b\t=\n'y'/>"
        let changes: [PropertyChange] = [.set(name: "aa", value: "1"), .set(name: "c", value: "2")]
        #expect(try edited(before, "r", changes) == "<r a = 'x'  aa\t=\n'1'  b\t=\n'y'  c\t=\n'2'/>")
    }

    @Test("CRLF line ends, a byte order mark, and no final newline stay")
    func lineEnds() throws {
        let before = "\u{FEFF}<a\r\n    apiKey=\"x\"\r\n    z=\"1\"/>"
        let after = "\u{FEFF}<a\r\n    clientId=\"y\"\r\n    z=\"1\"/>"
        #expect(
            try edited(before, "a", [.remove(name: "apiKey"), .set(name: "clientId", value: "y")]) == after)
    }

    @Test("Tabs")
    func tabs() throws {
        let before = "<a>\n\t<b\n\t\tapiKey='x'\n\t\tz='1'>\n\t</b>\n</a>\n"
        let after = "<a>\n\t<b\n\t\tclientId='y'\n\t\torgId='o'\n\t\tz='1'>\n\t</b>\n</a>\n"
        let changes: [PropertyChange] = [
            .set(name: "orgId", value: "o"), .remove(name: "apiKey"), .set(name: "clientId", value: "y"),
        ]
        #expect(try edited(before, "b", changes) == after)
    }

    @Test("One line, with space before the end of the tag")
    func oneLine() throws {
        let before = #"<a><b apiKey="x" clientSecret="s"  title="t" /></a>"#
        let after = #"<a><b clientId="y" clientSecret="s2"  scope="o"  title="t" /></a>"#
        let changes: [PropertyChange] = [
            .set(name: "clientId", value: "y"), .set(name: "clientSecret", value: "s2"),
            .remove(name: "apiKey"),
            .set(name: "scope", value: "o"),
        ]
        #expect(try edited(before, "b", changes) == after)
    }

    @Test("Single quotes: the quote in use is escaped, the other is not")
    func singleQuotes() throws {
        let before = #"<a b='1' c="2"/>"#
        let after = #"<a a='"it&apos;s" &amp; &lt;more>' b='"it&apos;s"' c="&quot;it's&quot;" d="&quot;'"/>"#
        let changes: [PropertyChange] = [
            .set(name: "a", value: #""it's" & <more>"#), .set(name: "b", value: #""it's""#),
            .set(name: "c", value: #""it's""#), .set(name: "d", value: #""'"#),
        ]
        #expect(try edited(before, "a", changes) == after)
    }

    @Test("A licence header, comments, processing instructions, text and CDATA stay where they are")
    func surroundings() throws {
        func text(_ attributes: String) -> String {
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!--
                Copyright: someone's "<a apiKey="x"/>"
            -->
            <jcr:root \(jcr)
                jcr:primaryType="nt:unstructured"
            \(attributes)>
                text <!-- <b apiKey="no"/> --> <![CDATA[<b apiKey="no"/>]]>
                <?pi apiKey="no"?>
            </jcr:root>
            <!-- the end -->
            """
        }
        #expect(
            try edited(
                text(#"    apiKey="x""#), "jcr:root",
                [.remove(name: "apiKey"), .set(name: "clientId", value: "y")])
                == text(#"    clientId="y""#))
    }

    @Test(
        "Unsorted attributes stay unsorted; a new one goes before the first that is greater, else to the end")
    func unsorted() throws {
        let before = """
            <a
              title="t"
              apiKey="k"
              keypairAlias="p"
              b="1"/>
            """
        let after = """
            <a
              clientId="c"
              scope="s"
              title="t"
              b="1"
              zone="z"/>
            """
        let changes: [PropertyChange] = [
            .set(name: "zone", value: "z"), .remove(name: "apiKey"), .set(name: "scope", value: "s"),
            .remove(name: "keypairAlias"), .set(name: "clientId", value: "c"),
        ]
        #expect(try edited(before, "a", changes) == after)
    }

    @Test("Several configurations in one file, inline in their parent's file: each tag gets its own edits")
    func severalNodes() throws {
        let before = """
            <jcr:root \(jcr) jcr:primaryType="sling:Folder">
                <target jcr:primaryType="cq:Page">
                    <jcr:content
                        apiKey="a1"
                        jcr:primaryType="x"/>
                </target>
                <placeholder/>
                <stock jcr:primaryType="cq:Page">
                    <jcr:content apiKey="a2" jcr:primaryType="x"/>
                </stock>
            </jcr:root>
            """
        let after = before.replacing("\n            apiKey=\"a1\"", with: "")
            .replacing(
                "jcr:primaryType=\"x\"/>\n    </target>",
                with: "jcr:primaryType=\"x\"\n            clientId=\"c1\"/>\n    </target>"
            )
            .replacing("apiKey=\"a2\" jcr:primaryType=\"x\"", with: "jcr:primaryType=\"x\" clientId=\"c2\"")
        let document = try DocViewDocument(parsing: Array(before.utf8))
        let plan: [(node: Int, changes: [PropertyChange])] = [
            (2, [.set(name: "clientId", value: "c1"), .remove(name: "apiKey")]),
            (5, [.set(name: "clientId", value: "c2"), .remove(name: "apiKey")]),
        ]
        var edits: [ByteEdit] = []
        for (node, changes) in plan.reversed() { edits += try document.edits(for: changes, ofNodeAt: node) }
        let bytes = try document.applying(edits)
        #expect(String(decoding: bytes, as: UTF8.self) == after)
        let read = try DocViewVerification.check(original: document, changes: plan, edited: bytes)
        #expect(read.nodes[5].property(named: "clientId")?.value == DocViewValue("c2"))
    }

    @Test("Namespace declarations among the attributes neither move nor count")
    func declarationsBetween() throws {
        let before = #"<a x:p="1" xmlns:x="u" apiKey="k" xmlns:y="v"  m="2"/>"#
        #expect(
            try edited(before, "a", [.remove(name: "apiKey"), .set(name: "n", value: "3")])
                == #"<a x:p="1" xmlns:x="u" xmlns:y="v"  m="2"  n="3"/>"#)
        #expect(
            try edited(
                before, "a",
                [.remove(name: "apiKey"), .set(name: "x:q", value: "4"), .set(name: "b", value: "3")])
                == #"<a x:p="1" xmlns:x="u" xmlns:y="v"  x:q="4"  b="3"  m="2"/>"#)
    }

    @Test("Where every attribute goes and others come, they take the places and the layout of those that go")
    func replaceAll() throws {
        let changes: [PropertyChange] = [
            .remove(name: "p"), .remove(name: "q"), .set(name: "c", value: "3"), .set(name: "a", value: "1"),
            .set(name: "b", value: "2"),
        ]
        #expect(try edited("<n p='x'\n   q=\"y\"/>", "n", changes) == "<n a='1'\n   b=\"2\"\n   c=\"3\"/>")
        #expect(
            try edited("<n\n  p='x'\n  xmlns:k='u'\n  q='y' >\n</n>", "n", changes)
                == "<n\n  a='1'\n  b='2'\n  c='3'\n  xmlns:k='u' >\n</n>")
    }

    @Test("A tag without attributes gets them behind its namespace declarations, else behind its name")
    func bareTag() throws {
        let changes: [PropertyChange] = [.set(name: "b", value: "2"), .set(name: "a", value: "1")]
        #expect(try edited("<n/>", "n", changes) == #"<n a="1" b="2"/>"#)
        #expect(try edited("<n  ></n>", "n", changes) == #"<n a="1" b="2"  ></n>"#)
        #expect(try edited("<n\n\txmlns:k='u'/>", "n", changes) == "<n\n\txmlns:k='u'\n\ta='1'\n\tb='2'/>")
    }

    @Test("Removing every attribute leaves a bare tag")
    func removeAll() throws {
        #expect(
            try edited("<n\n a='1'\n b='2'\n/>", "n", [.remove(name: "b"), .remove(name: "a")]) == "<n\n/>")
    }

    @Test("Values are written so that FileVault reads them back: docview escapes inside XML escapes")
    func escapes() throws {
        func written(_ value: String) throws -> String {
            let text = try edited(#"<n p="x"/>"#, "n", [.set(name: "p", value: value)])
            return String(text.dropFirst(6).dropLast(3))
        }
        #expect(try written("{435c}") == #"\{435c}"#)
        #expect(try written("[a]") == #"\[a]"#)
        #expect(try written(#"C:\x"#) == #"C:\\x"#)
        #expect(try written("a\tb\nc\rd\r\n") == "a&#x9;b&#xa;c&#xd;d&#xd;&#xa;")
        #expect(try written("é > ' \u{85}") == "é > ' \u{85}")
        #expect(try written("😀\u{1}") == #"\ud83d\ude00\u0001"#)
        #expect(try written("") == #"\0"#)
        #expect(try written("&lt;") == "&amp;lt;")
    }
}
