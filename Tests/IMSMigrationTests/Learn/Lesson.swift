// SPDX-License-Identifier: Apache-2.0
import SchemaCheck
import Testing

@testable import IMSMigration

/// Pairs as tests write them, and what is learned from them.
struct Lesson {
    static let secret = "{" + String(repeating: "5e", count: 32) + "}"
    static let oldSecret = "{" + String(repeating: "01", count: 32) + "}"
    static let header = "path,client_secret,scopes"
    static let account = "B20000000000000000000002@techacct.adobe.com"

    /// A JWT configuration as the console writes it.
    static let jwt: Properties = [
        "jcr:primaryType": "cq:PageContent", "jcr:title": "Target",
        "sling:resourceType": Sample.resourceType, "apiKey": Sample.apiKey, "authServerUrl": Sample.server,
        "clientSecret": oldSecret, "jwtClaims": Sample.payload, "keypairAlias": "target-2023",
    ]

    /// What stays of it after every migration of these tests.
    static let stays: Properties = [
        "jcr:primaryType": "cq:PageContent", "jcr:title": "Target",
        "sling:resourceType": Sample.resourceType, "authServerUrl": Sample.server,
    ]

    var pairs: [LearningPair] = []

    /// The usual configuration with what is new after its migration; without `row`, no mapping.
    mutating func add(_ after: Properties, row: String? = nil, header: String = header) throws {
        try add(Self.jwt, after, row: row, header: header)
    }

    mutating func add(
        _ before: Properties, _ after: Properties, row: String? = nil, header: String = header
    ) throws {
        try add(
            PropertyNode(before), PropertyNode(Self.stays).adding(PropertyNode(after)), row: row,
            header: header)
    }

    mutating func add(
        _ before: PropertyNode, _ after: PropertyNode, row: String? = nil, header: String = header
    ) throws {
        var pair = LearningPair(name: "pair \(pairs.count + 1)", before: before, after: after)
        if let row { pair.row = try Sheet.mapping(header, row).rows.first }
        pairs.append(pair)
    }

    func learned() throws -> LearnedProfile {
        let learned = ProfileLearner.learn(from: pairs, base: try Sample.profile())
        // Whatever is learned can be read again, is described by the schema, and holds no secret.
        #expect(try JSONSchema.profile.get().faults(in: learned.json) == [])
        for secret in [Self.secret, Self.oldSecret, Sheet.secret] {
            #expect(!learned.json.contains(secret))
            #expect(!learned.properties.contains { $0.text.contains(secret) })
            #expect(!learned.questions.contains { $0.text.contains(secret) })
        }
        if learned.isProven {
            var read = try ProfileReader.read(Array(learned.json.utf8))
            #expect(throws: Never.self) { try ProfileConsistency.check(read) }
            read.sha256 = ""
            #expect(read == learned.profile)
        } else if !learned.questions.isEmpty {
            #expect(throws: ProfileError.self) { try ProfileReader.read(Array(learned.json.utf8)) }
        }
        return learned
    }
}

extension PropertyNode {
    func adding(_ other: PropertyNode) -> PropertyNode {
        var node = self
        for (name, value) in other.properties {
            node.properties.removeAll { $0.name == name }
            node.properties.append((name, value))
        }
        return node
    }

    func setting(_ name: String, _ value: Value) -> PropertyNode {
        adding(PropertyNode(path: path, properties: [(name, value)]))
    }
}

extension LearnedProfile {
    /// The explanation of a property.
    subscript(property: String) -> String? { properties.first { $0.property == property }?.text }

    /// The properties that are asked about, with the answers.
    var asked: [String] {
        questions.map { "\($0.property): \($0.options.map(\.meaning).joined(separator: " | "))" }
    }
}
