// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Steps beyond those of the built-in profiles")
struct StepTests {
    private let node = PropertyNode([
        "jcr:title": "Target", "apiKey": Sample.apiKey, "authServerUrl": Sample.server,
        "jwtClaims": Sample.payload, "keypairAlias": "alias",
    ])

    private func migrated(_ steps: String, title: String = "") throws -> PropertyNode {
        var profile = try Sample.profile()
        profile.migrated = try ProfileReader.read(ProfileText.with(["migrated": steps])).migrated
        let mapping = try Sheet.mapping(
            "path,client_secret,scopes,title", "/**,env:SECRET,\"openid, AdobeID\",\(title)")
        let configuration = try #require(Classifier.configuration(in: node, line: 1, profile: profile))
        let planner = Planner(mapping: mapping, profiles: [profile], allowances: .init())
        return node.applying(planner.plan(for: configuration).plan.changes)
    }

    @Test("renaming keeps the value, arrays too; copying keeps both")
    func moves() throws {
        let renamed = try migrated(
            #"[{"rename": "keypairAlias", "to": "old"}, {"set": "copy", "from": "apiKey"}]"#)
        #expect(renamed["keypairAlias"] == nil && renamed["old"]?.text == "alias")
        #expect(renamed["copy"]?.text == Sample.apiKey && renamed["apiKey"]?.text == Sample.apiKey)
        let nothing = try migrated(#"[{"rename": "none", "to": "old"}, {"set": "copy", "from": "none"}]"#)
        #expect(nothing["old"] == nil && nothing["copy"] == nil)
    }

    @Test("scopes with a separator, and as an array")
    func scopes() throws {
        let node = try migrated(
            #"[{"set": "a", "field": "scopes", "separator": " "}, {"set": "b", "field": "scopes", "as": "array"}]"#
        )
        #expect(node["a"] == .init(["openid AdobeID"]))
        #expect(node["b"] == .init(["openid", "AdobeID"], isMultiple: true))
    }

    @Test("constants of other types and arrays")
    func constants() throws {
        let node = try migrated(
            #"[{"set": "a", "value": "true", "type": "Boolean"}, {"set": "b", "values": ["x", ""]}, {"set": "c", "value": ""}]"#
        )
        #expect(node["a"] == .init(["true"], type: "Boolean"))
        #expect(node["b"] == .init(["x", ""], isMultiple: true))
        #expect(node["c"] == "")
    }

    @Test(
        "the technical account of the payload, and what the configuration has where the mapping gives nothing"
    )
    func own() throws {
        let steps = """
            [{"set": "a", "field": "technicalAccount"}, {"set": "b", "template": "{title}/{authorizationServer}"}]
            """
        #expect(try migrated(steps)["a"]?.text == Lesson.account)
        #expect(try migrated(steps)["b"]?.text == "Target/" + Sample.server)
        #expect(try migrated(steps, title: "New")["b"]?.text == "New/" + Sample.server)
    }

    private static let wrongSteps = [
        (#"[{"rename": "a"}]"#, "migrated[0].to"), (#"[{"set": "a", "from": "a"}]"#, "migrated[0].from"),
        (#"[{"set": "a", "value": "b", "type": "Bool"}]"#, "migrated[0].type"),
        (#"[{"set": "a", "field": "orgID", "separator": " "}]"#, "migrated[0].separator"),
        (#"[{"set": "a", "field": "scopes", "as": "list"}]"#, "migrated[0].as"),
        (#"[{"set": "a", "values": "b"}]"#, "migrated[0].values"),
        (#"[{"rename": "a", "to": "b"}, {"remove": "b"}]"#, "migrated[1]"),
        (#"[{"rename": "a", "to": "b"}, {"remove": "a"}]"#, "migrated[1]"),
        (#"[{"rename": "a", "to": "a"}]"#, "migrated[0]"),
    ]

    @Test("faults in them", arguments: wrongSteps)
    func faults(steps: String, place: String) {
        let error = #expect(throws: ProfileError.self) {
            try ProfileReader.read(ProfileText.with(["migrated": steps]))
        }
        #expect(error?.place == place)
    }

    @Test("what is renamed from the payload or the secret stays as hidden as it was")
    func hidden() throws {
        var profile = try Sample.profile()
        profile.migrated = [
            .rename(property: "jwtClaims", to: "oldClaims"), .copy(property: "spare", from: "clientSecret"),
        ]
        let disclosure = ValueDisclosure(profiles: [profile], storage: "cloudconfig")
        let payload = #"{"iss":"x@AdobeOrg","note":"hidden"}"#
        #expect(disclosure.text(of: "oldClaims", value: PropertyNode.Value([payload])) == "iss=x@AdobeOrg")
        #expect(
            disclosure.text(of: "oldClaims", value: PlannedValue.value(.init([payload]))) == "iss=x@AdobeOrg")
        #expect(disclosure.isSecret("spare"))
    }
}
