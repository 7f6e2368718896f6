// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("The profile that comes with the tool")
struct BuiltInProfileTests {
    @Test("there is one, and it is for cloud configurations below /conf")
    func one() throws {
        let profiles = try BuiltInProfiles.all()
        #expect(profiles.map(\.name) == ["cloudconfig"])
        #expect(profiles.map(\.storage) == ["cloudconfig"])
        #expect(profiles[0].paths.map(\.text) == ["/conf/**/settings/cloudconfigs/*/**"])
    }

    @Test("it knows a property for every field")
    func fields() throws {
        let profile = try Sample.profile()
        for field in Profile.Field.allCases {
            #expect(profile.fields[field]?.isEmpty == false, "\(field)")
        }
        #expect(profile.fields[.clientID] == ["clientId", "apiKey"])
        #expect(profile.fields[.jwtClientID] == ["apiKey", "clientId"])
        #expect(profile.fields[.clientSecret] == ["clientSecret"])
    }

    @Test("a migration does what the contract says, and touches no other property")
    func migrated() throws {
        let profile = try Sample.profile()
        #expect(
            profile.migrated == [
                .remove(property: "apiKey"), .remove(property: "jwtClaims"),
                .remove(property: "keypairAlias"), .remove(property: "techAcctId"),
                .setConstant(property: "authenticationType", value: "oauth"),
                .setField(property: "clientId", field: .clientID),
                .setField(property: "clientSecret", field: .clientSecret),
                .setField(property: "orgId", field: .orgID),
                .setField(property: "scope", field: .scopes),
                .setField(property: "authServerUrl", field: .authorizationServer),
                .setField(property: "jcr:title", field: .title),
                .setField(property: "cloudServiceName", field: .cloudService),
            ])
    }

    @Test("every rule says why it counts, and no reason is said twice for one kind of evidence")
    func reasons() throws {
        let profile = try Sample.profile()
        for rules in [profile.recognise, profile.jwt, profile.oauth] {
            let reasons = rules.map(\.reason)
            #expect(reasons.allSatisfy { !$0.isEmpty })
            #expect(Set(reasons).count == reasons.count)
        }
    }
}
