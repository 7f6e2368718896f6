// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Conditions of a profile: what they mean, and what is refused")
struct ConditionReaderTests {
    private func condition(_ json: String) throws -> Condition {
        try #require(try ProfileReader.read(ProfileText.recognising(json)).recognise.first).when
    }

    @Test("a property alone asks only for its presence")
    func present() throws {
        #expect(try condition(#"{"property": "a"}"#) == .present(property: "a"))
    }

    @Test("a property with one operand asks for its value")
    func operands() throws {
        #expect(
            try condition(#"{"property": "a", "equals": "b"}"#) == .equals(property: "a", value: "b"))
        #expect(
            try condition(#"{"property": "a", "resourceTypeBelow": "x/y"}"#)
                == .resourceTypeBelow(property: "a", parent: "x/y"))
        #expect(
            try condition(#"{"property": "a", "hostBelow": "Example.COM"}"#)
                == .hostBelow(property: "a", domain: "example.com"))
    }

    @Test("conditions nest to any depth")
    func nesting() throws {
        let json = """
            {"all": [{"any": [{"property": "a"}, {"all": [{"property": "b"}, {"property": "c"}]}]},
                     {"atLeast": 2, "of": [{"property": "d"}, {"property": "e"}, {"property": "f"}]}]}
            """
        let read = try condition(json)
        #expect(
            read
                == .all([
                    .any([
                        .present(property: "a"), .all([.present(property: "b"), .present(property: "c")]),
                    ]),
                    .atLeast(
                        2, of: [.present(property: "d"), .present(property: "e"), .present(property: "f")]),
                ]))
        #expect(
            read.matchedProperties(in: PropertyNode(["c": "", "b": "", "f": "", "d": ""])) == [
                "b", "c", "d", "f",
            ])
        #expect(read.matchedProperties(in: PropertyNode(["a": "", "f": "", "d": ""])) == ["a", "d", "f"])
        #expect(read.matchedProperties(in: PropertyNode(["a": "", "d": ""])) == nil)
        #expect(read.matchedProperties(in: PropertyNode(["b": "", "d": "", "e": ""])) == nil)
    }

    @Test(
        "a condition that could never hold, or that means two things, is refused where it stands",
        arguments: [
            (#"{}"#, ".property", "must be a text that is not empty"),
            (#"{"property": ""}"#, ".property", "must be a text that is not empty"),
            (#"{"equals": "b"}"#, ".property", "must be a text that is not empty"),
            (
                #"{"property": "a", "equal": "b"}"#, ".equal",
                "unknown key; known here are property, equals, contains, absent, resourceTypeBelow, hostBelow"
            ),
            (
                #"{"property": "a", "equals": "b", "hostBelow": "c"}"#, "",
                "one condition can hold only one of equals, hostBelow"
            ),
            (#"{"property": "a", "equals": ""}"#, ".equals", "must be a text that is not empty"),
            (#"{"property": "a", "equals": true}"#, ".equals", "must be a text that is not empty"),
            (#"{"all": []}"#, ".all", "must hold at least one condition"),
            (#"{"any": []}"#, ".any", "must hold at least one condition"),
            (#"{"any": {"property": "a"}}"#, ".any", "must be a list of objects"),
            (#"{"any": ["a"]}"#, ".any[0]", "must be an object"),
            (#"{"all": [{"property": "a"}], "any": []}"#, ".any", "unknown key; known here are all"),
            (
                #"{"all": [{"property": "a"}], "property": "b"}"#, ".property",
                "unknown key; known here are all"
            ),
            (#"{"atLeast": 1, "of": []}"#, ".of", "must hold at least one condition"),
            (#"{"atLeast": 1}"#, ".of", "must be a list of objects"),
            (#"{"atLeast": 0, "of": [{"property": "a"}]}"#, ".atLeast", "must be a whole number above zero"),
            (
                #"{"atLeast": 1.5, "of": [{"property": "a"}]}"#, ".atLeast",
                "must be a whole number above zero"
            ),
            (
                #"{"atLeast": "1", "of": [{"property": "a"}]}"#, ".atLeast",
                "must be a whole number above zero"
            ),
            (
                #"{"atLeast": 1e300, "of": [{"property": "a"}]}"#, ".atLeast",
                "must be a whole number above zero"
            ),
            (#"{"atLeast": 2, "of": [{"property": "a"}]}"#, ".atLeast", "asks for more than the 1 under of"),
            (
                #"{"of": [{"property": "a"}]}"#, ".of",
                "unknown key; known here are property, equals, contains, absent, resourceTypeBelow, hostBelow"
            ),
            (
                #"{"property": "a", "hostBelow": "*.example.com"}"#, ".hostBelow",
                "must be a domain such as example.com"
            ),
            (
                #"{"property": "a", "hostBelow": "https://example.com"}"#, ".hostBelow",
                "must be a domain such as example.com"
            ),
            (
                #"{"property": "a", "hostBelow": ".example.com"}"#, ".hostBelow",
                "must be a domain such as example.com"
            ),
            (
                #"{"property": "a", "resourceTypeBelow": "/libs/cq/x"}"#, ".resourceTypeBelow",
                "must be a resource type without /libs/ or /apps/ and without a final /"
            ),
            (
                #"{"property": "a", "resourceTypeBelow": "cq/x/"}"#, ".resourceTypeBelow",
                "must be a resource type without /libs/ or /apps/ and without a final /"
            ),
        ])
    func refused(json: String, place: String, reason: String) {
        for (wrapped, prefix) in [
            (json, ""), (#"{"any": [{"property": "z"}, \#(json)]}"#, ".any[1]"),
            (#"{"atLeast": 1, "of": [{"all": [\#(json)]}]}"#, ".of[0].all[0]"),
        ] {
            #expect(throws: ProfileError(place: "recognise[0].when" + prefix + place, reason: reason)) {
                try ProfileReader.read(ProfileText.recognising(wrapped))
            }
        }
    }
}
