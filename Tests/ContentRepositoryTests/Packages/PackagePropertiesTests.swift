// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("Package properties")
struct PackagePropertiesTests {
    private func properties(_ text: String) throws -> PackageProperties {
        try PackageProperties(parsing: Array(text.utf8), file: "properties.xml")
    }

    @Test("The properties are those of Java's XML form, whose DOCTYPE is passed over")
    func read() throws {
        let properties = try properties(
            """
            <?xml version="1.0" encoding="utf-8" standalone="no"?><!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">
            <properties><comment>FileVault Package Properties</comment>
            <entry key="name">acme.content</entry><entry key="group">com.acme</entry><entry key="version">1.0-SNAPSHOT</entry>
            <entry key="packageType">content</entry><entry key="description">a &lt;b&gt; &amp; <![CDATA[<c> & d]]>
            e</entry><entry key="acHandling">merge_preserve</entry><entry key="empty"/></properties>
            """)
        #expect(properties.name == "acme.content")
        #expect(properties.group == "com.acme")
        #expect(properties.version == "1.0-SNAPSHOT")
        #expect(properties.identifier == "com.acme:acme.content:1.0-SNAPSHOT")
        #expect(properties.packageType == "content")
        #expect(properties.acHandling == "merge_preserve")
        #expect(properties["description"] == "a <b> & <c> & d\ne")
        #expect(properties["empty"] == "")
        #expect(properties.dependencies == nil)
        #expect(properties.values.count == 7)
    }

    @Test("An identity has only what there is")
    func identifiers() throws {
        func identifier(_ entries: String) throws -> String? {
            try properties("<properties>\(entries)</properties>").identifier
        }
        #expect(try identifier("") == nil)
        #expect(try identifier("<entry key=\"name\">a</entry>") == ":a")
        #expect(
            try identifier(
                "<entry key=\"name\">a</entry><entry key=\"group\">g</entry><entry key=\"version\"/>")
                == "g:a")
    }

    @Test("Nothing is loaded or replaced by what a file declares")
    func hostile() {
        let laughs = """
            <!DOCTYPE properties [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><properties><entry key="x">&c;</entry></properties>
            """
        #expect(throws: VaultFileError.doctypeRefused(file: "properties.xml", line: 1)) {
            try properties(laughs)
        }
        let file =
            "<!DOCTYPE properties [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><properties><entry key=\"x\">&a;</entry></properties>"
        #expect(throws: VaultFileError.self) { try properties(file) }
        let unknown =
            "<!DOCTYPE properties SYSTEM \"http://java.sun.com/dtd/properties.dtd\"><properties><entry key=\"x\">&a;</entry></properties>"
        #expect(throws: VaultFileError.self) { try properties(unknown) }
        let attribute =
            "<!DOCTYPE properties SYSTEM \"x.dtd\"><properties><entry key=\"&a;\">b</entry></properties>"
        #expect(throws: VaultFileError.self) { try properties(attribute) }
        #expect(throws: VaultFileError.self) { try properties("<other/>") }
        #expect(throws: VaultFileError.self) { try properties("<properties><entry>x</entry></properties>") }
    }
}
