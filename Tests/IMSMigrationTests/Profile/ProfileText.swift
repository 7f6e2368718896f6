// SPDX-License-Identifier: Apache-2.0

@testable import IMSMigration

/// A small profile that reads, as text, so that a test can spoil one member of it.
enum ProfileText {
    private static let members = [
        "schemaVersion": "1",
        "name": #""small""#,
        "storage": #""cloudconfig""#,
        "paths": #"["/conf/**"]"#,
        "markers": #"["jwtClaims"]"#,
        "recognise": #"[{"when": {"property": "jwtClaims"}, "reason": "payload"}]"#,
        "jwt": #"[{"when": {"property": "jwtClaims"}, "reason": "payload"}]"#,
        "oauth": #"[{"when": {"property": "scope"}, "reason": "scopes"}]"#,
        "fields": #"{"clientSecret": ["clientSecret"]}"#,
        "migrated": #"[{"remove": "jwtClaims"}]"#,
    ]

    static let requiredMembers = members.keys.sorted()

    /// The profile with `changes` to its members; an empty text leaves a member out.
    static func with(_ changes: [String: String] = [:]) -> [UInt8] {
        let members = members.merging(changes) { _, new in new }.filter { !$0.value.isEmpty }
        let lines = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        return Array("{\(lines.joined(separator: ",\n"))}".utf8)
    }

    /// The profile whose one recognition rule has this condition.
    static func recognising(_ condition: String) -> [UInt8] {
        with(["recognise": #"[{"when": \#(condition), "reason": "test"}]"#])
    }
}
