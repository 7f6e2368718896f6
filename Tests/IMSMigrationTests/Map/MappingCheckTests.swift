// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("What is wrong with a mapping beyond its syntax")
struct MappingCheckTests {
    private static let id = String(repeating: "0123456789abcdef", count: 2)

    private static func check(_ csv: String, sources: SecretSources? = nil) throws -> MappingCheck {
        MappingCheck(
            MappingReader.examine(Array(csv.utf8), sources: sources), profiles: [try Subjects.profile()],
            allowances: .init())
    }

    private static func findings(_ csv: String) throws -> [String] {
        try check(csv).findings().map(Self.line)
    }

    private static func line(_ finding: Finding) -> String {
        let place = [finding.mappingRow.map { "\($0)" }, finding.mappingColumn?.rawValue].compactMap(\.self)
        return "\(finding.level.rawValue) \(finding.rule.rawValue) \(place.joined(separator: " "))"
    }

    @Test("a mapping that is in order gives reason for nothing")
    func inOrder() throws {
        let csv = """
            path,jwt_client_id,client_id,client_secret,org_id,scopes,authorization_server
            /a,\(Self.id),\(Self.id),env:X,0123ABC@AdobeOrg,"openid,AdobeID,read_pc.dma_x",https://ims-na1.adobelogin.com

            """
        #expect(try Self.findings(csv) == [])
    }

    @Test(
        "the forms of the values",
        arguments: [
            ("short,,openid,", ["note mapping-format 2 client_id"]),
            ("$[env:IMS_CLIENT_ID],,openid,", []),
            (",,openid openid,", ["note mapping-format 2 scopes"]),
            (",,openid \"\"x,", ["error mapping-invalid 2 scopes"]),
            (
                "a b,ORG,a;b,http://x",
                [
                    "error mapping-invalid 2 client_id", "error mapping-invalid 2 org_id",
                    "error mapping-invalid 2 scopes", "error mapping-invalid 2 authorization_server",
                ]
            ),
            (",,openid,https://ims-na1.adobelogin.com:443/", []),
        ])
    func forms(cells: String, expected: [String]) throws {
        let csv = "path,client_secret,client_id,org_id,scopes,authorization_server\n/a,env:X,\(cells)\n"
        #expect(try Self.findings(csv) == expected)
    }

    @Test(
        "problems and findings of all rows come in one go; a row that lacks a secret is looked at all the same"
    )
    func allAtOnce() throws {
        let csv = "path,client_secret,scopes,org_id\n/a,,openid,ORG\n/b,env:X,,ORG\nc,env:X,\"a;b\",\n"
        #expect(
            try Self.findings(csv) == [
                "error mapping-invalid 2 client_secret", "error mapping-invalid 2 org_id",
                "error mapping-invalid 3 scopes", "error mapping-invalid 3 org_id",
                "error mapping-invalid 4 path", "error mapping-invalid 4 scopes",
            ])
    }

    @Test("messages tell row and column, and nothing of a cell")
    func words() throws {
        let csv = "note,path,client_secret,scopes,org_id,client_id\nx,/a,env:X,canary;canary,canary,can ary\n"
        for finding in try Self.check(csv).findings() {
            #expect(finding.message.hasPrefix("Row 2, column "), "\(finding.message)")
            #expect(!finding.message.contains("canary") && !finding.message.contains("can ary"))
        }
        #expect(
            try Self.check(csv).findings().last?.message.hasPrefix("Row 2, column 6 (client_id): ") == true)
    }

    @Test("two rows for the same are told once, with and without a repository")
    func doubles() throws {
        let csv =
            "path,client_secret,scopes\n/conf/a,env:X,x\n/conf/a/,env:X,x\n/conf/a/jcr:content,env:X,x\n"
        let check = try Self.check(csv)
        #expect(check.findings().map(Self.line) == ["error mapping-ambiguous 4"])
        #expect(check.findings().first?.message.contains("2, 3 and 4") == true)
    }

    private static let target = "/conf/global/settings/cloudconfigs/target"

    private static func remarks(_ cells: String, _ more: [String: String] = [:]) throws -> [String] {
        let header = "path,client_secret,scopes,client_id,org_id,title,cloud_service,authorization_server\n"
        let check = try check(header + cells + "\n")
        let subject = try Subjects.subject("target", key: Self.id, more)
        return check.findings(about: subject.configuration).findings.map(Self.line)
    }

    @Test("compared with a configuration: what a migration would say, and what is only remarkable")
    func comparison() throws {
        #expect(try Self.remarks("\(Self.target),env:X,x,,,,,") == [])
        #expect(
            try Self.remarks(
                "\(Self.target),env:X,x,\(Self.id),SAMPLE@AdobeOrg,Title of target,Adobe Target,") == [])
        #expect(try Self.remarks("/conf/other,env:X,x,,,,,") == ["error mapping-missing "])
        #expect(
            try Self.remarks("\(Self.target),env:X,x,,OTHER@AdobeOrg,,,") == ["error org-mismatch 2 org_id"])
        #expect(
            try Self.remarks("\(Self.target),env:X,x,other,,,,") == ["note client-id-changed 2 client_id"])
        #expect(
            try Self.remarks("\(Self.target),env:X,x,,,New,Other,https://b.adobelogin.com") == [
                "note mapping-replaces 2 authorization_server", "note mapping-replaces 2 title",
                "note mapping-replaces 2 cloud_service",
            ])
        #expect(
            try Self.remarks("\(Self.target),env:X,x,,,,,", ["jwtClaims": "-"])
                == ["error mapping-incomplete 2 org_id"])
    }

    @Test("a row that lacks a secret or scopes is a row for its configuration all the same")
    func incompleteRows() throws {
        #expect(try Self.remarks("\(Self.target),,,,,,,") == [])
        let check = try Self.check("path,client_secret,scopes\n\(Self.target),,\n/conf/none,,\n")
        let configuration = try Subjects.subject("target", key: "key").configuration
        let used = Set(check.findings(about: configuration).matchingRows)
        #expect(check.findings(usedRows: used).map(Self.line) == ["warning mapping-unused 3"])
        #expect(check.findings(usedRows: nil) == [])
    }

    @Test("secrets in clear text, and in files that others can read")
    func secrets() throws {
        let sources = SecretSources(
            environment: { _ in nil }, readFile: { _ in Array("secret".utf8) }, isExposed: { $0 == "open" })
        let csv = "path,client_secret,scopes\n/a,file:open,x\n/b,file:shut,x\n/c,canary,x\n"
        let check = try Self.check(csv, sources: sources)
        #expect(check.findings().map(Self.line) == ["warning secret-exposed 2 client_secret"])
        #expect(check.findings(usedRows: nil).map(Self.line) == ["warning secret-plaintext 4 client_secret"])
    }

    @Test("rows have lines of the file")
    func lines() {
        let examination = MappingReader.examine(
            Array("path,client_secret,scopes,note\n/a,x,y,\"two\nlines\"\n/b,x\n/c,x,y,\n".utf8), sources: nil
        )
        #expect([1, 2, 3, 4, 5].map { examination.line(ofRow: $0) } == [1, 2, 4, 5, nil])
        #expect(examination.rows.map(\.number) == [2, 4])
        #expect(examination.isTable)
    }
}
