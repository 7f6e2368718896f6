// SPDX-License-Identifier: Apache-2.0
import SeededRandom

/// Configurations of a made-up vocabulary, and what a made-up AEM makes of each of them.
struct InventedFamily {
    struct Member {
        var path: RawPath
        var before: String
        /// The values after a migration with the mapping's row.
        var after: [String: String]
        var row: String
    }

    private enum Fate { case kept, removed, renamed }

    private var random: SeededRandom
    private var taken: Set<String> = []
    /// The rules, the same for every member.
    private let names: [String: String]
    private let hasType: Bool, hasAccount: Bool, hasServer: Bool, hasAlias: Bool, hasPin: Bool
    private let alias: Fate, account: Fate, keepsClientName: Bool, keepsSecretName: Bool, writesURL: Bool
    private let separator: String?
    private let markers: [(String, String)]
    private(set) var members: [Member] = []

    init(seed: UInt64, count: Int) {
        var random = SeededRandom(seed: seed)
        var taken: Set<String> = []
        func word() -> String {
            let syllables = ["ba", "ko", "li", "mu", "ne", "pra", "sto", "vei", "zun", "dor"]
            while true {
                let word = (0..<3).map { _ in random.pick(syllables) }.joined()
                if taken.insert(word).inserted { return word }
            }
        }
        let roles = [
            "type", "key", "secret", "claims", "account", "server", "alias", "noise", "newKey", "newSecret",
            "org",
            "scopes", "url", "newAlias", "newAccount", "pin",
        ]
        names = Dictionary(uniqueKeysWithValues: roles.map { ($0, word()) })
        (hasType, hasAccount, hasServer, hasAlias) = (
            random.chance(percent: 60), random.chance(percent: 50), random.chance(percent: 60),
            random.chance(percent: 60)
        )
        hasPin = random.chance(percent: 40)
        alias = random.pick([.kept, .removed, .renamed])
        account = random.pick([.removed, .renamed])
        (keepsClientName, keepsSecretName) = (random.chance(percent: 30), random.chance(percent: 50))
        writesURL = random.chance(percent: 50)
        separator = random.pick([",", " ", ", ", ";", nil])
        var markers = [(word(), word())]
        if random.chance(percent: 40) { markers.append((word(), "{Boolean}true")) }
        if random.chance(percent: 30) { markers.append((word(), "[\(word()),\(word())]")) }
        self.markers = markers
        self.random = random
        self.taken = taken
        for number in 0..<count { members.append(member(number)) }
    }

    private func name(_ role: String) -> String { names[role] ?? role }

    private mutating func digits(_ count: Int) -> String {
        (0..<count).map { _ in random.pick(["0", "1", "2", "3", "a", "b", "c", "d"]) }.joined()
    }

    private mutating func member(_ number: Int) -> Member {
        let (key, org) = ("k" + digits(24), digits(20).uppercased() + "@AdobeOrg")
        let person = digits(20).uppercased() + "@techacct.adobe.com"
        let server = random.pick(["https://ims-na1.adobelogin.com", "https://ims-eu1.adobelogin.com"])
        // The first one, which is learned from, has all that there is.
        let hasAlias = self.hasAlias && (number == 0 || random.chance(percent: 70))
        let (label, lock) = ("alias-\(number)-of-ours", "\\{" + digits(64) + "}")
        var before = ["jcr:primaryType": "nt:unstructured", "jcr:title": "Title number \(number)"]
        if hasType { before["sling:resourceType"] = "acme/\(name("type"))/link" }
        before[name("key")] = key
        before[name("secret")] = "\\{" + digits(64) + "}"
        before[name("claims")] =
            "\\{&quot;iss&quot;:&quot;\(org)&quot;,&quot;sub&quot;:&quot;\(person)&quot;,"
            + "&quot;aud&quot;:&quot;\(server)/c/\(key)&quot;}"
        if hasAccount { before[name("account")] = person }
        if hasServer { before[name("server")] = server }
        if hasAlias { before[name("alias")] = label }
        before[name("noise")] = "noise of \(number) \(random.pick(["x", "y"]))"
        if hasPin { before[name("pin")] = "\\{" + digits(64) + "}" }
        before["cq:lastModified"] = "{Date}2023-01-0\(1 + number % 9)T00:00:00.000Z"

        let isNew = random.chance(percent: 30)
        let client = isNew ? "n" + digits(24) : key
        var scopes = ["openid", "AdobeID", "scope_\(number)"]
        scopes.shuffle(using: &random)
        var after = before
        for role in ["key", "secret", "claims", "account", "alias"] { after[name(role)] = nil }
        after[keepsClientName ? name("key") : name("newKey")] = client
        after[keepsSecretName ? name("secret") : name("newSecret")] = lock
        after[name("org")] = org
        after[name("scopes")] =
            separator.map { separator in
                // A semicolon is none that scopes are known to be joined with, and so stands for the usual comma here.
                scopes.joined(separator: separator == ";" ? "," : separator)
            } ?? "[\(scopes.joined(separator: ","))]"
        if hasAlias, alias != .removed { after[name(alias == .kept ? "alias" : "newAlias")] = label }
        if hasAccount, account == .renamed { after[name("newAccount")] = person }
        if writesURL { after[name("url")] = server + "/ims/token/v3" }
        for (marker, value) in markers { after[marker] = value }
        let page = "/conf/acme/settings/cloudconfigs/member-\(number)"
        return Member(
            path: RawPath("jcr_root\(page)/.content.xml"), before: Self.page(before), after: after,
            row: "\(page),\(isNew ? client : ""),\(lock.dropFirst()),\"\(scopes.joined(separator: ", "))\"")
    }

    static func page(_ values: [String: String]) -> String {
        let lines = values.sorted { $0.key < $1.key }.map { "        \($0.key)=\"\($0.value)\"" }
        return "\(IMSPage.header)\n    jcr:primaryType=\"cq:Page\">\n    <jcr:content\n"
            + lines.joined(separator: "\n") + "/>\n</jcr:root>\n"
    }
}
