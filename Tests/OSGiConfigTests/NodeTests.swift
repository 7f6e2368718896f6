// SPDX-License-Identifier: Apache-2.0
import DocView
import Testing

@testable import OSGiConfig

@Suite("Configurations as nodes of type sling:OsgiConfig")
struct NodeTests {
    private static let head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"

        """

    @Test("Types, lists, and properties that are none of the configuration's")
    func reading() throws {
        let text =
            Self.head + #"""
                    jcr:primaryType="sling:OsgiConfig"
                    jcr:created="{Date}2023-02-07T09:14:03.512+01:00"
                    auth.token.provider.title="Target"
                    claims="[&quot;iss&quot; : &quot;ORG&quot;,a\,b]"
                    conn.timeout="{Long}5000"
                    empty="[]"
                    one="[\0]"
                    price="{Double}1.5"
                    since="{Date}2023-02-07T09:14:03.512+01:00"
                    ssl="{Boolean}false"
                    a_x0020_b="x"
                    kind="{Name}nt:file"
                    secret="\{0a1b}"/>

                """#
        let configuration = try OSGiConfiguration(text, .node)
        let expected = [
            Expected("", name: "auth.token.provider.title", single: "Target"),
            Expected("", name: "claims", list: [#""iss" : "ORG""#, "a,b"]),
            Expected("", name: "conn.timeout", .long, single: "5000"), Expected("", name: "empty", list: []),
            Expected("", name: "one", list: [""]), Expected("", name: "price", .double, single: "1.5"),
            Expected("", name: "since", .date, single: "2023-02-07T09:14:03.512+01:00"),
            Expected("", name: "ssl", .boolean, single: "false"), Expected("", name: "a b", single: "x"),
            .opaque("", name: "kind"), Expected("", name: "secret", single: "{0a1b}"),
        ]
        #expect(configuration.properties.count == expected.count)
        for (property, expected) in zip(configuration.properties, expected) { expected.check(property) }
        #expect(configuration.properties.first?.line == 5)
        #expect(configuration.doubts.map(\.property) == ["kind"])
    }

    @Test("The migration of a provider, in FileVault's layout and order")
    func migration() throws {
        let before =
            Self.head + #"""
                    jcr:primaryType="sling:OsgiConfig"
                    auth.access.token.request="https://ims.example.com/ims/exchange/jwt"
                    auth.token.provider.client.id="client-old"
                    auth.token.provider.default.claims="[&quot;sub&quot; : &quot;T&quot;,&quot;iss&quot; : &quot;ORG@AdobeOrg&quot;]"
                    auth.token.provider.relaxed.ssl="{Boolean}false"
                    auth.token.provider.scope=""
                    name="adobe-ims-x"/>

                """#
        let after =
            Self.head + #"""
                    jcr:primaryType="sling:OsgiConfig"
                    auth.access.token.request="https://ims.example.com/ims/token/v3"
                    auth.token.provider.authorization.grants="client_credentials"
                    auth.token.provider.client.id="client-new"
                    auth.token.provider.default.claims="[&quot;iss&quot; : &quot;ORG@AdobeOrg&quot;]"
                    auth.token.provider.orgId="ORG@AdobeOrg"
                    auth.token.provider.relaxed.ssl="{Boolean}false"
                    auth.token.provider.scope="openid,AdobeID"
                    name="adobe-ims-x"/>

                """#
        #expect(try edited(before, .node, FelixEditTests.migration) == after)
    }

    typealias Golden = FelixEditTests.Golden

    /// An element with these attributes besides its type.
    private static func node(_ attributes: String) -> String {
        "<a xmlns:jcr='http://www.jcp.org/jcr/1.0' jcr:primaryType=\"sling:OsgiConfig\"\(attributes)/>"
    }

    @Test(
        "Values keep their type and their quotes; what docview and XML escape is escaped",
        arguments: [
            Golden(#" a="{Long}5""#, [.set(name: "a", value: "6")], #" a="{Long}6""#),
            Golden(
                #" a="{Boolean}[true]""#, [.set(name: "A", values: ["false", "true"], isMultiple: true)],
                #" a="{Boolean}[false,true]""#),
            Golden(#" a="x""#, [.set(name: "a", values: ["x"], isMultiple: true)], #" a="[x]""#),
            Golden(#" a="[x,y]""#, [.set(name: "a", value: "x")], #" a="x""#),
            Golden(#" a='x'"#, [.set(name: "a", value: "<'\"&\n{\\")], #" a='&lt;&apos;"&amp;&#xa;{\\'"#),
            Golden(#" a="x""#, [.set(name: "a", value: "{ab}")], #" a="\{ab}""#),
            Golden(
                #" a="x""#, [.set(name: "b", values: ["1,2", "\"", ""], isMultiple: true)],
                #" a="x" b="[1\,2,&quot;,]""#),
            Golden(
                #" b='x'"#,
                [.set(name: "a", value: "=\"value-1\""), .set(name: "c", values: [], isMultiple: true)],
                #" a='="value-1"' b='x' c='[]'"#),
            Golden(#" a="x"  b="y""#, [.remove(name: "b"), .remove(name: "c")], #" a="x""#),
            Golden(#" a="{String}x""#, [.set(name: "a", value: "x")], #" a="{String}x""#),
            Golden("", [.set(name: "x y", value: "1")], #" x_x0020_y="1""#),
        ])
    func values(golden: Golden) throws {
        #expect(try edited(Self.node(golden.before), .node, golden.changes) == Self.node(golden.after))
    }

    @Test(
        "What cannot be expressed",
        arguments: [
            (#" a="{Long}5""#, OSGiChange.set(name: "a", value: "SECRET")),
            (#" a="{Name}x""#, .set(name: "a", value: "SECRET")),
            (#" a="{foo}x""#, .set(name: "a", value: "SECRET")),
            ("", .set(name: "jcr:title", value: "SECRET")), ("", .set(name: "{}a", value: "SECRET")),
        ])
    func impossible(attributes: String, change: OSGiChange) throws {
        let configuration = try OSGiConfiguration(Self.node(attributes), .node)
        let error = configError { _ = try configuration.edits(for: [change]) }
        guard case .editImpossible = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("SECRET") == false)
    }

    @Test("One of several nodes of a file; the others do not change")
    func several() throws {
        let text = """
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="sling:Folder">
                <a jcr:primaryType="sling:OsgiConfig" k="1"/>
                <b jcr:primaryType="nt:unstructured" k="1"/>
                <c jcr:primaryType="sling:OsgiConfig" k="1"/>
            </jcr:root>
            """
        guard case .noConfiguration(4, _) = configError({ _ = try OSGiConfiguration(text, .node) }) else {
            Issue.record("several configurations are not one")
            return
        }
        let document = try DocViewDocument(parsing: Array(text.utf8))
        #expect(OSGiConfiguration.nodes(in: document) == [1, 3])
        #expect(configError { _ = try OSGiConfiguration(node: 2, of: document) }?.line == 3)
        #expect(configError { _ = try OSGiConfiguration(node: 9, of: document) }?.line == 1)
        let original = try OSGiConfiguration(node: 3, of: document)
        let changes = [OSGiChange.set(name: "k", value: "2")]
        let bytes = try original.applying(original.edits(for: changes))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == text.replacing(
                    "<c jcr:primaryType=\"sling:OsgiConfig\" k=\"1\"",
                    with: "<c jcr:primaryType=\"sling:OsgiConfig\" k=\"2\""))
        let result = try OSGiVerification.check(original: original, changes: changes, edited: bytes)
        #expect(result.properties.first?.values == ["2"])
    }

    @Test("Files that are no configuration, or that docview refuses")
    func refusals() {
        for (text, line) in [("<a/>", 1), ("<a>", 1), ("<!DOCTYPE a><a/>", 1), ("", 1)] {
            #expect(configError { _ = try OSGiConfiguration(text, .node) }?.line == line)
        }
        let twice = configError { _ = try OSGiConfiguration(Self.node(" k='1' K='2'"), .node) }
        #expect(twice == .duplicateProperty(line: 1, name: "K"))
    }
}
