// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Placeholders in values of OSGi configurations")
struct PlaceholderTests {
    private static let unknown = "\u{FFFC}"

    @Test(
        "a placeholder gives way to its default, wherever that stands among the directives",
        arguments: [
            ("$[env:A;default=x]", "x"), ("$[prop:a.b;default=x]", "x"), ("$[secret:s;default=x]", "x"),
            ("$[env:A;type=String;default=x]", "x"), ("$[env:A;default=x;type=String]", "x"),
            ("$[env:A;delimiter=,;default=x;type=String[]]", "x"),
            ("https://$[env:A;default=a.b]/c", "https://a.b/c"),
            ("$[env:A;default=$[env:B;default=x]]", "x"), ("$[env:A;default=]", ""), ("$[env:A]", unknown),
            ("$[env:A;type=String]", unknown), ("a$[env:A]b$[env:B;default=x]", "a\(unknown)bx"),
            ("$[env:A;default=$[env:B]]", unknown), ("plain", "plain"), ("$[plain]", "$[plain]"),
            ("$[env:A", "$[env:A"), ("\\$[env:A;default=x]", "$[env:A;default=x]"), ("", ""), ("$[", "$["),
        ])
    func resolving(text: String, expected: String) { #expect(Placeholder.resolved(text) == expected) }

    @Test("nesting without an end is nothing to wait for")
    func depth() {
        let text =
            String(repeating: "$[env:A;default=", count: 5000) + "x" + String(repeating: "]", count: 5000)
        #expect(Placeholder.resolved(text) == Self.unknown)
    }

    @Test(
        "the server of a URL keeps its placeholders",
        arguments: [
            (
                "https://$[env:H;default=ims.example.com]/ims/exchange/jwt",
                "https://$[env:H;default=ims.example.com]"
            ),
            ("$[env:H;default=ims.example.com]/ims", "https://$[env:H;default=ims.example.com]"),
            ("$[env:H;default=ims.example.com]", "https://$[env:H;default=ims.example.com]"),
            ("$[env:U;default=https://ims.example.com]", "$[env:U;default=https://ims.example.com]"),
            ("$[env:U;default=https://ims.example.com]/ims", "$[env:U;default=https://ims.example.com]"),
            ("https://$[env:H]/ims", "https://$[env:H]"),
            ("https://$[env:P].example.com/a", "https://$[env:P].example.com"),
            ("https://$[env:H;default=a.example.com]:8443/x", "https://$[env:H;default=a.example.com]:8443"),
            ("$[env:S;default=https]://a.example.com/x", "$[env:S;default=https]://a.example.com"),
            ("HTTPS://a.example.com/x", "https://a.example.com"),
            ("https://a.example.com/$[env:X]", "https://a.example.com"),
            // The path of a whole URL would stand in between.
            ("$[env:U;default=https://ims.example.com/ims/exchange/jwt]", nil), ("$[env:U]", nil),
            ("$[env:U]/ims", nil),
            ("https://$[env:H;default=a.example.com/x]/y", nil), ("%s/ims/exchange/jwt", nil),
            ("ftp://$[env:H;default=a.example.com]/", nil),
        ] as [(String, String?)])
    func origin(text: String, expected: String?) { #expect(ServerOrigin.origin(of: text) == expected) }

    @Test(
        "a host that placeholders decide",
        arguments: [
            ("https://$[env:H]/x", true), ("https://$[env:H;default=idp.example.com]", true),
            ("$[env:U]", true),
            ("$[env:U;default=https://idp.example.com/x]", true), ("https://$[env:H]login.com", true),
            ("https://ims.$[env:D]", true), ("https://$[env:H;default=ims.adobelogin.com]", false),
            ("https://$[env:T].adobelogin.com", false), ("https://$[env:T].example.com/x", false),
            ("https://example.com/$[env:P]", false), ("https://example.com?$[env:P]", false),
            ("%s/ims", false),
            ("https://$[env:T;default=x].example.com", false), ("https://$[env:H]@idp.example.com", false),
        ])
    func undecided(url: String, expected: Bool) {
        let condition = Condition.hostUndecided(properties: ["a", "b"], domain: "adobelogin.com")
        #expect(condition.holds(in: PropertyNode(["b": url])) == expected)
        #expect(!condition.holds(in: PropertyNode(["a": "https://x.adobelogin.com", "b": url])))
    }

    @Test("a value that cannot be read leaves the host open, an absent one does not")
    func unreadable() {
        let condition = Condition.hostUndecided(properties: ["a"], domain: "adobelogin.com")
        #expect(
            condition.holds(in: PropertyNode(path: "/x", properties: [("a", .init([], isMultiple: true))])))
        #expect(!condition.holds(in: PropertyNode(path: "/x", properties: [])))
    }

    @Test("metascopes and hosts below a domain are seen through defaults")
    func metascopes() {
        let claims = JWTClaims(payload: #"{"https://$[env:H;default=ims.adobelogin.com]/s/ent_x": true}"#)
        #expect(claims?.metascopes == ["ent_x"])
        let below = Condition.hostBelow(property: "a", domain: "adobelogin.com")
        #expect(
            below.holds(in: PropertyNode(["a": "https://$[env:H;type=String;default=ims.adobelogin.com]/x"])))
        #expect(!below.holds(in: PropertyNode(["a": "https://$[env:ims.adobelogin.com]/x"])))
    }
}
