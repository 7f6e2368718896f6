// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import DocView
import Testing

@testable import IMSMigration

@Suite("What is going to be written into one file")
struct FilePlanTests {
    private static let text = """
        <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="a">
            <one jcr:primaryType="b" x="1"/>
            <two jcr:primaryType="b"/>
        </jcr:root>

        """

    private func plan(_ changes: [(Int, [PlannedChange])], of text: String = text) throws -> FilePlan {
        try FilePlan(
            document: .docView(try DocViewDocument(text)),
            changes: changes.map { (nodeIndex: $0.0, changes: $0.1) },
            name: "f.xml", disclosure: try Sample.disclosure())
    }

    private func set(_ property: String, _ value: String) -> PlannedChange {
        PlannedChange(property: property, kind: .added, before: nil, after: .text(value))
    }

    private func remove(_ property: String) -> PlannedChange {
        PlannedChange(property: property, kind: .removed, before: .init(["1"]), after: nil)
    }

    @Test("several nodes change at once, in whatever order they are given; the rest stays, byte for byte")
    func several() throws {
        let plan = try plan([(2, [set("scope", "b")]), (1, [set("orgId", "a"), remove("x")])])
        #expect(
            String(decoding: plan.after, as: UTF8.self)
                == Self.text.replacing(#" x="1""#, with: #" orgId="a""#)
                .replacing(#"<two jcr:primaryType="b""#, with: #"<two jcr:primaryType="b" scope="b""#))
        #expect(plan.before == Array(Self.text.utf8))
    }

    @Test("the digests are those of the bytes before and after")
    func digests() throws {
        let plan = try plan([(1, [remove("x")])])
        #expect(plan.sha256Before == ContentDigest.sha256(plan.before))
        #expect(plan.sha256After == ContentDigest.sha256(plan.after))
        #expect(plan.sha256Before != plan.sha256After)
    }

    @Test("values are written escaped: what looks like a type, a list, markup or a control stays text")
    func escaping() throws {
        let digits = String(repeating: "0f", count: 32)
        for value in [
            "{\(digits)}", "[a,b]", "a\\b", "\"<&'>", "a\nb\tc\r", "\u{1}", "", " ", "\u{1F600}", "{Long}1",
            "\\",
        ] {
            let plan = try plan([(1, [set("clientSecret", value)])])
            let written = try DocViewDocument(parsing: plan.after).nodes[1].property(named: "clientSecret")
            #expect(written?.value?.singleString == value, "\(value)")
        }
        let secret = try plan([(1, [set("clientSecret", "{\(digits)}")])])
        #expect(String(decoding: secret.after, as: UTF8.self).contains(#"clientSecret="\{\#(digits)}""#))
    }

    @Test("a property whose namespace the file does not declare cannot be written, and the line is told")
    func noNamespace() throws {
        let text = #"<root>\#n<x a="1"/></root>"#
        let error = #expect(throws: RewritingError.self) {
            try plan([(1, [set("jcr:title", "New")])], of: text)
        }
        #expect(error?.line == 2)
    }

    @Test("a node that is not there, and two changes of one property, are refused")
    func impossible() throws {
        #expect(throws: RewritingError.self) { try plan([(9, [set("a", "b")])]) }
        #expect(throws: RewritingError.self) { try plan([(1, [set("a", "b"), set("a", "c")])]) }
        #expect(throws: RewritingError.self) { try plan([(1, [set("a", "b")]), (1, [set("c", "d")])]) }
    }
}
