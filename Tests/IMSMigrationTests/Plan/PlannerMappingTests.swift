// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Findings about the mapping itself")
struct PlannerMappingTests {
    private func findings(_ mapping: Mapping, used: Set<Int> = []) throws -> [String] {
        try Planner(mapping).findings(usedRows: used).map {
            "\($0.level.rawValue) \($0.rule.rawValue): \($0.message)"
        }
    }

    @Test("a row that matched nothing is a warning, in the order of the file")
    func unused() throws {
        let mapping = try Sheet.mapping(
            "path,client_secret,scopes,action", "/a,env:SECRET,openid,", "/b,,,skip", "/c,env:SECRET,openid,")
        #expect(
            try findings(mapping, used: [3]) == [
                "warning mapping-unused: Row 2 of the mapping matches no configuration.",
                "warning mapping-unused: Row 4 of the mapping matches no configuration.",
            ])
        #expect(try findings(mapping, used: [2, 3, 4]) == [])
    }

    @Test("a row that creates is for what is not there yet, so that matching nothing is right")
    func create() throws {
        let mapping = try Sheet.mapping(
            "path,client_id,client_secret,org_id,scopes,title,action",
            "/a,id,env:SECRET,\(Sample.org),openid,New,create")
        #expect(try findings(mapping) == [])
    }

    @Test("a secret in clear text is a warning without the secret; the other sources are none")
    func plaintext() throws {
        let protected = "{" + String(repeating: "0a", count: 32) + "}"
        let mapping = try Sheet.mapping(
            "path,client_secret,scopes", "/a,p8e-canary,openid", "/b,env:SECRET,openid",
            "/c,\(protected),openid")
        let found = try findings(mapping, used: [2, 3, 4])
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("warning secret-plaintext: Row 2 ") == true)
        #expect(found.first?.contains("canary") == false)
    }

    @Test("a row can have both")
    func both() throws {
        let mapping = try Sheet.mapping("path,client_secret,scopes", "/a,p8e-canary,openid")
        let rules = try Planner(mapping).findings(usedRows: []).map(\.rule)
        #expect(rules == [.mappingUnused, .secretPlaintext])
    }
}
