// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

@Suite("Excerpts for packages of changes, and children that are named below their parents")
struct ExcerptTests {
    private static let jcr = "xmlns:jcr=\"http://www.jcp.org/jcr/1.0\""

    private func document(_ text: String) throws -> DocViewDocument {
        try DocViewDocument(parsing: Array(text.utf8))
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("to the byte: what changes, what is kept, what is left out")
    func layout() throws {
        let document = try document(
            """
            <!-- \(String(repeating: "long ", count: 300)) -->
            <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0"
                \(Self.jcr) xmlns:own="http://example.com/own"
                jcr:primaryType='sling:OrderedFolder' jcr:mixinTypes="[mix:title]" secret="no">
                <first jcr:primaryType="nt:unstructured"/>
                <second jcr:uuid="u" jcr:mixinTypes="[mix:title,rep:AccessControllable]" list="{Long}[1,2]"
                    jcr:primaryType="nt:unstructured" own:x="1" b='say "x"' a_x0020_b="2" jcr:isCheckedOut="{Boolean}true">
                    <kid jcr:primaryType="nt:unstructured"/>
                </second>
            </jcr:root>

            """)
        let kept = Set(
            ["cq:lastModified", "own:x", "b", "own:y", "gone"].compactMap {
                DocViewName($0, namespaces: ["own": "http://example.com/own"])
            })
        let excerpt = try document.excerpt(DocViewExcerpt(changed: [2: ["b", "gone"]], kept: [2: kept]))
        #expect(
            text(excerpt) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:own="http://example.com/own" xmlns:nt="http://www.jcp.org/jcr/nt/1.0" xmlns:mix="http://www.jcp.org/jcr/mix/1.0" xmlns:rep="internal" xmlns:cq="http://www.day.com/jcr/cq/1.0"
                    jcr:primaryType='sling:OrderedFolder'>
                    <!-- {Binary}: left as the instance has it -->
                    <second
                        cq:lastModified="{Binary}"
                        jcr:mixinTypes="[mix:title]"
                        jcr:primaryType="nt:unstructured"
                        own:x="{Binary}"
                        own:y="{Binary}"
                        a_x0020_b="{Binary}"
                        b='say "x"'
                        list="{Long}[1,2]"/>
                </jcr:root>

                """)
        let type = try #require(try document.typeAlone())
        #expect(
            text(type) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:own="http://example.com/own"
                    jcr:primaryType='sling:OrderedFolder'/>

                """)
    }

    @Test("a name of another namespace than the file's gets a prefix that is free")
    func prefixes() throws {
        let document = try document(
            """
            <jcr:root \(Self.jcr) xmlns:cq="http://example.com/no-cq" jcr:primaryType="nt:unstructured" a="1"/>

            """)
        let kept = Set(
            ["cq:lastModified", "xml:lang", "{http://example.com/new}n"].compactMap { DocViewName($0) })
        let read = try DocViewDocument(
            parsing: document.excerpt(DocViewExcerpt(changed: [0: ["a"]], kept: [0: kept])))
        #expect(read.nodes[0].properties.count { $0.isKeepMarker } == 3)
        #expect(read.nodes[0].property(named: "cq:lastModified")?.isKeepMarker == true)
        #expect(read.nodes[0].property(named: "xml:lang")?.isKeepMarker == true)
    }

    @Test(
        "children in files of their own are named once; two named children mean all of them, in their order")
    func children() throws {
        let document = try document(
            """
            <jcr:root \(Self.jcr) jcr:primaryType="nt:unstructured" a="1">
                <one jcr:primaryType="nt:unstructured" b="1"><deep/></one>
                <two/>
                <three jcr:primaryType="nt:unstructured" b="1"/>
            </jcr:root>

            """)
        func names(_ named: [String], changed: [Int: Set<String>]) throws -> [String] {
            let excerpt = try document.excerpt(
                DocViewExcerpt(changed: changed, named: [0: named.compactMap { DocViewName($0) }]))
            let read = try DocViewDocument(parsing: excerpt)
            return read.nodes.filter { $0.parent == 0 }.map { $0.name + ($0.isPlaceholder ? "" : "!") }
        }
        #expect(try names([], changed: [0: ["a"]]) == [])
        #expect(try names(["two"], changed: [0: ["a"]]) == ["two"])
        #expect(try names(["other"], changed: [0: ["a"]]) == ["other"])
        #expect(try names(["two", "other"], changed: [0: ["a"]]) == ["one", "two", "three", "other"])
        #expect(try names(["one"], changed: [0: ["a"], 1: ["b"]]) == ["one!"])
        #expect(try names(["two"], changed: [0: ["a"], 4: ["b"]]) == ["one", "two", "three!"])
        // Below a node that isn't covered nothing is moved.
        #expect(try names(["two"], changed: [4: ["b"]]) == ["two", "three!"])
    }

    @Test("what a package of changes can't hold is refused")
    func refusals() throws {
        for node in [
            "a=\"1\"", "jcr:primaryType=\"nt:unstructured\" a=\"1\" many=\"{Binary}[,]\"",
            "jcr:primaryType=\"nt:unstructured\" a=\"1\" bad=\"{nonsense}\"",
        ] {
            let document = try document("<jcr:root \(Self.jcr) \(node)/>")
            #expect(throws: DocViewError.self, "\(node)") {
                try document.excerpt(DocViewExcerpt(changed: [0: ["a"]]))
            }
        }
        let other = try document("<jcr:root \(Self.jcr) jcr:primaryType=\"a\" a=\"1\" b=\"2\"/>")
        let excerpt = try DocViewDocument(parsing: other.excerpt(DocViewExcerpt(changed: [0: ["a"]])))
        #expect(excerpt.fault(ofExcerptAt: 0, original: other.nodes[0], changed: ["a"]) == nil)
        #expect(excerpt.fault(ofExcerptAt: 0, original: other.nodes[0], changed: ["a", "b"]) != nil)
        #expect(excerpt.fault(ofExcerptAt: 0, original: other.nodes[0], changed: []) != nil)
    }

    struct Naming: Sendable {
        var before: String
        var after: String
        var node = 0
        var names = ["new"]
    }

    private static let root = "<jcr:root \(jcr)"

    @Test(
        "a child is named as the last one, laid out like its neighbor, and nothing else changes",
        arguments: [
            Naming(
                before: "\(root)\n    a=\"1\">\n    <x/>\n</jcr:root>\n",
                after: "\(root)\n    a=\"1\">\n    <x/>\n    <new/>\n</jcr:root>\n"),
            Naming(
                before: "\(root) a=\"1\"/>\n", after: "\(root) a=\"1\">\n    <new/>\n</jcr:root>\n"),
            Naming(
                before: "\(root) a=\"1\">\r\n\t<x/>\r\n</jcr:root>\r\n",
                after: "\(root) a=\"1\">\r\n\t<x/>\r\n\t<new/>\r\n</jcr:root>\r\n"),
            Naming(
                before:
                    "\(root) a=\"1\">\n    <x b=\"1\">\n        <y/>\n    </x>\n    <!-- </x> -->\n</jcr:root>",
                after:
                    "\(root) a=\"1\">\n    <x b=\"1\">\n        <y/>\n    </x>\n    <!-- </x> -->\n    <new/>\n</jcr:root>"
            ),
            Naming(
                before: "\(root) a=\"1\">\n    <x b=\"1\">\n        <y/>\n    </x>\n    <z/>\n</jcr:root>",
                after:
                    "\(root) a=\"1\">\n    <x b=\"1\">\n        <y/>\n        <new/>\n    </x>\n    <z/>\n</jcr:root>",
                node: 1),
            Naming(
                before: "\(root) a=\"1\"></jcr:root>", after: "\(root) a=\"1\">\n    <new/>\n</jcr:root>"),
            Naming(
                before: "\(root) a=\"1\">\n    <x/>\n</jcr:root>\n",
                after:
                    "\(root) a=\"1\">\n    <x/>\n    <_x0032_024_x0020_a/>\n    <cq:b xmlns:cq=\"http://www.day.com/jcr/cq/1.0\"/>\n</jcr:root>\n",
                names: ["2024 a", "cq:b"]),
        ])
    func naming(_ naming: Naming) throws {
        let document = try document(naming.before)
        let edit = try document.edit(naming: naming.names, belowNodeAt: naming.node)
        let edited = try document.applying([edit])
        #expect(text(edited) == naming.after)
        let read = try DocViewDocument(parsing: edited)
        try document.verify(read, naming: naming.names, belowNodeAt: naming.node)
        #expect(throws: DocViewError.self) {
            try document.verify(read, naming: ["other"], belowNodeAt: naming.node)
        }
    }

    @Test(
        "names that a property can't have", arguments: ["a/b", "a[1]", "a*", "a|b", "a:b:c", ".", " a", ""])
    func illegal(name: String) { #expect(DocViewName(name, namespaces: ["a": "u"])?.isLegal != true) }
}
