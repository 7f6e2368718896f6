// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("What is decided about a configuration, and what is found on the way")
struct PlannerOutcomeTests {
    private static let jwt: Properties = ["jwtClaims": Sample.payload, "apiKey": Sample.apiKey]
    private static let oauth: Properties = [
        "sling:resourceType": Sample.resourceType, "authenticationType": "oauth", "clientId": Sample.apiKey,
    ]
    private static let both: Properties = ["jwtClaims": Sample.payload, "authenticationType": "oauth"]
    private static let neither: Properties = ["sling:resourceType": Sample.resourceType]

    private static let header = "path,jwt_client_id,client_secret,scopes,org_id,action"
    private static let row = "\(Sample.page),,env:SECRET,openid,,"

    private func plan(
        _ properties: Properties, by rows: [String], allowing allowances: Planner.Allowances = .init()
    ) throws -> ConfigurationPlan {
        let mapping = try Sheet.mapping(([Self.header] + rows).joined(separator: "\n"))
        let configuration = try #require(try classified(properties, line: 9))
        return try Planner(mapping, allowing: allowances).plan(for: configuration).plan
    }

    @Test("a JWT configuration with a row is planned")
    func planned() throws {
        let plan = try plan(Self.jwt, by: [Self.row])
        #expect(plan.outcome == .planned)
        #expect(plan.mappingRow == 2)
        #expect(!plan.changes.isEmpty)
        #expect(plan.findings == [])
    }

    @Test("one without a row is unmapped, an error; allowed, a warning, and it stays as it is")
    func unmapped() throws {
        for (allowances, level) in [
            (Planner.Allowances(), "error"), (Planner.Allowances(unmapped: true), "warning"),
        ] {
            let plan = try plan(Self.jwt, by: ["/conf/other,,env:SECRET,openid,,"], allowing: allowances)
            #expect(plan.outcome == .unmapped)
            #expect(plan.mappingRow == nil)
            #expect(plan.changes == [])
            #expect(plan.findingKinds == ["\(level) mapping-missing"])
            #expect(plan.findings.map(\.path) == [Sample.page])
        }
    }

    @Test("a row that skips leaves it alone, without a finding")
    func skipped() throws {
        let plan = try plan(Self.jwt, by: ["\(Sample.page),,,,,skip"])
        #expect(plan.outcome == .skipped)
        #expect(plan.mappingRow == 2)
        #expect(plan.changes == [] && plan.findings == [])
    }

    @Test("an OAuth configuration is done, whatever a row says, or none", arguments: ["", "migrate", "skip"])
    func alreadyOAuth(action: String) throws {
        for path in [Sample.page, "/conf/other"] {
            let plan = try plan(Self.oauth, by: ["\(path),,env:SECRET,openid,,\(action)"])
            #expect(plan.outcome == .alreadyOAuth)
            #expect(plan.changes == [] && plan.findings == [])
        }
    }

    @Test("two rows of equal right are an error that names them")
    func ambiguousRows() throws {
        let plan = try plan(Self.jwt, by: [Self.row, "/conf/other,,env:SECRET,openid,,", Self.row])
        #expect(plan.outcome == .failed)
        #expect(plan.findingKinds == ["error mapping-ambiguous"])
        #expect(plan.findings.first?.message.contains("2 and 4") == true)
        #expect(plan.changes == [])
    }

    @Test("a row that skips does not win over one that migrates: they are of equal right")
    func skipAndMigrate() throws {
        let plan = try plan(Self.jwt, by: [Self.row, "\(Sample.page),,,,,skip"])
        #expect(plan.outcome == .failed)
        #expect(plan.findingKinds == ["error mapping-ambiguous"])
    }

    @Test("evidence of both kinds is never migrated, with a row or without, and no allowance helps")
    func ambiguousConfiguration() throws {
        let everything = Planner.Allowances(unmapped: true, orgMismatch: true)
        for (rows, allowances) in [
            ([Self.row], Planner.Allowances()), ([], .init()), ([Self.row], everything), ([], everything),
        ] {
            let plan = try plan(Self.both, by: rows, allowing: allowances)
            #expect(plan.outcome == .failed)
            #expect(plan.changes == [])
            #expect(plan.findingKinds == ["error configuration-ambiguous"])
            #expect(plan.findings.first?.path == Sample.page)
            #expect(plan.findings.first?.line == 9)
            let message = plan.findings.first?.message ?? ""
            #expect(message.contains("jwtClaims") && message.contains("authenticationType"))
        }
    }

    @Test("so is evidence of neither kind, and the message does not claim to have seen any")
    func nothingTells() throws {
        let plan = try plan(Self.neither, by: [Self.row])
        #expect(plan.outcome == .failed)
        #expect(plan.findingKinds == ["error configuration-ambiguous"])
        #expect(plan.findings.first?.message.hasPrefix("Nothing tells") == true)
    }

    @Test("a row that skips is the way to leave an ambiguous configuration alone")
    func ambiguousSkipped() throws {
        for properties in [Self.both, Self.neither] {
            let plan = try plan(properties, by: ["\(Sample.page),,,,,skip"])
            #expect(plan.outcome == .skipped)
            #expect(plan.findings == [])
        }
    }

    @Test("another org than the JWT's iss is an error; allowed, a warning, and the row's org is written")
    func orgMismatch() throws {
        let row = "\(Sample.page),,env:SECRET,openid,C30000000000000000000003@AdobeOrg,"
        let refused = try plan(Self.jwt, by: [row])
        #expect(refused.outcome == .failed)
        #expect(refused.changes == [])
        #expect(refused.findingKinds == ["error org-mismatch"])
        #expect(refused.findings.first?.path == Sample.page)
        let allowed = try plan(Self.jwt, by: [row], allowing: .init(orgMismatch: true))
        #expect(allowed.outcome == .planned)
        #expect(allowed.findingKinds == ["warning org-mismatch"])
        #expect(allowed.told.contains("added orgId: → C30000000000000000000003@AdobeOrg"))
    }

    @Test("the same org, or a payload without iss, is no mismatch")
    func orgMatch() throws {
        #expect(try plan(Self.jwt, by: ["\(Sample.page),,env:SECRET,openid,\(Sample.org),"]).findings == [])
        let silent: Properties = ["jwtClaims": "{}", "apiKey": "key"]
        let plan = try plan(silent, by: ["\(Sample.page),,env:SECRET,openid,\(Sample.org),"])
        #expect(plan.outcome == .planned)
        #expect(plan.findings == [])
    }

    @Test("what neither the row nor the configuration tells is an error that names row and column")
    func incomplete() throws {
        let silent = try plan(["jwtClaims": "not JSON"], by: [Self.row])
        #expect(silent.outcome == .failed)
        #expect(silent.changes == [])
        #expect(silent.findingKinds == ["error mapping-incomplete", "error mapping-incomplete"])
        #expect(silent.findings.first?.message.hasPrefix("Row 2, column client_id:") == true)
        #expect(silent.findings.last?.message.hasPrefix("Row 2, column org_id:") == true)
        #expect(
            try plan(["jwtClaims": "not JSON", "apiKey": "key"], by: [Self.row]).findingKinds
                == ["error mapping-incomplete"])
    }

    @Test("a mapping that was read without its secrets can migrate nothing")
    func unresolved() throws {
        let mapping = try MappingReader.read(
            Array("path,client_secret,scopes\n\(Sample.page),env:SECRET,openid\n".utf8), sources: nil)
        let plan = try Planner(mapping).plan(for: try #require(try classified(Self.jwt))).plan
        #expect(plan.outcome == .failed)
        #expect(plan.findingKinds == ["error mapping-incomplete"])
    }

    @Test("a row that creates is no row for what is there already, and says so")
    func create() throws {
        let mapping = try Sheet.mapping(
            "path,client_id,client_secret,org_id,scopes,title,action",
            "\(Sample.page),id,env:SECRET,\(Sample.org),openid,New,create")
        let plan = try Planner(mapping).plan(for: try #require(try classified(Self.jwt))).plan
        #expect(plan.outcome == .failed)
        #expect(plan.changes == [])
        #expect(plan.findingKinds == ["error path-occupied"])
        #expect(plan.findings.first?.message.contains("create") == true)
    }

    @Test("of all rows that match, the best decides, and all count as used")
    func rows() throws {
        let mapping = try Sheet.mapping(
            Self.header, "/conf/**,,env:SECRET,openid,,", Self.row, ",\(Sample.apiKey),env:SECRET,openid,,",
            "/conf/other,,env:SECRET,openid,,")
        let (plan, rows) = try Planner(mapping).plan(for: try #require(try classified(Self.jwt)))
        #expect(plan.mappingRow == 3)
        #expect(rows == [2, 3, 4])
    }
}
