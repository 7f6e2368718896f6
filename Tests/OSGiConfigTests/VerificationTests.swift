// SPDX-License-Identifier: Apache-2.0
import DocView
import Testing

@testable import OSGiConfig

@Suite("Verification lets through what was planned, and nothing else")
struct VerificationTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var format: OSGiFormat
        var before: String
        var changes: [OSGiChange]
        /// Must not pass.
        var wrong: [String]

        var testDescription: String { "\(format) \(before.debugDescription)" }
    }

    private static let setA = OSGiChange.set(name: "a", value: "2")

    @Test(
        "Edited files that say something else",
        arguments: [
            Case(
                format: .felix, before: "# c\na=\"1\"\nb=\"x y\"\n", changes: [setA],
                wrong: [
                    "# c\na=\"1\"\nb=\"x y\"\n", "# c\na=\"3\"\nb=\"x y\"\n", "# c\na=\"2\"\nb=\"x\\ y\"\n",
                    "# c\na=\"2\"\n", "# C\na=\"2\"\nb=\"x y\"\n",
                    "a=\"2\"\nb=\"x y\"\n", "# c\na=T\"2\"\nb=\"x y\"\n", "# c\na=I\"2\"\nb=\"x y\"\n",
                    "# c\na=[\"2\"]\nb=\"x y\"\n",
                    "# c\nb=\"x y\"\na=\"2\"\n", "# c\nA=\"2\"\nb=\"x y\"\n", "# c\na =\"2\"\nb=\"x y\"\n",
                    "# c\na=\"2\"\nb=\"x y\"", "# c\na=\"2\"\nb=\"x y\"\nc=\"3\"\n",
                    "# c\na=\"\\u0032\"\nb=\"x y\"\n", "# c\na=\"2",
                ]),
            Case(
                format: .felix, before: "a=\"1\"\n# c\nb=I\"1\"\n",
                changes: [.remove(name: "a"), .set(name: "n", value: "v")],
                wrong: [
                    "# c\nb=I\"1\"\n", "b=I\"1\"\nn=\"v\"\n", "# c\n# d\nb=I\"1\"\nn=\"v\"\n",
                    "# c\nb=I\"1\"\nn=I\"1\"\n", "# c\nn=\"v\"\nb=I\"1\"\n",
                ]),
            Case(
                format: .json, before: "{\"a\": \"1\", /* c */ \"b\": 2}", changes: [setA],
                wrong: [
                    "{\"a\": \"1\", /* c */ \"b\": 2}", "{\"a\": 2, /* c */ \"b\": 2}",
                    "{\"a\": \"2\", \"b\": 2}", "{\"a\": \"2\", /* d */ \"b\": 2}",
                    "{\"a:String\": \"2\", /* c */ \"b\": 2}",
                    "{\"a\": \"2\", /* c */ \"b\": 2.0}", "{\"a\": [\"2\"], /* c */ \"b\": 2}",
                    "{\"a\":\"2\", /* c */ \"b\": 2}", "{\"b\": 2, /* c */ \"a\": \"2\"}",
                ]),
            Case(
                format: .json, before: "{\"a\": {\"x\": 1}, \"b\": 2}",
                changes: [.remove(name: "b"), .set(name: "n", values: [], isMultiple: true)],
                wrong: [
                    "{\"a\": {\"x\": 2}, \"n\": []}", "{\"a\": {\"x\": 1}}",
                    "{\"a\": {\"x\": 1}, \"n\": [1]}", "{\"a\": {\"x\": 1},\"n\": []}",
                    "{ \"a\": {\"x\": 1}, \"n\": []}",
                ]),
            Case(
                format: .node,
                before:
                    "<r xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:OsgiConfig\" a=\"1\" b=\"{Long}2\"><c k=\"1\"/></r>",
                changes: [setA],
                wrong: [
                    "<r xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:OsgiConfig\" a=\"1\" b=\"{Long}2\"><c k=\"1\"/></r>",
                    "<r xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:OsgiConfig\" a=\"2\" b=\"2\"><c k=\"1\"/></r>",
                    "<r xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:OsgiConfig\" a=\"2\" b=\"{Long}2\"><c k=\"2\"/></r>",
                    "<r xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:Config\" a=\"2\" b=\"{Long}2\"><c k=\"1\"/></r>",
                    "<r xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:OsgiConfig\" jcr:title=\"t\" a=\"2\" b=\"{Long}2\"><c k=\"1\"/></r>",
                    "<r xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:OsgiConfig\" a=\"{Long}2\" b=\"{Long}2\"><c k=\"1\"/></r>",
                    "<r xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:OsgiConfig\"  a=\"2\" b=\"{Long}2\"><c k=\"1\"/></r>",
                ]),
        ])
    func wrong(test: Case) throws {
        let original = try OSGiConfiguration(test.before, test.format)
        _ = try edited(test.before, test.format, test.changes)
        for text in test.wrong {
            #expect(throws: OSGiConfigError.self, "\(text)") {
                try OSGiVerification.check(
                    original: original, changes: test.changes, edited: Array(text.utf8))
            }
        }
    }

    @Test("Edits that overlap, or are not in the file, are not made")
    func applying() throws {
        let configuration = try OSGiConfiguration("a=\"1\"\n", .felix)
        func edit(_ range: Range<Int>, _ text: String = "") -> ByteEdit {
            ByteEdit(range: range, replacement: Array(text.utf8))
        }
        for edits in [
            [edit(0..<2), edit(1..<3)], [edit(7..<8)], [edit(9..<9)], [edit(2..<2, "x"), edit(2..<2, "y")],
        ] {
            #expect(throws: OSGiConfigError.self) { try configuration.applying(edits) }
        }
        #expect(
            try configuration.applying([edit(3..<4, "2"), edit(0..<1), edit(0..<0, "b")])
                == Array("b=\"2\"\n".utf8))
    }
}
