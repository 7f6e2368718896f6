// SPDX-License-Identifier: Apache-2.0
import SeededRandom

/// An exported tree made at random, a mapping for it, and what the commands must make of both.
struct RandomRepository {
    private(set) var tree: Tree = [:]
    private(set) var mapping = "path,jwt_client_id,client_id,client_secret,org_id,scopes,action\n"
    private(set) var jwt = 0
    private(set) var oauth = 0
    private(set) var skipped = 0
    /// The files that a migration changes.
    private(set) var changed: Set<String> = []

    private var random: SeededRandom
    private var number = 0

    private enum Kind { case jwt, oauth, decoy }

    /// A node, written down: its properties, and what becomes of it.
    private struct Node {
        var text: String
        var isMigrated: Bool
    }

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let roots = random.pick([
            [""], ["jcr_root/"],
            ["ui.content/src/main/content/jcr_root/", "ui.config/src/main/content/jcr_root/"],
            ["deep/er/jcr_root/"],
        ])
        for tenant in ["global", "acme", "acme/sub", "_my_tenant"].prefix(random.number(1...4)) {
            let root = random.pick(roots)
            addFolder(
                "\(root)conf/\(tenant)/settings/cloudconfigs",
                path: "/conf/\(tenant.replacing("_my_", with: "my:"))/settings/cloudconfigs")
        }
        for root in roots { addBystanders(root) }
    }

    /// A folder of configurations: some in files of their own, some inline in the folder's.
    private mutating func addFolder(_ folder: String, path: String) {
        var inline: [Node] = []
        for _ in 0..<random.number(1...5) {
            number += 1
            let name = random.pick(["target", "launch", "a b", "node", "x.y"]) + "\(number)"
            let nodePath = "\(path)/\(name)"
            switch random.number(0...4) {
            case 0: add(page(nodePath), at: "\(folder)/\(name)/.content.xml")
            case 1: add(page(nodePath), at: "\(folder)/\(name).xml")
            case 2: add(document(node("jcr:root", nodePath)), at: "\(folder)/\(name)/.content.xml")
            case 3:
                add(
                    document(
                        Node(
                            text: "<jcr:root\(Self.namespaces) jcr:primaryType=\"cq:Page\"/>",
                            isMigrated: false)), at: "\(folder)/\(name)/.content.xml")
                add(document(node("jcr:root", nodePath)), at: "\(folder)/\(name)/_jcr_content/.content.xml")
            default: inline.append(node(Self.elementName(name), nodePath))
            }
            // A placeholder only orders its siblings.
            if random.chance(percent: 30) {
                inline.append(Node(text: "<\(Self.elementName(name))-x/>", isMigrated: false))
            }
        }
        if random.chance(percent: 30) { inline.shuffle(using: &random) }
        let children = inline.map(\.text).joined(
            separator: random.pick(["\n    ", "", " <!-- apiKey=\"no\" --> "]))
        let text = "<jcr:root\(Self.namespaces)\n    jcr:primaryType=\"sling:Folder\">\(children)</jcr:root>"
        add(
            document(Node(text: text, isMigrated: inline.contains(where: \.isMigrated))),
            at: "\(folder)/.content.xml")
    }

    /// What no command may touch.
    private mutating func addBystanders(_ root: String) {
        let root = RawPath(root)
        tree[root + "conf/other/settings/dam/.content.xml"] = .jwt
        tree[root + "conf/notes.txt"] = "apiKey=\"x\" jwtClaims=\"y\""
        tree[root + "content/page/.content.xml"] = .jwt
        tree[root + "content/photo.png"] = .bytes([0x89, 0x50, 0x4E, 0x47, 0, 0xFF], mode: 0o600)
        tree[root + "apps/.content.xml"] = .text(Decoy.marketo)
        if random.chance(percent: 50) { tree[".git/config"] = "[core]" }
    }

    private mutating func add(_ node: Node, at file: String) {
        var text = node.text
        if random.chance(percent: 20) { text = text.replacing("\n", with: "\r\n") }
        if random.chance(percent: 20) { text = "\u{FEFF}" + text }
        tree[RawPath(file)] = .bytes(Array(text.utf8), mode: random.pick([0o644, 0o600, 0o444]))
        if node.isMigrated { changed.insert(file) }
    }

    private mutating func document(_ node: Node) -> Node {
        let declaration = random.pick([
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<?xml version='1.0'?>", "",
        ])
        let comment = random.chance(percent: 20) ? "<!-- jwtClaims=\"no\"\n -->" : ""
        return Node(
            text: declaration + comment + node.text + random.pick(["\n", "", "\n\n<!-- end -->"]),
            isMigrated: node.isMigrated)
    }

    private mutating func page(_ path: String) -> Node {
        let content = node("jcr:content", path)
        let text =
            "<jcr:root\(Self.namespaces)\n  jcr:primaryType=\"cq:Page\">\n    \(content.text)\n</jcr:root>"
        return document(Node(text: text, isMigrated: content.isMigrated))
    }

    /// An element for the configuration, or the decoy, that goes by `path`; a row for it where it needs one.
    private mutating func node(_ element: String, _ path: String) -> Node {
        let kind = random.pick([Kind.jwt, .jwt, .jwt, .oauth, .decoy])
        let key = "key\(number)"
        var properties = ["jcr:primaryType=\"\(random.pick(["nt:unstructured", "cq:PageContent"]))\""]
        if random.chance(percent: 50) {
            properties.append("jcr:title=\(quoted("Title &amp; &lt;\(number)> gr\u{FC}n \u{1F511}"))")
        }
        if random.chance(percent: 30) { properties.append("zz=\"[a,b\\,c]\"") }
        if random.chance(percent: 30) {
            properties.append("cq:lastModified=\"{Date}2023-02-07T09:14:03.512+01:00\"")
        }
        let server = "authServerUrl=\(quoted("https://ims-na1.adobelogin.com"))"
        switch kind {
        case .jwt:
            // One of the two tells also after a migration that it is an Adobe IMS configuration.
            let resourceType = "sling:resourceType=\"cq/adobeims-configuration/components/configuration\""
            properties +=
                jwtProperties(key) + random.pick([[server], [resourceType], [resourceType, server]])
        case .oauth:
            oauth += 1
            properties += [
                server, "clientId=\"\(key)\"", "clientSecret=\"\\{00}\"", "orgId=\"o@AdobeOrg\"",
                "scope=\"a,b\"",
            ]
        case .decoy: properties += ["apiKey=\"\(key)\"", "clientSecret=\"\(key)\"", "clientId=\"x\""]
        }
        if random.chance(percent: 60) { properties.shuffle(using: &random) }
        let isMigrated = kind == .jwt && addRow(path, key)
        let gap = random.pick(["\n        ", " ", "\n\t", "  "])
        let namespaces = element == "jcr:root" ? Self.namespaces : ""
        let end = random.pick([
            "/>", " />", "></\(element)>",
            "><child jcr:primaryType=\"nt:unstructured\" apiKey=\"c\"/></\(element)>",
        ])
        return Node(
            text: "<\(element)\(namespaces)" + properties.map { gap + $0 }.joined() + end,
            isMigrated: isMigrated)
    }

    private mutating func jwtProperties(_ key: String) -> [String] {
        jwt += 1
        let claims =
            "\\{&quot;iss&quot;:&quot;O\(number)@AdobeOrg&quot;,&#xa; &quot;aud&quot;:&quot;https://ims-na1.adobelogin.com/c/\(key)&quot;}"
        var properties = ["apiKey=\(quoted(key))", "jwtClaims=\"\(claims)\""]
        if random.chance(percent: 80) {
            properties.append("clientSecret=\(random.pick(["\"\\{0a1b}\"", "'old &amp; plain'", "\"\""]))")
        }
        if random.chance(percent: 50) { properties.append("keypairAlias=\(quoted("alias"))") }
        if random.chance(percent: 30) { properties.append("techAcctId=\"t@techacct.adobe.com\"") }
        if random.chance(percent: 20) { properties.append("authenticationType=\"jwt\"") }
        return properties
    }

    /// A row for a JWT configuration; false where it skips it.
    private mutating func addRow(_ path: String, _ key: String) -> Bool {
        let isSkipped = random.chance(percent: 10)
        let (path, jwtKey) = random.pick([(path, ""), (path, key), ("", key), (path + "/jcr:content", "")])
        let secret = random.pick([
            encrypted("b\(number % 10)"), "\"li,teral {\(number)\"", "\"[a\"\" \\ <&\"",
        ])
        let client = random.chance(percent: 30) ? "new\(number)" : ""
        let org = random.chance(percent: 30) ? "O\(number)@AdobeOrg" : ""
        mapping += "\"\(path)\",\(jwtKey),\(client),\(secret),\(org),\"a, b\",\(isSkipped ? "skip" : "")\n"
        if isSkipped { skipped += 1 }
        return !isSkipped
    }

    private mutating func quoted(_ value: String) -> String {
        random.chance(percent: 15) ? "'\(value)'" : "\"\(value)\""
    }

    private static let namespaces =
        " xmlns:sling=\"http://sling.apache.org/jcr/sling/1.0\" xmlns:cq=\"http://www.day.com/jcr/cq/1.0\""
        + " xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" xmlns:nt=\"http://www.jcp.org/jcr/nt/1.0\""

    private static func elementName(_ name: String) -> String { name.replacing(" ", with: "_x0020_") }
}
