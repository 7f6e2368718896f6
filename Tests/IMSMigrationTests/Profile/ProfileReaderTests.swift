// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import Testing

@testable import IMSMigration

@Suite("Reading a profile is strict: what would silently not count is an error with its place")
struct ProfileReaderTests {
    /// One way to spoil a profile, and the complaint.
    struct Fault: Sendable, CustomTestStringConvertible {
        var member: String
        var json: String
        var place: String
        var reason: String

        init(_ member: String, _ json: String, _ place: String, _ reason: String) {
            (self.member, self.json, self.place, self.reason) = (member, json, place, reason)
        }

        var testDescription: String { "\(member): \(json)" }
    }

    private func expect(_ bytes: [UInt8], _ place: String, _ reason: String) {
        #expect(throws: ProfileError(place: place, reason: reason)) { try ProfileReader.read(bytes) }
    }

    @Test("the small profile that the tests below spoil is good")
    func good() throws {
        let profile = try ProfileReader.read(ProfileText.with())
        #expect(profile.name == "small")
        #expect(profile.markers == ["jwtClaims"])
        #expect(profile.fields == [.clientSecret: ["clientSecret"]])
        #expect(profile.migrated == [.remove(property: "jwtClaims")])
        #expect(profile.referencedBy == [])
        #expect(profile.sha256 == ContentDigest.sha256(ProfileText.with()))
    }

    @Test(
        "what is no JSON object is no profile",
        arguments: [
            ("", "the file is not valid JSON"), ("{", "the file is not valid JSON"),
            ("{} {}", "the file is not valid JSON"), ("path,client_secret", "the file is not valid JSON"),
            ("\u{0}", "the file is not valid JSON"), ("[]", "must be an object"),
            ("null", "must be an object"),
            (#""text""#, "must be an object"),
        ])
    func notAnObject(text: String, reason: String) {
        expect(Array(text.utf8), "", reason)
    }

    @Test("bytes that are no text, and nesting without end, are no profile either")
    func notText() {
        expect([0xFF, 0xFE, 0x00], "", "the file is not valid JSON")
        expect(Array(repeating: UInt8(ascii: "["), count: 100_000), "", "the file is not valid JSON")
    }

    @Test("the description and the assumption are for people, and may be left out")
    func forPeople() throws {
        let plain = try ProfileReader.read(ProfileText.with())
        var told = try ProfileReader.read(
            ProfileText.with(["description": #""what""#, "assumption": #""that""#]))
        #expect(told.sha256 != plain.sha256)
        told.sha256 = plain.sha256
        #expect(told == plain)
    }

    @Test("a member that is missing is told by its name", arguments: ProfileText.requiredMembers)
    func missing(member: String) {
        let error = #expect(throws: ProfileError.self) {
            try ProfileReader.read(ProfileText.with([member: ""]))
        }
        #expect(error?.place == member)
    }

    private static let topFaults = [
        Fault(
            "recognize", "[]", "recognize",
            "unknown key; known here are schemaVersion, name, storage, documents, description, assumption, "
                + "paths, markers, recognise, jwt, oauth, fields, companion, referencedBy, suspected, "
                + "otherHolders, provisioned, shown, created, migrated, questions"),
        Fault("schemaVersion", "2", "schemaVersion", "must be 1"),
        Fault("schemaVersion", #""1""#, "schemaVersion", "must be 1"),
        Fault("schemaVersion", "true", "schemaVersion", "must be 1"),
        Fault("schemaVersion", "1.5", "schemaVersion", "must be 1"),
        Fault("name", #""""#, "name", "must be a text that is not empty"),
        Fault("name", "7", "name", "must be a text that is not empty"),
        Fault("description", "7", "description", "must be a text that is not empty"),
        Fault("assumption", "[]", "assumption", "must be a text that is not empty"),
        Fault(
            "storage", #""My Form""#, "storage", "must be a word of small letters, digits and hyphens"),
        Fault("documents", #""xml""#, "documents", "must be one of docview, osgi"),
        Fault(
            "companion", #"{"factory": "f"}"#, "companion", "only OSGi configurations have one"),
        Fault("shown", "[]", "shown", "must be a list of texts that is not empty"),
        Fault("referencedBy", "[]", "referencedBy", "must be a list of texts that is not empty"),
        Fault("referencedBy", "[1]", "referencedBy[0]", "must be a text that is not empty"),
        Fault("storage", "null", "storage", "must be a text that is not empty"),
        Fault("paths", "[]", "paths", "must be a list of texts that is not empty"),
        Fault("paths", #""/conf""#, "paths", "must be a list of texts that is not empty"),
        Fault("paths", #"["/conf", 7]"#, "paths[1]", "must be a text that is not empty"),
        Fault(
            "paths", #"["/conf", "conf/a"]"#, "paths[1]", "must be a JCR path or glob that begins with /"),
        Fault("markers", "[]", "markers", "must be a list of texts that is not empty"),
        Fault("markers", #"[""]"#, "markers[0]", "must be a text that is not empty"),
        Fault("markers", #"[["a"]]"#, "markers[0]", "must be a text that is not empty"),
    ]

    @Test("a fault at the top", arguments: topFaults)
    func top(fault: Fault) {
        expect(ProfileText.with([fault.member: fault.json]), fault.place, fault.reason)
    }

    private static let ruleFaults = [
        Fault("recognise", "[]", "recognise", "must hold at least one rule"),
        Fault("jwt", "[]", "jwt", "must hold at least one rule"),
        Fault("oauth", "{}", "oauth", "must be a list of objects"),
        Fault("oauth", "[7]", "oauth[0]", "must be an object"),
        Fault("jwt", #"[{"reason": "r"}]"#, "jwt[0].when", "is missing"),
        Fault("jwt", #"[{"when": [], "reason": "r"}]"#, "jwt[0].when", "must be an object"),
        Fault(
            "jwt", #"[{"when": {"property": "a"}}]"#, "jwt[0].reason", "must be a text that is not empty"),
        Fault(
            "jwt", #"[{"when": {"property": "a"}, "reason": "r"}, {"if": {}, "reason": "r"}]"#, "jwt[1].if",
            "unknown key; known here are when, reason"),
    ]

    @Test("a fault in a list of rules", arguments: ruleFaults)
    func rules(fault: Fault) {
        expect(ProfileText.with([fault.member: fault.json]), fault.place, fault.reason)
    }

    private static let fieldFaults = [
        Fault("fields", "[]", "fields", "must be an object"),
        Fault(
            "fields", #"{"clientId": ["a"]}"#, "fields.clientId",
            "unknown field; known are clientID, jwtClientID, clientSecret, orgID, scopes, "
                + "authorizationServer, title, cloudService, technicalAccount, claims, keyAlias, name"),
        Fault("fields", #"{"title": []}"#, "fields.title", "must be a list of texts that is not empty"),
        Fault("fields", #"{"title": "a"}"#, "fields.title", "must be a list of texts that is not empty"),
        Fault("fields", #"{"title": ["a", ""]}"#, "fields.title[1]", "must be a text that is not empty"),
    ]

    @Test("a fault in the fields", arguments: fieldFaults)
    func fields(fault: Fault) {
        expect(ProfileText.with([fault.member: fault.json]), fault.place, fault.reason)
    }

    private static let stepFaults = [
        Fault("migrated", "[]", "migrated", "must hold at least one step"),
        Fault("migrated", "{}", "migrated", "must be a list of objects"),
        Fault("migrated", "[{}]", "migrated[0].set", "must be a text that is not empty"),
        Fault("migrated", #"[{"remove": ""}]"#, "migrated[0].remove", "must be a text that is not empty"),
        Fault(
            "migrated", #"[{"remove": "a", "value": "b"}]"#, "migrated[0].value",
            "unknown key; known here are remove"),
        Fault("migrated", #"[{"set": "a"}]"#, "migrated[0].value", "must be a text"),
        Fault(
            "migrated", #"[{"set": "a", "template": "{clientSecret}"}]"#, "migrated[0].template",
            "must be a text with fields of the mapping in braces, without the secret"),
        Fault(
            "migrated", #"[{"set": "a", "template": "{orgID"}]"#, "migrated[0].template",
            "must be a text with fields of the mapping in braces, without the secret"),
        Fault(
            "migrated", #"[{"set": "a", "value": true}]"#, "migrated[0].value",
            "must be a text"),
        Fault(
            "migrated", #"[{"set": "a", "field": "clientID", "value": "b"}]"#, "migrated[0].value",
            "unknown key; known here are set, field"),
        Fault(
            "migrated", #"[{"set": "a", "field": "clientId"}]"#, "migrated[0].field",
            "no field that a mapping gives"),
        Fault(
            "migrated", #"[{"set": "a", "field": "claims"}]"#, "migrated[0].field",
            "no field that a mapping gives"),
        Fault(
            "migrated", #"[{"set": "a", "field": "jwtClientID"}]"#, "migrated[0].field",
            "no field that a mapping gives"),
        Fault(
            "migrated", #"[{"remove": "a"}, {"set": "b", "value": "c"}, {"set": "a", "field": "title"}]"#,
            "migrated[2]", "two steps for the property a"),
    ]

    @Test("a fault in the steps of a migration", arguments: stepFaults)
    func steps(fault: Fault) {
        expect(ProfileText.with([fault.member: fault.json]), fault.place, fault.reason)
    }

    /// Names with which JCR refuses a whole node, as JSON writes them.
    private static let forbiddenNames = [
        "a/b", "a[1]", "a]", "a|b", "*", "cl*ent", "jcr:a:b", "jcr:", ":a", ".", "..", "jcr:..", " a", "a ",
        "jcr: a",
        "a\\tb", "a\\nb", "a\\u0000", "a\\u007F", "a\\u0085b", "a\\u2028b", "a\\u3000b", "a\\uFFFE", "a b:c",
        "1:c", "{x:y}",
        "{x:y}a/b",
    ]
    private static let places: [(member: String, json: String, place: String)] = [
        ("migrated", #"[{"remove": "NAME"}]"#, "migrated[0].remove"),
        ("migrated", #"[{"set": "NAME", "value": "x"}]"#, "migrated[0].set"),
        ("migrated", #"[{"set": "NAME", "field": "clientID"}]"#, "migrated[0].set"),
        ("migrated", #"[{"set": "NAME", "template": "{orgID}"}]"#, "migrated[0].set"),
        ("migrated", #"[{"set": "x", "from": "NAME"}]"#, "migrated[0].from"),
        ("migrated", #"[{"rename": "NAME", "to": "x"}]"#, "migrated[0].rename"),
        ("migrated", #"[{"rename": "x", "to": "NAME"}]"#, "migrated[0].to"),
        ("migrated", #"[{"keepEntries": "NAME", "key": "iss"}]"#, "migrated[0].keepEntries"),
        ("fields", #"{"clientSecret": ["NAME"]}"#, "fields.clientSecret[0]"),
        ("shown", #"["x", "NAME"]"#, "shown[1]"),
        ("referencedBy", #"["NAME"]"#, "referencedBy[0]"),
        (
            "jwt", #"[{"when": {"all": [{"property": "NAME"}]}, "reason": "r"}]"#,
            "jwt[0].when.all[0].property"
        ),
        ("created", #"{"type": "NAME", "folder": "nt:folder"}"#, "created.type"),
        ("created", #"{"type": "cq:Page", "content": "NAME", "folder": "nt:folder"}"#, "created.content"),
        ("created", #"{"type": "cq:Page", "folder": "NAME"}"#, "created.folder"),
        ("created", #"{"type": "cq:Page", "folder": "nt:folder", "set": {"NAME": "x"}}"#, "created.set.NAME"),
    ]

    private func error(_ member: String, _ json: String) -> ProfileError? {
        do throws(ProfileError) {
            _ = try ProfileReader.read(ProfileText.with([member: json]))
            return nil
        } catch {
            return error
        }
    }

    @Test("a name that JCR forbids is an error wherever a property is named", arguments: forbiddenNames)
    func forbiddenName(name: String) throws {
        for place in Self.places {
            let error = error(place.member, place.json.replacing("NAME", with: name))
            // JSON's escapes are no part of the name.
            if !name.contains("\\") {
                #expect(error?.place == place.place.replacing("NAME", with: name), "\(place)")
            }
            #expect(error?.reason.contains("can't be the name of a property") == true, "\(place)")
        }
    }

    @Test(
        "other names are none of that: spaces and dots within, every script, known prefixes, expanded names",
        arguments: [
            "a b", "a.b", ".a", "...", "a-b", "é", "\u{1F600}", "cq:a b", "jcr:title", "a{b}", "(x)", "a,b",
            "a\u{A0}b",
            "{http://example.com/ns}a", "{}a", "2", "a'&<>\u{301}",
        ])
    func allowedName(name: String) {
        for place in Self.places.prefix(8) {
            #expect(error(place.member, place.json.replacing("NAME", with: name)) == nil, "\(place)")
        }
    }

    @Test("a prefix that no repository is sure to know may be read, and not written")
    func unknownPrefix() {
        for place in Self.places {
            let isWritten = ["set", "to", "type", "content", "folder", "set.NAME"].contains {
                place.place.hasSuffix("." + $0)
            }
            let error = error(place.member, place.json.replacing("NAME", with: "acme:key"))
            #expect((error != nil) == isWritten, "\(place): \(String(describing: error))")
        }
    }

    @Test("an OSGi property has no colon, whatever its prefix")
    func osgiColon() {
        for (member, json, place) in [
            ("migrated", #"[{"set": "jcr:title", "field": "title"}]"#, "migrated[0]"),
            ("migrated", #"[{"rename": "a", "to": "cq:b"}]"#, "migrated[0]"),
            ("created", #"{"folder": "nt:folder", "set": {"cq:b": "x"}}"#, "created.set.cq:b"),
        ] {
            let json = ProfileText.with(["documents": #""osgi""#, member: json])
            let error = #expect(throws: ProfileError.self) { try ProfileReader.read(json) }
            #expect(error?.place == place)
        }
    }

    @Test("the complaint reads as place and reason in one line")
    func description() {
        #expect("\(ProfileError(place: "jwt[0].when", reason: "is missing"))" == "jwt[0].when: is missing")
        #expect("\(ProfileError(place: "", reason: "must be an object"))" == "must be an object")
    }
}
