// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("The profiles that come with the tool")
struct BuiltInProfileTests {
    @Test(
        "there is one for each form: below /conf, legacy Smart Tags pages below /etc, OSGi configurations below /apps"
    )
    func all() throws {
        let profiles = try BuiltInProfiles.all()
        #expect(profiles.map(\.name) == ["cloudconfig", "smarttags", "osgi"])
        #expect(profiles.map(\.storage) == ["cloudconfig", "smarttags", "osgi"])
        #expect(
            profiles.flatMap { $0.paths.map(\.text) }
                == [
                    "/conf/**/settings/cloudconfigs/*/**", "/etc/cloudservices/smarttagging/*/**",
                    "/apps/**/config*/**/*", "/apps/**/install*/**/*",
                ])
        #expect(Set(profiles.flatMap(\.subtrees)) == ["/conf", "/etc/cloudservices/smarttagging", "/apps"])
    }

    @Test("the one for cloud configurations knows a property for every field")
    func fields() throws {
        let profile = try Sample.profile()
        for field in Profile.Field.allCases where field != .name {
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

    @Test("a Smart Tags page keeps its client id in apiKey, and loses its technical account alone")
    func smartTags() throws {
        let profile = try #require(try BuiltInProfiles.all().first { $0.storage == "smarttags" })
        #expect(
            profile.migrated == [
                .remove(property: "techAcctId"),
                .setConstant(property: "authenticationType", value: "oauth"),
                .setField(property: "apiKey", field: .clientID),
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
        for rules in try BuiltInProfiles.all().flatMap({ [$0.recognise, $0.jwt, $0.oauth] }) {
            let reasons = rules.map(\.reason)
            #expect(reasons.allSatisfy { !$0.isEmpty })
            #expect(Set(reasons).count == reasons.count)
        }
    }
}
