// SPDX-License-Identifier: Apache-2.0
import SchemaCheck
import Testing

@testable import IMSMigration

@Suite("Rules that contradict each other")
struct ProfileConsistencyTests {
    private static let good = ["migrated": #"[{"remove": "jwtClaims"}, {"set": "scope", "field": "scopes"}]"#]

    private func problem(_ changes: [String: String]) throws -> ProfileError? {
        ProfileConsistency.problem(
            of: try ProfileReader.read(ProfileText.with(Self.good.merging(changes) { _, new in new })))
    }

    @Test("the built-in profiles have none, and neither has the profile that the tests below spoil")
    func none() throws {
        #expect(try problem([:]) == nil)
        for profile in try Sample.profiles.get() { #expect(ProfileConsistency.problem(of: profile) == nil) }
    }

    @Test(
        "what proves JWT by being there must not be written",
        arguments: [
            #"[{"set": "jwtClaims", "value": "x"}, {"set": "scope", "field": "scopes"}]"#,
            #"[{"set": "scope", "field": "scopes"}, {"rename": "other", "to": "jwtClaims"}]"#,
        ])
    func written(steps: String) throws {
        let problem = try #require(try problem(["migrated": steps]))
        #expect(problem.place.hasPrefix("migrated["))
        #expect(problem.reason.contains("jwtClaims, which by jwt[0] proves JWT"))
    }

    @Test("what a migration leaves must not be JWT still, nor neither of the two")
    func leftBehind() throws {
        let jwt =
            #"[{"when": {"property": "jwtClaims"}, "reason": "a"}, {"when": {"property": "key"}, "reason": "b"}]"#
        #expect(try problem(["jwt": jwt])?.place == "jwt[1]")
        #expect(try problem(["migrated": #"[{"remove": "jwtClaims"}]"#])?.place == "oauth")
        let absent = #"[{"when": {"property": "mark", "absent": true}, "reason": "a"}]"#
        #expect(try problem(["jwt": absent])?.place == "jwt[0]")
        let marked = #"[{"set": "mark", "value": "x"}, {"set": "scope", "field": "scopes"}]"#
        #expect(try problem(["jwt": absent, "migrated": marked]) == nil)
    }

    @Test(
        "a made-up node meets its conditions",
        arguments: [
            Condition.present(property: "a"), .equals(property: "a", value: "v"),
            .contains(property: "a", text: "v"), .hostBelow(property: "a", domain: "example.com"),
            .resourceTypeBelow(property: "a", parent: "x/y"), .absent(property: "a"), .factory("f"),
            .atLeast(2, of: [.present(property: "a"), .present(property: "b"), .absent(property: "c")]),
            .all([.any([.present(property: "a"), .present(property: "b")]), .absent(property: "a")]),
        ])
    func madeUp(condition: Condition) {
        let nodes = MadeUpNode.nodes(satisfying: [condition])
        #expect(!nodes.isEmpty)
        #expect(nodes.allSatisfy { condition.holds(in: $0) })
    }

    @Test("what cannot be met at once has no node")
    func impossible() {
        #expect(MadeUpNode.nodes(satisfying: [.present(property: "a"), .absent(property: "a")]).isEmpty)
    }
}

@Suite("Keys that stand twice, questions, and the schema")
struct ProfileFormTests {
    @Test(
        "the second of two keys is told by its place",
        arguments: [
            (#"{"a": 1, "a": 2}"#, "a"),
            (#"{"a": {"b": 1, "c": [{"d": 1}, {"d": 1, "\u0064": 2}]}}"#, "a.c[1].d"),
            (#"[{"a": "\"a\": {"}, {"b": "\\", "b": 1}]"#, "[1].b"),
        ])
    func twice(json: String, place: String) {
        #expect(JSONKeys.firstRepeated(in: Array(json.utf8)) == place)
    }

    @Test(
        "keys of different objects, and texts that look like keys, are none",
        arguments: [
            #"{"a": {"a": {"a": ["a", "a"]}}, "b": "a"}"#, #"[{"a": 1}, {"a": 1}]"#, #""a""#, "7",
            #"{"a": "b\"", "b": "a"}"#,
        ])
    func once(json: String) {
        #expect(JSONKeys.firstRepeated(in: Array(json.utf8)) == nil)
    }

    @Test("a profile in which a rule is given twice, or a question is open, cannot be read")
    func refused() {
        let text = String(decoding: ProfileText.with(), as: UTF8.self)
        let doubled = text.replacing("\"name\":", with: "\"jwt\": [], \"name\":")
        #expect(throws: ProfileError(place: "name", reason: "the key is there twice; keep one of them")) {
            try ProfileReader.read(
                Array(text.replacing("\"name\":", with: "\"name\": \"x\", \"name\":").utf8))
        }
        #expect(throws: ProfileError.self) { try ProfileReader.read(Array(doubled.utf8)) }
        let open = ProfileText.with(["questions": #"[{"property": "p", "place": "migrated", "options": []}]"#]
        )
        let error = #expect(throws: ProfileError.self) { try ProfileReader.read(open) }
        #expect(error?.place == "questions[0]")
        #expect(throws: Never.self) { try ProfileReader.read(ProfileText.with(["questions": "[]"])) }
    }

    @Test("the schema describes the built-in profiles, and uses no keyword that these tests would pass over")
    func schema() throws {
        let schema = try JSONSchema.profile.get()
        #expect(schema.unknownKeywords() == [])
        for json in BuiltInProfiles.sources {
            #expect(try schema.faults(in: String(decoding: json, as: UTF8.self)) == [])
        }
        #expect(try schema.faults(in: String(decoding: ProfileText.with(), as: UTF8.self)) == [])
        #expect(try schema.faults(in: String(decoding: ProfileText.with(["jvt": "[]"]), as: UTF8.self)) != [])
    }

    @Test("a profile that is written reads as the same one")
    func written() throws {
        for profile in try Sample.profiles.get() {
            var read = try ProfileReader.read(Array(ProfileDocument.json(of: profile, questions: []).utf8))
            read.sha256 = profile.sha256
            #expect(read == profile)
        }
    }
}
