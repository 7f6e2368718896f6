// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("The forms of cells")
struct CellFormTests {
    private static let secret = "p8e-canarycanarycanary12"

    /// Whether a cell has the form of its column, seen by the reader.
    private static func isFine(_ column: MappingColumn, _ cell: String) -> Bool {
        let quoted = "\"\(cell.replacing("\"", with: "\"\""))\""
        let header: [MappingColumn] = [.path, .clientSecret, .scopes]
        let extra = header.contains(column) ? [] : [column]
        let cells = header.map {
            $0 == column ? quoted : [.path: "/a", .clientSecret: "env:X", .scopes: "a"][$0] ?? ""
        }
        let csv =
            (header + extra).map(\.rawValue).joined(separator: ",") + "\n"
            + (cells + (extra.isEmpty ? [] : [quoted])).joined(separator: ",") + "\n"
        let problems = MappingReader.examine(Array(csv.utf8), sources: nil).problems
        #expect(!problems.contains { $0.message.contains("canary") })
        #expect(problems.allSatisfy { $0.row == 2 && $0.column == column })
        return problems.isEmpty
    }

    @Test(
        "client IDs", arguments: [MappingColumn.clientID, .jwtClientID],
        [
            ("0123456789abcdef0123456789abcdef", true), ("short", true), ("a_b.c-d+e/f=", true),
            ("$[env:IMS_CLIENT_ID]", true), ("12345678901234567890123456789e12", true), ("1e31x", true),
            ("p8x-1", true), ("a:b", true), ("12e31", true),
            ("a b", false), ("a\u{A0}b", false), ("a\tb", false), ("a@AdobeOrg", false), ("x@y", false),
            ("https://ims-na1.adobelogin.com", false), ("a://b", false),
            ("1.23E+31", false), ("1,23E+31", false), ("1.2E31", false), ("1.23e+31", false),
            ("1E+31", false),
            ("9.87654E+030", false), ("12.3E+30", false), ("1e31", false), ("-1.2E+3", false),
            ("p8e-", false), ("p8e-short", false), (secret, false),
        ])
    func clientIDs(column: MappingColumn, cell: (text: String, isFine: Bool)) {
        #expect(Self.isFine(column, cell.text) == cell.isFine, "\(cell.text)")
    }

    @Test(
        "organizations",
        arguments: [
            ("TESTORG0000000000000001@AdobeOrg", true), ("O@AdobeOrg", true), (" O@AdobeOrg ", true),
            ("TEST-ORG_1@AdobeOrg", true),
            ("O", false), ("O@adobeorg", false), ("@AdobeOrg", false), ("O@AdobeOrg.com", false),
            ("O@techacct.adobe.com", false), ("a b@AdobeOrg", false), ("a@b@AdobeOrg", false),
            ("A@AdobeOrg;B@AdobeOrg", false), ("1.23E+31", false), (secret, false),
            ("\(secret)@AdobeOrg", false),
        ])
    func orgs(cell: String, isFine: Bool) {
        #expect(Self.isFine(.orgID, cell) == isFine)
    }

    @Test("the technical account in place of the organization gets a hint of its own")
    func technicalAccount() {
        #expect(CellForm.problem(ofOrg: "X@TechAcct.adobe.com")?.contains("technical account") == true)
        #expect(CellForm.problem(ofOrg: "X")?.contains("technical account") == false)
    }

    @Test(
        "scopes",
        arguments: [
            ("openid", true), ("openid, AdobeID", true), ("openid AdobeID\nread_pc.dma_x", true),
            ("a:b.c-d_e", true), (",a,,b,", true),
            ("openid;AdobeID", false), ("[openid]", false), ("a|b", false), ("https://x/s/a", false),
            ("öpenid", false), ("a,'b'", false), ("a\u{200B}", false), (secret, false),
        ])
    func scopes(cell: String, isFine: Bool) {
        #expect(Self.isFine(.scopes, cell) == isFine)
    }

    @Test(
        "authorization servers: https, a host, perhaps a port, and nothing else",
        arguments: [
            ("https://ims-na1.adobelogin.com", true), ("https://ims-na1.adobelogin.com/", true),
            ("https://IMS.Example.com:8443/", true), ("https://localhost", true),
            ("https://[::1]:8443", true),
            ("https://10.0.0.1", true), ("https://a:1", true), ("https://a:65535", true),
            ("ims-na1.adobelogin.com", false), ("http://ims-na1.adobelogin.com", false),
            ("https://", false), ("https:///", false), ("https://a/ims/token/v3", false),
            ("https://a//", false),
            ("https://a?x", false), ("https://a#x", false), ("https://a\\b", false),
            ("https://user@a", false),
            ("https://user:pw@a", false), ("https://a:", false), ("https://a:0", false),
            ("https://a:65536", false),
            ("https://a:x", false), ("https://a:+1", false), ("https://a:1:2", false),
            ("https://a..b", false),
            ("https://a.", false), ("https://.a", false), ("https://a b", false),
            ("https://ä.example", false),
            ("https://a_b.example", false), ("https://[::1", false), ("https://[canary]", false),
            ("$[env:IMS_HOST]", false), (" https://a ", true), ("HTTPS://a", false),
        ])
    func servers(cell: String, isFine: Bool) {
        #expect(Self.isFine(.authorizationServer, cell) == isFine)
    }

    @Test(
        "hosts that are Adobe's or allowed",
        arguments: [
            ("https://ims-na1.adobelogin.com", true), ("https://IMS-NA1.AdobeLogin.COM:8443", true),
            ("https://adobelogin.com", false), ("https://evil-adobelogin.com", false),
            ("https://adobelogin.com.evil.example", false), ("https://xn--adobelogin-x.com", false),
            ("https://ims.example.com", true), ("https://IMS.example.COM:1", true),
            ("https://sub.ims.example.com", false), ("https://gate.example.com:8443", true),
            ("https://gate.example.com", false), ("https://[::1]:1", true), ("http://ims.example.com", false),
        ])
    func allowed(server: String, isAllowed: Bool) {
        let servers = AllowedServers(["IMS.example.com", "gate.example.com:8443", "[::1]"])
        #expect(servers.allow(server) == isAllowed)
    }

    @Test(
        "hosts that can be allowed",
        arguments: [
            ("ims.example.com", true), ("localhost:8443", true), ("[::1]", true), ("", false),
            ("https://ims.example.com", false), ("a/b", false), ("a b", false), ("*.example.com", false),
        ])
    func canAllow(host: String, isHost: Bool) {
        #expect(AllowedServers.canAllow(host) == isHost)
    }

    @Test("a client secret in any other column is refused", arguments: MappingColumn.allCases)
    func secretElsewhere(_ column: MappingColumn) {
        for cell in [
            Self.secret, "x \(Self.secret) y", "secret=\(Self.secret.uppercased())", "/\(Self.secret)",
        ] {
            #expect(Self.isFine(column, cell) == (column == .clientSecret), "\(column) \(cell)")
        }
    }

    @Test(
        "what only resembles a client secret is fine",
        arguments: [
            "p8e-123456789012345678", "p8e is short", "map8e-canaryxxxxxxxxxxxxxxxx", "p8e - x",
            "p8e-a b c d e f g h i j k l m",
        ])
    func harmless(_ note: String) {
        #expect(Self.isFine(.note, note))
        #expect(Self.isFine(.title, note))
    }

    @Test("rows that skip are checked too, but for the secret that they don't need")
    func skipped() {
        let csv = """
            path,client_secret,scopes,org_id,action,note
            /a,{cut,,,skip,
            /b,{00},,,skip,
            /c,,a;b,ORG,skip,\(Self.secret)

            """
        let problems = MappingReader.examine(Array(csv.utf8), sources: nil).problems
        #expect(problems.map(\.row) == [4, 4, 4])
        #expect(problems.map(\.column) == [.scopes, .orgID, .note])
    }

    @Test("an organization, a client ID, or an iss that is empty or padded isn't kept")
    func kept() throws {
        func configuration(iss: String, key: String, more: [String: String] = [:]) throws -> IMSConfiguration
        {
            try Subjects.configuration(
                "/conf/x/settings/cloudconfigs/y",
                ["apiKey": key, "keypairAlias": "a", "jwtClaims": "{\(iss)\"sub\":\"T@techacct.adobe.com\"}"]
                    .merging(more) { $1 })
        }
        #expect(try configuration(iss: #""iss":"O@AdobeOrg","#, key: "k").ownOrg == "O@AdobeOrg")
        for iss in [
            "", #""iss":"","#, #""iss":" O@AdobeOrg","#, #""iss":"O@AdobeOrg\n","#,
            #""iss":"\u00a0O@AdobeOrg","#,
            #""iss":7,"#, #""iss":"O","#, #""iss":"O@techacct.adobe.com","#, #""iss":null,"#,
            #""iss":["O@AdobeOrg"],"#,
            #""iss":"$[env:ORG]","#,
        ] {
            #expect(try configuration(iss: iss, key: "k").ownOrg == nil, "\(iss)")
        }
        #expect(try configuration(iss: "", key: "k").ownClientID == "k")
        for key in [" k", "k ", "k\n", " "] {
            #expect(try configuration(iss: "", key: key).ownClientID == nil)
        }
    }

    @Test(
        "an iss that stands twice is known, however it is spelled",
        arguments: [
            (#"{"iss":"A@AdobeOrg","sub":"x","iss":"B@AdobeOrg"}"#, true),
            (#"{"iss":"A@AdobeOrg","iss":"A@AdobeOrg"}"#, true),
            (#"{"iss":"A@AdobeOrg","\u0069ss":"B@AdobeOrg"}"#, true),
            (#"{"iss":"A@AdobeOrg","x":{"iss":"B@AdobeOrg"}}"#, false),
            (#"{"iss":"A@AdobeOrg","x":"\"iss\":1"}"#, false),
        ])
    func repeatedIssuer(payload: String, isRepeated: Bool) throws {
        #expect(try #require(JWTClaims(payload: payload)).repeatsIssuer == isRepeated)
    }
}
