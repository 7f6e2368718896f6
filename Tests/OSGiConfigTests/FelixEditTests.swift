// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("Edits in Felix's format, to the byte")
struct FelixEditTests {
    /// What the migration of an access token provider asks for, on invented values.
    static let migration: [OSGiChange] = [
        .set(name: "auth.token.provider.authorization.grants", value: "client_credentials"),
        .set(name: "auth.token.provider.orgId", value: "ORG@AdobeOrg"),
        .set(name: "auth.token.provider.scope", value: "openid,AdobeID"),
        .set(name: "auth.token.provider.client.id", value: "client-new"),
        .set(name: "auth.access.token.request", value: "https://ims.example.com/ims/token/v3"),
        .set(
            name: "auth.token.provider.default.claims", values: [#""iss" : "ORG@AdobeOrg""#], isMultiple: true
        ),
    ]

    @Test("A provider as Felix writes it: CRLF, continued arrays, typed values")
    func canonical() throws {
        let before = #"""
            # Configuration created by Apache Sling JCR Installer
            auth.access.token.request="https://ims.example.com/ims/exchange/jwt"
            auth.token.provider.client.id="client-old"
            auth.token.provider.conn.timeout=I"5000"
            auth.token.provider.default.claims=[ \
              "\"sub\"\ :\ \"T@techacct.adobe.com\"", \
              "\"iss\"\ :\ \"ORG@AdobeOrg\"", \
              "\"https://ims.example.com/s/ent_x\"\ :\ true", \
              ]
            auth.token.provider.keypair.alias="old-key"
            auth.token.provider.relaxed.ssl=B"false"
            auth.token.provider.scope=""
            name="adobe-ims-x"

            """#
        let after = #"""
            # Configuration created by Apache Sling JCR Installer
            auth.access.token.request="https://ims.example.com/ims/token/v3"
            auth.token.provider.client.id="client-new"
            auth.token.provider.conn.timeout=I"5000"
            auth.token.provider.default.claims=[ \
              "\"iss\"\ :\ \"ORG@AdobeOrg\"", \
              ]
            auth.token.provider.keypair.alias="old-key"
            auth.token.provider.relaxed.ssl=B"false"
            auth.token.provider.scope="openid,AdobeID"
            name="adobe-ims-x"
            auth.token.provider.authorization.grants="client_credentials"
            auth.token.provider.orgId="ORG@AdobeOrg"

            """#
        #expect(try edited(before, .felix, Self.migration) == after)
        func windows(_ text: String) -> String { text.replacing("\n", with: "\r\n") }
        #expect(try edited(windows(before), .felix, Self.migration) == windows(after))
    }

    struct Golden: CustomTestStringConvertible, Sendable {
        var before: String
        var changes: [OSGiChange]
        var after: String

        init(_ before: String, _ changes: [OSGiChange], _ after: String) {
            (self.before, self.changes, self.after) = (before, changes, after)
        }

        var testDescription: String { "\(before.debugDescription) to \(after.debugDescription)" }
    }

    private static let newB = OSGiChange.set(name: "b", value: "2")
    private static let newList = OSGiChange.set(name: "b", values: ["x", "y"], isMultiple: true)

    @Test(
        "A new property is laid out like the last one",
        arguments: [
            Golden("a=\"1\"\n", [newB], "a=\"1\"\nb=\"2\"\n"), Golden("a=\"1\"", [newB], "a=\"1\"\nb=\"2\""),
            Golden("a=\"1\"\r\n", [newB], "a=\"1\"\r\nb=\"2\"\r\n"),
            Golden("x=\"0\"\r\na=\"1\"", [newB], "x=\"0\"\r\na=\"1\"\r\nb=\"2\""),
            Golden("a=\"1\"\n\n# end\n", [newB], "a=\"1\"\nb=\"2\"\n\n# end\n"),
            Golden("a=\"1\" # one\n", [newB], "a=\"1\" # one\nb=\"2\"\n"),
            Golden("a=\"1\" # one", [newB], "a=\"1\" # one\nb=\"2\""),
            Golden("  a=\"1\"\n", [newB], "  a=\"1\"\n  b=\"2\"\n"),
            Golden("a = \"1\"\n", [newB], "a = \"1\"\nb = \"2\"\n"),
            Golden("x=\"0\"  a=\"1\"\n", [newB], "x=\"0\"  a=\"1\"  b=\"2\"\n"),
            Golden("", [newB], "b=\"2\"\n"), Golden("# c", [newB], "# c\nb=\"2\""),
            Golden("# c\n", [newB], "# c\nb=\"2\"\n"),
            Golden("\n\n", [newB], "\n\nb=\"2\"\n"), Golden("  ", [newB], "b=\"2\"\n  "),
            Golden(
                "a=\"1\"\n", [.set(name: "c", value: "3"), newB], "a=\"1\"\nc=\"3\"\nb=\"2\"\n"),
            Golden(
                "a=\"1\"\n", [.set(name: "b c", value: "x = \"y\\z\"\n\u{1}")],
                "a=\"1\"\nb\\ c=\"x\\ \\=\\ \\\"y\\\\z\\\"\\n\\u0001\"\n"),
            Golden("a=\"1\"\n", [.set(name: "#b", value: "{é😀}")], "a=\"1\"\n\\#b=\"{é😀}\"\n"),
            // Lists.
            Golden("a=\"1\"\n", [newList], "a=\"1\"\nb=[\"x\",\"y\"]\n"),
            Golden("a=[ \"1\", \"2\" ]\n", [newList], "a=[ \"1\", \"2\" ]\nb=[ \"x\", \"y\" ]\n"),
            Golden("a=(\"1\", \"2\",)\n", [newList], "a=(\"1\", \"2\",)\nb=(\"x\", \"y\",)\n"),
            Golden(
                "a=[ \\\r\n  \"1\", \\\r\n  ]\r\n", [newList],
                "a=[ \\\r\n  \"1\", \\\r\n  ]\r\nb=[ \\\r\n  \"x\", \\\r\n  \"y\", \\\r\n  ]\r\n"),
            Golden(
                "a=[\\\n\"1\",\\\n\"2\"\\\n]\n", [newList],
                "a=[\\\n\"1\",\\\n\"2\"\\\n]\nb=[\\\n\"x\",\\\n\"y\"\\\n]\n"),
            Golden("a=\"1\"\n", [.set(name: "b", values: [], isMultiple: true)], "a=\"1\"\nb=[]\n"),
        ])
    func additions(golden: Golden) throws {
        #expect(try edited(golden.before, .felix, golden.changes) == golden.after)
    }

    private static let goneA = OSGiChange.remove(name: "a")

    @Test(
        "What goes takes its line with it, and comments stay",
        arguments: [
            Golden("a=\"1\"\nb=\"2\"\n", [goneA], "b=\"2\"\n"),
            Golden("x=\"0\"\na=\"1\"\nb=\"2\"\n", [goneA], "x=\"0\"\nb=\"2\"\n"),
            Golden("x=\"0\"\r\na=\"1\"", [goneA], "x=\"0\""), Golden("a=\"1\"", [goneA], ""),
            Golden("# c\na=\"1\"", [goneA], "# c"),
            Golden("a=\"1\"\n", [goneA], ""),
            Golden("# c\n\na=\"1\"\n\nb=\"2\"\n", [goneA], "# c\n\n\nb=\"2\"\n"),
            Golden("  a=\"1\"  \nb=\"2\"\n", [goneA], "b=\"2\"\n"),
            Golden("a=\"1\" # c\nb=\"2\"\n", [goneA], "# c\nb=\"2\"\n"),
            Golden("a=\"1\" b=\"2\" c=\"3\"\n", [goneA], "b=\"2\" c=\"3\"\n"),
            Golden("x=\"0\" a=\"1\" b=\"2\"\n", [goneA], "x=\"0\" b=\"2\"\n"),
            Golden("x=\"0\" a=\"1\"\n", [goneA], "x=\"0\"\n"),
            Golden("a=[ \\\n  \"1\", \\\n  ]\nb=\"2\"\n", [goneA], "b=\"2\"\n"),
            Golden("x=\"0\"\na=\"1\"\nc=\"3\"", [goneA, .remove(name: "c")], "x=\"0\""),
            Golden("x=\"0\"\n\na=\"1\"\n\nc=\"3\"", [goneA, .remove(name: "c")], "x=\"0\"\n\n"),
            Golden("a=\"1\"\n", [.remove(name: "b")], "a=\"1\"\n"),
            // Together with what is new.
            Golden("x=\"0\"\na=\"1\"\n", [goneA, newB], "x=\"0\"\nb=\"2\"\n"),
            Golden("x=\"0\"\na=\"1\"", [goneA, newB], "x=\"0\"\nb=\"2\""),
            Golden("# c\na=\"1\"\n# d\n", [goneA, newB], "# c\nb=\"2\"\n# d\n"),
            Golden("a=\"1\"", [goneA, newB], "b=\"2\""),
            Golden("x=\"0\" a=\"1\" y=\"9\"", [goneA, .remove(name: "y"), newB], "x=\"0\"\nb=\"2\""),
            Golden("a=\"1\" # c\n", [goneA, newB], "b=\"2\"\n# c\n"),
            Golden("  a = \"1\"\n", [goneA, newB], "  b = \"2\"\n"),
        ])
    func removals(golden: Golden) throws {
        #expect(try edited(golden.before, .felix, golden.changes) == golden.after)
    }

    @Test(
        "A value keeps its type code, and its name its spelling",
        arguments: [
            Golden("a=I\"1\"\n", [.set(name: "a", value: "2")], "a=I\"2\"\n"),
            Golden("a=T\"1\"\n", [.set(name: "a", value: "2")], "a=T\"2\"\n"),
            Golden("a=b\"true\"\n", [.set(name: "a", value: "false")], "a=b\"false\"\n"),
            Golden("A\\u0042 = \"1\"\n", [.set(name: "ab", value: "2")], "A\\u0042 = \"2\"\n"),
            Golden("a=\"x y\"\n", [.set(name: "a", value: "x y")], "a=\"x y\"\n"),
            Golden("a=\"x y\"\n", [.set(name: "a", value: "x z")], "a=\"x\\ z\"\n"),
            Golden("a=\"\"\n", [.set(name: "a", value: "x")], "a=\"x\"\n"),
            Golden("a=\"x\"\n", [.set(name: "a", value: "")], "a=\"\"\n"),
            Golden("a=\"e\u{301}\"\n", [.set(name: "a", value: "\u{E9}")], "a=\"\u{E9}\"\n"),
            // From one value to a list and back.
            Golden(
                "a=I\"1\"\n", [.set(name: "a", values: ["1", "2"], isMultiple: true)], "a=I[\"1\",\"2\"]\n"),
            Golden("a=I( \"1\", )\n", [.set(name: "a", value: "2")], "a=I\"2\"\n"),
            Golden(
                "a=\"1\"\nc=[ \\\n  \"z\", \\\n  ]\n", [.set(name: "a", values: ["1"], isMultiple: true)],
                "a=[ \\\n  \"1\", \\\n  ]\nc=[ \\\n  \"z\", \\\n  ]\n"),
        ])
    func values(golden: Golden) throws {
        #expect(try edited(golden.before, .felix, golden.changes) == golden.after)
    }

    private static func list(_ values: String...) -> [OSGiChange] {
        [.set(name: "a", values: values, isMultiple: true)]
    }

    @Test(
        "An array keeps its layout with fewer, more and other values",
        arguments: [
            Golden(#"a=["1","2","3"]"#, list("2"), #"a=["2"]"#),
            Golden(#"a=["1","2","3"]"#, list("1", "3"), #"a=["1","3"]"#),
            Golden(#"a=["1","2","3"]"#, list("1", "2"), #"a=["1","2"]"#),
            Golden(#"a=["1","2"]"#, list("1", "2", "3"), #"a=["1","2","3"]"#),
            Golden(#"a=["1","2"]"#, list("0", "1", "2"), #"a=["0","1","2"]"#),
            Golden(#"a=["1","3"]"#, list("1", "2", "3"), #"a=["1","2","3"]"#),
            Golden(#"a=["1","2"]"#, list(), "a=[]"), Golden(#"a=[ "1", "2" ]"#, list(), "a=[ ]"),
            Golden("a=[]", list("1", "2"), #"a=["1","2"]"#),
            Golden("a=[ ]", list("1"), #"a=[ "1" ]"#),
            Golden(#"a=[ "1", "2" ]"#, list("2", "4"), #"a=[ "2", "4" ]"#),
            Golden(#"a=( "1", "2", )"#, list("1"), #"a=( "1", )"#),
            Golden(#"a=( "1", "2", )"#, list("1", "2", "3"), #"a=( "1", "2", "3", )"#),
            Golden(#"a=( "1", )"#, list("1", "2"), #"a=( "1", "2", )"#),
            Golden(#"a=("1" , "2")"#, list("2"), #"a=("2")"#),
            Golden(#"a=["x y", "z"]"#, list("q", "x y"), #"a=["q", "x y"]"#),
            Golden(#"a=[ "1" ]"#, list("0", "1"), #"a=[ "0", "1" ]"#),
            Golden(
                "a=[ \\\r\n  \"1\", \\\r\n  \"2\", \\\r\n  ]\r\n", list("2"),
                "a=[ \\\r\n  \"2\", \\\r\n  ]\r\n"),
            Golden(
                "a=[ \\\r\n  \"1\", \\\r\n  \"2\", \\\r\n  ]\r\n", list("1"),
                "a=[ \\\r\n  \"1\", \\\r\n  ]\r\n"),
            Golden("a=[ \\\r\n  \"1\", \\\r\n  \"2\", \\\r\n  ]\r\n", list(), "a=[ \\\r\n  ]\r\n"),
            Golden("a=[ \\\r\n  ]\r\n", list("1", "2"), "a=[ \\\r\n  \"1\", \\\r\n  \"2\", \\\r\n  ]\r\n"),
            Golden("a=( \\\r\n)\r\n", list("1", "2"), "a=( \\\r\n  \"1\", \\\r\n  \"2\", \\\r\n)\r\n"),
            Golden(
                "a=( \\\r\n  \"1\", \\\r\n)\r\n", list("1", "2"),
                "a=( \\\r\n  \"1\", \\\r\n  \"2\", \\\r\n)\r\n"),
            Golden(
                "a=[ \\\n  \"1\", \\\n  ]\n", list("0", "1", "2"),
                "a=[ \\\n  \"0\", \\\n  \"1\", \\\n  \"2\", \\\n  ]\n"),
            Golden(
                "a=[\\\n\"1\",\\\n\"2\"\\\n]", list("1", "2", "3"), "a=[\\\n\"1\",\\\n\"2\",\\\n\"3\"\\\n]"),
            Golden("a=[\\\n\"1\",\\\n\"2\"\\\n]", list("1"), "a=[\\\n\"1\"\\\n]"),
            Golden("a=[\\\n\"1\",\\\n\"2\"\\\n]", list("2"), "a=[\\\n\"2\"\\\n]"),
            Golden("a=[\n\t\"1\",\n\t\"2\"\n]", list("1", "9", "2"), "a=[\n\t\"1\",\n\t\"9\",\n\t\"2\"\n]"),
            Golden("a=[\n]", list("1", "2"), "a=[\n  \"1\",\n  \"2\"\n]"),
            Golden("a=[\"1\", \\\n  \"2\"]", list("2"), "a=[ \\\n  \"2\"]"),
            Golden("a=[,\"1\",,\"2\",,]", list("1", "2", "3"), "a=[,\"1\",,\"2\",\"3\",,]"),
        ])
    func arrays(golden: Golden) throws {
        #expect(try edited(golden.before, .felix, golden.changes) == golden.after)
    }

    @Test(
        "What cannot be expressed is said without the value",
        arguments: [
            ("a=I\"1\"", [OSGiChange.set(name: "a", value: "SECRET")]),
            ("a=B\"true\"", [.set(name: "a", value: "SECRET")]),
            ("a=C\"x\"", [.set(name: "a", value: "SECRET")]),
            ("a=I[\"1\"]", [.set(name: "a", values: ["2", "SECRET"], isMultiple: true)]),
            ("a=\"1\"", [.set(name: "a", values: ["SECRET", "SECRET"], isMultiple: false)]),
            ("a=\"1\"", [.set(name: "b", values: [], isMultiple: false)]),
            ("a=\"1\"", [.set(name: "b", value: "SECRET"), .set(name: "B", value: "SECRET")]),
            ("a=\"1\"", [.set(name: "a", value: "SECRET"), .remove(name: "a")]),
            ("a=\"1\"", [.set(name: "", value: "SECRET")]), ("a=\"1\"", [.set(name: " b", value: "SECRET")]),
            ("a=\"1\"", [.set(name: "b\n", value: "SECRET")]),
            ("a=\"1\"", [.set(name: "b\u{7}c", value: "SECRET")]),
        ])
    func impossible(text: String, changes: [OSGiChange]) throws {
        let configuration = try OSGiConfiguration(text, .felix)
        let error = configError { _ = try configuration.edits(for: changes) }
        guard case .editImpossible = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("SECRET") == false)
    }
}
