// SPDX-License-Identifier: Apache-2.0
import DocView
import SeededRandom

@testable import IMSMigration

/// Makes docview files with configurations, neighbours, and canaries wherever a secret could stand.
///
/// A canary holds the word `canary`, or is hexadecimal and repeats `c0ffee`; neither occurs in anything else.
struct RandomDocview {
    static func holdsCanary(_ text: String) -> Bool {
        let text = text.lowercased()
        return text.contains("canary") || text.contains("c0ffee")
    }

    private(set) var random: SeededRandom
    /// How many JWT configurations the text has.
    private(set) var configurations = 0
    private var names = 0
    private var lineBreak = "\n"

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// A whole file, for the node path `…/settings/cloudconfigs`.
    mutating func file() -> String {
        lineBreak = random.pick(["\n", "\n", "\r\n"])
        var text = chance(10) ? "\u{FEFF}" : ""
        if chance(70) { text += #"<?xml version="1.0" encoding="UTF-8"?>"# + lineBreak }
        if chance(20) { text += decoration(inRoot: false) + lineBreak }
        text += tag(
            "jcr:root", " " + Docview.namespaces, [("jcr:primaryType", "sling:Folder")], depth: 0,
            children: (0..<Int.random(in: 1...5, using: &random)).map { _ in 1 })
        if chance(20) { text += lineBreak + decoration(inRoot: false) }
        if chance(80) { text += lineBreak }
        return text
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func name() -> String {
        names += 1
        return "n\(names)"
    }

    /// Something between tags that could hold anything.
    private mutating func decoration(inRoot: Bool) -> String {
        let inside = random.pick([
            "canary", " canary\(lineBreak)canary ", "clientSecret=\"canary\"", "<a x='canary'/>",
        ])
        let all =
            ["<!--\(inside)-->", "<?p \(inside)?>"]
            + (inRoot ? ["<![CDATA[\(inside)]]>", "canary &amp; canary"] : [])
        return random.pick(all)
    }

    private mutating func child(depth: Int) -> String {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return "<\(name())/>"
        case 1...4:
            configurations += 1
            guard chance(50) else { return tag(name(), "", configuration(), depth: depth, children: []) }
            let content = tag("jcr:content", "", configuration(), depth: depth + 1, children: [])
            return "<\(name()) jcr:primaryType=\"cq:Page\">\(content)</\(name(again: true))>"
        default:
            let count = depth < 4 ? Int.random(in: 0...2, using: &random) : 0
            return tag(
                name(), "", neighbour(), depth: depth, children: Array(repeating: depth + 1, count: count))
        }
    }

    /// The name given last before the content of a page was made; pages hold no other named child.
    private func name(again: Bool) -> String { "n\(names)" }

    /// An element with attributes in a layout that a person or a program may have chosen.
    private mutating func tag(
        _ name: String, _ declarations: String, _ properties: [(String, String)], depth: Int, children: [Int]
    ) -> String {
        let margin = lineBreak + String(repeating: " ", count: 4 * (depth + 1))
        let separator = random.pick([" ", margin, margin, "  ", "\t", lineBreak])
        var text = "<\(name)\(declarations)"
        for (property, value) in properties {
            let quote = chance(85) ? "\"" : "'"
            let equals = chance(95) ? "=" : " = "
            text += separator + property + equals + quote + escaped(value, quote) + quote
        }
        if chance(10) { text += separator }
        guard !children.isEmpty else { return text + (chance(90) ? "/>" : "></\(name)>") }
        text += ">"
        for depth in children {
            text += chance(80) ? margin : ""
            if chance(15) { text += decoration(inRoot: true) }
            text += child(depth: depth)
        }
        return text + (chance(80) ? lineBreak : "") + "</\(name)>"
    }

    private mutating func escaped(_ value: String, _ quote: String) -> String {
        var text = value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        text = text.replacing(quote, with: quote == "\"" ? "&quot;" : "&apos;")
        return text.replacing("\n", with: chance(50) ? lineBreak : "&#xa;")
    }

    private func docview(_ text: String) -> String { DocViewValue(text).formatted(forProperty: "x") }

    private mutating func protected() -> String {
        "{" + String(repeating: chance(50) ? "c0ffee" : "C0FFEE", count: 11) + "}"
    }

    private mutating func canary() -> String {
        random.pick([
            "canary", "canary\ncanary", "[canary,canary]", docview("[canary"), docview(protected()),
            "{Name}canary",
            docview("a, \"canary\" 'canary' <canary> & \\canary"), "{canary}x", protected(),
            "-----BEGIN PRIVATE KEY-----\ncanary", "[\(docview("x")),\(docview("canary"))]",
            #"{Long}[canary]"#,
        ])
    }

    /// A value that is a secret by its look, whatever property it stands in.
    private mutating func obvious() -> String {
        random.pick([docview(protected()), "[a,\\\(protected())]", docview("-----BEGIN X-----\ncanary")])
    }

    /// Another product's configuration in the vocabulary of ours, but without what would make it one.
    private mutating func neighbour() -> [(String, String)] {
        let names = [
            "secretKey", "password", "apiKey", "clientId", "clientSecret", "token", "scope", "siteKey",
            "cloudServiceName", "cq:apiSecret", "jcr:description", "x_x0020_y",
        ]
        var properties = names.shuffled(using: &random).prefix(Int.random(in: 0...5, using: &random)).map {
            ($0, canary())
        }
        if chance(50) { properties.append(("jcr:title", chance(80) ? "A title" : obvious())) }
        properties.append(("jcr:primaryType", "nt:unstructured"))
        return properties.shuffled(using: &random)
    }

    /// A JWT configuration with strangers among its properties.
    private mutating func configuration() -> [(String, String)] {
        var properties = [
            ("jcr:primaryType", "nt:unstructured"), ("sling:resourceType", Sample.resourceType),
            ("jwtClaims", docview(payload())),
        ]
        let clientSecret = docview(chance(50) ? protected() : "canary")
        let optional = [
            ("clientSecret", clientSecret), ("apiKey", "key"), ("keypairAlias", "alias"),
            ("techAcctId", "account"), ("authServerUrl", Sample.server), ("cloudServiceName", "Adobe Stock"),
            ("jcr:title", chance(80) ? "Stock \u{1F600} & \"more\"" : obvious()), ("cq:password", canary()),
            ("privateKey", canary()), ("aKey", canary()), ("zKey", canary()), ("jcr:secret", canary()),
            ("clientId", "old"), ("cq:lastModifiedBy", chance(80) ? "somebody" : obvious()),
        ]
        properties += optional.filter { _ in chance(50) }
        return properties.shuffled(using: &random)
    }

    private mutating func payload() -> String {
        if chance(10) { return random.pick(["canary", "", "{\"iss\": canary}", protected()]) }
        var claims = [
            #""private_key": "canary""#, #""x": {"iss": "canary"}"#, #""canary": true"#,
            #""https://ims-na1.adobelogin.com/s/ent_x": true"#, #""exp": 1700000000"#,
            #""exp": "1700000000""#,
            #""https://ims-na1.adobelogin.com/s/ent_y": "canary""#, #""n": [["canary"]]"#,
        ].filter { _ in chance(50) }
        claims.append(random.pick([#""iss": "o@AdobeOrg""#, #""iss": "o\n\u0007p<&'\"@AdobeOrg""#]))
        return "{" + claims.shuffled(using: &random).joined(separator: ", ") + "}"
    }
}
