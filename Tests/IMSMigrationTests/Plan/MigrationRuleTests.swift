// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("The migration rule of the built-in profile, property by property")
struct MigrationRuleTests {
    private func changes(
        _ properties: Properties, _ header: String = "path,client_secret,scopes",
        _ row: String = "/**,env:SECRET,openid"
    ) throws -> [String] {
        let configuration = try #require(try classified(properties))
        let plan = try Planner(try Sheet.mapping(header, row)).plan(for: configuration).plan
        #expect(plan.outcome == .planned)
        return plan.told
    }

    @Test("what belongs to JWT goes, as far as it is there; each is told with what it held")
    func removed() throws {
        let told = try changes([
            "apiKey": "key", "jwtClaims": Sample.payload, "keypairAlias": "alias", "techAcctId": "account",
        ])
        #expect(
            told.filter { $0.hasPrefix("removed") } == [
                "removed apiKey: key →", "removed jwtClaims: \(Sample.payload) →",
                "removed keypairAlias: alias →", "removed techAcctId: account →",
            ])
        let fewer = try changes(["jwtClaims": Sample.payload])
        #expect(fewer.filter { $0.hasPrefix("removed") } == ["removed jwtClaims: \(Sample.payload) →"])
    }

    @Test("a property that OAuth needs is added, or changed where it holds something else")
    func set() throws {
        let added = try changes(["jwtClaims": Sample.payload])
        #expect(
            added.dropFirst() == [
                "added authenticationType: → oauth", "added clientId: → \(Sample.apiKey)",
                "added clientSecret: → \(Sheet.secret)", "added orgId: → \(Sample.org)",
                "added scope: → openid",
            ])
        let changed = try changes([
            "jwtClaims": Sample.payload, "authenticationType": "jwt", "clientId": "old", "clientSecret": "",
            "orgId": "", "apiKey": "key",
        ])
        #expect(
            changed.dropFirst(2) == [
                "changed authenticationType: jwt → oauth", "changed clientId: old → key",
                "changed clientSecret:  → \(Sheet.secret)", "changed orgId:  → \(Sample.org)",
                "added scope: → openid",
            ])
    }

    @Test("a property that holds the wanted value already is no change")
    func same() throws {
        let told = try changes([
            "jwtClaims": Sample.payload, "clientId": Sample.apiKey, "clientSecret": Sheet.secret,
            "orgId": Sample.org, "apiKey": Sample.apiKey,
        ])
        #expect(
            told.dropFirst(2) == ["added authenticationType: → oauth", "added scope: → openid"])
    }

    @Test("an array with the wanted value is a change: OAuth properties are single strings")
    func array() throws {
        let node = PropertyNode(
            path: Sample.node,
            properties: [
                ("jwtClaims", .init([Sample.payload])), ("scope", .init(["openid"], isMultiple: true)),
            ])
        let configuration = try #require(
            Classifier.configuration(in: node, line: 1, profile: try Sample.profile()))
        let plan = try Planner(try Sheet.mapping("path,client_secret,scopes", "/**,env:SECRET,openid"))
            .plan(for: configuration).plan
        #expect(plan.told.last == "changed scope: openid → openid")
    }

    @Test("two spellings of one accent are two values")
    func bytes() throws {
        let told = try changes(
            ["jwtClaims": Sample.payload, "jcr:title": "Caf\u{E9}"], "path,client_secret,scopes,title",
            "/**,env:SECRET,openid,Cafe\u{301}")
        #expect(told.last?.hasPrefix("changed jcr:title") == true)
    }

    @Test("an empty client id keeps the JWT's own: its API key, else the end of aud; the row's wins")
    func clientID() throws {
        let header = "path,client_id,client_secret,scopes"
        let payload = Sample.payload
        func id(_ properties: Properties, _ cell: String) throws -> String? {
            try changes(properties, header, "/**,\(cell),env:SECRET,openid").first {
                $0.contains(" clientId:")
            }
        }
        #expect(try id(["jwtClaims": payload, "apiKey": "key"], "") == "added clientId: → key")
        #expect(try id(["jwtClaims": payload], "") == "added clientId: → \(Sample.apiKey)")
        #expect(try id(["jwtClaims": payload, "apiKey": "key"], "new") == "added clientId: → new")
    }

    @Test(
        "an empty org is the payload's iss, else the configuration's own; the row's wins where there is no iss"
    )
    func org() throws {
        let header = "path,org_id,client_secret,scopes"
        func org(_ properties: Properties, _ cell: String) throws -> String? {
            try changes(properties, header, "/**,\(cell),env:SECRET,openid").first { $0.contains(" orgId:") }
        }
        #expect(
            try org(["jwtClaims": Sample.payload, "orgId": "other@AdobeOrg"], "")
                == "changed orgId: other@AdobeOrg → \(Sample.org)")
        #expect(try org(["jwtClaims": "{}", "orgId": "own@AdobeOrg", "apiKey": "k"], "") == nil)
        #expect(
            try org(["jwtClaims": "{}", "apiKey": "k"], "given@AdobeOrg") == "added orgId: → given@AdobeOrg")
    }

    @Test("scopes are written comma-joined, however the cell separates them")
    func scopes() throws {
        let told = try changes(
            ["jwtClaims": Sample.payload], "path,client_secret,scopes",
            "/**,env:SECRET,\" openid , AdobeID\ttarget_sdk,,read \"")
        #expect(told.last == "added scope: → openid,AdobeID,target_sdk,read")
    }

    @Test("the optional columns set server, title and service; empty cells keep what is there")
    func optional() throws {
        let properties: Properties = [
            "jwtClaims": Sample.payload, "authServerUrl": Sample.server, "jcr:title": "Old",
            "cloudServiceName": "Adobe Target",
        ]
        let header = "path,client_secret,scopes,authorization_server,title,cloud_service"
        let given = try changes(
            properties, header, "/**,env:SECRET,openid,https://ims-na2.adobelogin.com,New,Adobe Stock")
        #expect(
            given.suffix(3) == [
                "changed authServerUrl: \(Sample.server) → https://ims-na2.adobelogin.com",
                "changed jcr:title: Old → New", "changed cloudServiceName: Adobe Target → Adobe Stock",
            ])
        let kept = try changes(properties, header, "/**,env:SECRET,openid,,,")
        #expect(kept.last == "added scope: → openid")
        let fresh = try changes(["jwtClaims": Sample.payload], header, "/**,env:SECRET,openid,,New,")
        #expect(fresh.last == "added jcr:title: → New")
    }

    @Test("a profile of one's own gives other names, and the planner follows it")
    func ownProfile() throws {
        let bytes = ProfileText.with([
            "migrated": #"[{"set": "type", "value": "s2s"}, {"set": "secret", "field": "clientSecret"}]"#
        ])
        let profile = try ProfileReader.read(bytes)
        let node = PropertyNode(["jwtClaims": Sample.payload], at: "/conf/x")
        let configuration = try #require(Classifier.configuration(in: node, line: 1, profile: profile))
        let planner = Planner(
            mapping: try Sheet.mapping("path,client_secret,scopes", "/**,env:SECRET,openid"),
            profiles: [profile], allowances: Planner.Allowances())
        let plan = planner.plan(for: configuration).plan
        // It writes neither client id nor org, so that the row need not bring them.
        #expect(plan.findings == [])
        #expect(plan.told == ["added type: → s2s", "added secret: → \(Sheet.secret)"])
    }
}
