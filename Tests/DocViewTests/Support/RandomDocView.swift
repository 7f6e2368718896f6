// SPDX-License-Identifier: Apache-2.0
import SeededRandom

/// A random well-formed docview file, written in as odd a layout as XML allows, with what a reader must find in it.
struct RandomDocView {
    struct Node: Equatable {
        var name: String
        var parent: Int?
        /// Names and values in the order of the file.
        var properties: [String]
    }

    private(set) var text = ""
    private(set) var nodes: [Node] = []
    private var random: SeededRandom
    private let lineEnd: String

    /// Prefix as written, canonical prefix, URI.
    private typealias Namespace = (written: String, canonical: String, uri: String)
    private static let declarable: [Namespace] = [
        ("cq", "cq", "http://www.day.com/jcr/cq/1.0"), ("c2", "cq", "http://www.day.com/jcr/cq/1.0"),
        ("sling", "sling", "http://sling.apache.org/jcr/sling/1.0"), ("my", "my", "urn:my"),
        ("my", "my", "urn:my2"),
        ("j", "jcr", "http://www.jcp.org/jcr/1.0"), ("granite", "{urn:g}", "urn:g"),
    ]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        lineEnd = random.pick(["\n", "\n", "\r\n"])
        if random.chance(oneIn: 4) { text += "\u{FEFF}" }
        if random.chance(oneIn: 2) {
            text +=
                "<?xml version=\"1.0\"" + random.pick(["", " encoding='utf-8'", " encoding=\"UTF-8\""]) + "?>"
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) { text += lineEnd + miscellany() }
        text += lineEnd
        element(scope: [], parent: nil, depth: 0)
        for _ in 0..<Int.random(in: 0...2, using: &random) { text += lineEnd + miscellany() }
        if random.chance(oneIn: 2) { text += lineEnd }
    }

    private mutating func element(scope outer: [Namespace], parent: Int?, depth: Int) {
        var scope = outer
        var items: [String] = []
        var declared: Set<String> = []
        if parent == nil { declare(("jcr", "jcr", "http://www.jcp.org/jcr/1.0"), &scope, &items) }
        for _ in 0..<(random.chance(oneIn: 3) ? 2 : 0) {
            let namespace = random.pick(Self.declarable)
            if declared.insert(namespace.written).inserted { declare(namespace, &scope, &items) }
        }
        let index = nodes.count
        let elementName = parent == nil ? ("jcr:root", "jcr:root") : name(scope)
        nodes.append(Node(name: elementName.1, parent: parent, properties: []))
        var properties: [(item: String, property: String)] = []
        var taken: Set<String> = []
        for _ in 0..<(random.chance(oneIn: 5) ? 0 : Int.random(in: 1...6, using: &random)) {
            let (raw, decoded) = name(scope)
            guard taken.insert(expandedName(raw, scope)).inserted else { continue }
            let quote = random.pick(["\"", "\"", "'"])
            let (written, value) = attributeValue(quote)
            properties.append((raw + equals() + quote + written + quote, "\(decoded)=\(value)"))
        }
        nodes[index].properties = properties.map(\.property)
        // Declarations stand anywhere among the properties.
        var attributes = properties.map(\.item)
        for item in items {
            attributes.insert(item, at: Int.random(in: 0...attributes.count, using: &random))
        }
        text +=
            "<" + elementName.0 + attributes.map { space() + $0 }.joined()
            + (random.chance(oneIn: 4) ? space() : "")
        guard depth < 5, random.chance(oneIn: 3) || depth < 2 else {
            text += random.chance(oneIn: 4) ? "></\(elementName.0)>" : "/>"
            return
        }
        text += ">"
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            text += lineEnd + String(repeating: "    ", count: depth + 1)
            if random.chance(oneIn: 3) { text += miscellany() + content() }
            element(scope: scope, parent: index, depth: depth + 1)
        }
        text += lineEnd + "</\(elementName.0)" + (random.chance(oneIn: 4) ? space() : "") + ">"
    }

    private mutating func declare(_ namespace: Namespace, _ scope: inout [Namespace], _ items: inout [String])
    {
        scope.removeAll { $0.written == namespace.written }
        scope.append(namespace)
        let quote = random.pick(["\"", "'"])
        items.append("xmlns:" + namespace.written + equals() + quote + namespace.uri + quote)
    }

    /// A name as written, and as a reader must decode it.
    private mutating func name(_ scope: [Namespace]) -> (String, String) {
        let (written, decoded) = random.pick([
            ("title", "title"), ("apiKey", "apiKey"), ("a-b.c", "a-b.c"), ("_x0032_020", "2020"), ("é", "é"),
            ("a_x0020_b", "a b"), ("x_x005b_2_x005d_", "x[2]"), ("_X0031_", "_X0031_"), ("Zeta", "Zeta"),
            ("_x", "_x"),
        ])
        guard random.chance(oneIn: 2), !scope.isEmpty else { return (written, decoded) }
        let namespace = random.pick(scope)
        let prefix = namespace.canonical.hasPrefix("{") ? namespace.canonical : namespace.canonical + ":"
        return (namespace.written + ":" + written, prefix + decoded)
    }

    private func expandedName(_ raw: String, _ scope: [Namespace]) -> String {
        guard let colon = raw.firstIndex(of: ":") else { return raw }
        let uri = scope.last { $0.written == raw[..<colon] }?.uri ?? ""
        return "<\(uri)>" + raw[colon...]
    }

    /// An attribute value as written between the quotes, and what an XML parser makes of it.
    private mutating func attributeValue(_ quote: String) -> (String, String) {
        var written = ""
        var value = ""
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let pieces = [
                ("x", "x"), ("&amp;", "&"), ("&lt;", "<"), ("&quot;", "\""), ("&apos;", "'"), ("&#x9;", "\t"),
                ("&#10;", "\n"),
                ("&#xD;", "\r"), ("é☃", "é☃"), ("😀", "😀"), ("&#x1F600;", "😀"), ("\t", " "), ("\n", " "),
                ("\r\n", " "),
                (">", ">"), ("/>", "/>"), ("=", "="), ("{Long}", "{Long}"), ("[", "["), (",", ","),
                ("\\{", "\\{"),
                ("--", "--"), ("]]>", "]]>"), ("&#38;amp;", "&amp;"), ("  ", "  "),
                quote == "'" ? ("\"", "\"") : ("'", "'"),
            ]
            let piece = random.pick(pieces)
            written += piece.0
            value += piece.1
        }
        return (written, value)
    }

    private mutating func equals() -> String { random.pick(["=", "=", "=", " = ", "\n="]) }

    private mutating func space() -> String {
        random.pick([" ", " ", "\n    ", "\t", "\r\n\t\t", "  \n ", lineEnd + "        "])
    }

    private mutating func miscellany() -> String {
        random.pick([
            "<!-- a comment <x a=\"1\"> > -->", "<!---->", "<?pi <y b='2'> ?>", "<?p?>",
            "<!--\n multi\n line\n-->",
        ])
    }

    private mutating func content() -> String {
        random.pick([
            "", "text > = \" '", "<![CDATA[<z c=\"3\"/> ]] > ]]>", "&lt;&#x41;", "é😀", "<![CDATA[]]>",
        ])
    }
}
