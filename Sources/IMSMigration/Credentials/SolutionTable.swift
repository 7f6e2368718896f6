// SPDX-License-Identifier: Apache-2.0

/// An Adobe solution, as far as its credentials are publicly known.
package struct Solution: Sendable, Equatable {
    /// What people call it.
    package let name: String
    /// What AEM's and the Developer Console call it and its API.
    let names: [String]
    /// The metascopes of its JWT credentials, without the URL before them.
    package let metascopes: [String]
    /// The scopes that its OAuth credentials usually have; empty where none are public.
    package let scopes: [String]
    /// The scopes by which its OAuth credentials can be recognised.
    let tellingScopes: [String]
    /// Whether it stands beside others in one credential, so that it tells little.
    let isShared: Bool
    /// Where the scopes come from, in words.
    package let source: String
    /// Whether Adobe itself has published them.
    package let isVerified: Bool
}

/// What is known of Adobe's solutions. Data: none of their names stands in Swift code.
package struct SolutionTable: Sendable {
    /// All of them, in the order of the file.
    package let solutions: [Solution]

    /// The table that comes with the tool. Throws only when it is broken, which the tests rule out.
    package static func builtIn() throws(ProfileError) -> SolutionTable {
        try SolutionTable(PackageResources.solutions_json)
    }

    /// Reads a table, as strictly as profiles are read.
    init(_ json: [UInt8]) throws(ProfileError) {
        guard let value = JSONValue.parse(json) else {
            throw ProfileError(place: "", reason: "the file is not valid JSON")
        }
        let root = try ProfileObject(value, at: "")
        try root.allow("schemaVersion", "description", "solutions")
        guard root["schemaVersion"] == .number(1) else {
            throw ProfileError(place: "schemaVersion", reason: "must be 1")
        }
        var solutions: [Solution] = []
        for entry in try root.objects("solutions") {
            try entry.allow(
                "name", "names", "metascopes", "scopes", "tellingScopes", "shared", "source", "verified")
            solutions.append(
                Solution(
                    name: try entry.string("name"), names: try entry.strings("names"),
                    metascopes: try entry.strings("metascopes"), scopes: try entry.list("scopes"),
                    tellingScopes: try entry.list("tellingScopes"), isShared: try entry.flag("shared"),
                    source: try entry.string("source"), isVerified: try entry.flag("verified")))
        }
        self.solutions = solutions
    }

    /// The solutions of these metascopes, in the order of the table; metascopes that it does not know are passed over.
    func solutions(ofMetascopes metascopes: [String]) -> [Solution] {
        solutions.filter { $0.metascopes.contains(where: metascopes.contains) }
    }

    /// The solution that goes by this name in AEM or in the Developer Console.
    func solution(named name: String) -> Solution? {
        let name = Self.plain(name)
        return solutions.first { $0.names.contains { Self.plain($0) == name } }
    }

    /// Letters and digits in lower case, without `Adobe` in front: the consoles are not consistent.
    private static func plain(_ name: String) -> String {
        let letters = String(
            name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
        )
        return letters.hasPrefix("adobe") && letters != "adobe" ? String(letters.dropFirst(5)) : letters
    }
}

extension ProfileObject {
    /// A list of texts that may be empty.
    fileprivate func list(_ key: String) throws(ProfileError) -> [String] {
        self[key] == .array([]) ? [] : try strings(key)
    }

    fileprivate func flag(_ key: String) throws(ProfileError) -> Bool {
        guard case .bool(let flag)? = self[key] else {
            throw ProfileError(place: place(of: key), reason: "must be true or false")
        }
        return flag
    }
}
