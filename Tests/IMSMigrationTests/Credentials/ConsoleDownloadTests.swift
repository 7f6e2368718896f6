// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Downloads of Adobe Developer Console")
struct ConsoleDownloadTests {
    private static func read(_ json: String) throws -> ConsoleDownload {
        try ConsoleDownload.read(Array(json.utf8), origin: "file.json")
    }

    static let oauth = """
        {"id":"1","name":"Target prod","integration_type":"oauth_server_to_server","oauth_server_to_server":{
         "client_id":"id-1","client_secrets":["canary-1"],"technical_account_email":"e@techacct.adobe.com",
         "technical_account_id":"T@techacct.adobe.com","scopes":["openid","AdobeID"," openid "]}}
        """

    static let migrating = """
        {"id":"2","name":"Launch","integration_type":"oauth_server_to_server_migrate",
         "jwt":{"client_id":"id-2","client_secret":"canary-2","technical_account_email":"e","technical_account_id":"T2",
                "meta_scopes":["ent_reactor_sdk"]},
         "oauth_server_to_server":{"client_id":"id-2","client_secrets":["canary-3","canary-4"],
                "technical_account_id":"T2","scopes":["openid"]}}
        """

    static let jwt = """
        {"id":"3","name":"Old","integration_type":"service","jwt":{"client_id":"id-3","client_secret":"canary-5",
         "technical_account_email":"e","technical_account_id":"t","meta_scopes":[]}}
        """

    static func project(_ credentials: [String]) -> String {
        """
        {"project":{"id":"1","name":"p","title":"P","org":{"id":"1","name":"O","ims_org_id":"ORG@AdobeOrg"},
         "workspace":{"id":"1","name":"Production","details":{"credentials":[\(credentials.joined(separator: ","))],
         "services":[{"code":"AdobeTargetSDK","name":"Adobe Target"}],"runtime":{"namespaces":[]}}}}}
        """
    }

    @Test("a project: its OAuth credentials, also those that are being migrated; others are passed over")
    func projects() throws {
        let other =
            #"{"id":"4","name":"Web","integration_type":"oauthweb","oauth2":{"client_secret":"canary-6"}}"#
        let download = try Self.read(Self.project([Self.oauth, Self.migrating, Self.jwt, other]))
        let first = OAuthCredential(
            clientID: "id-1", secrets: [Secret("canary-1")],
            technicalAccounts: ["T@techacct.adobe.com", "e@techacct.adobe.com"],
            scopes: ["openid", "AdobeID"],
            orgID: "ORG@AdobeOrg", name: "Target prod", metascopes: [],
            services: ["Adobe Target", "AdobeTargetSDK"], origins: ["file.json"])
        #expect(download.credentials.first == first)
        #expect(download.credentials.map(\.clientID) == ["id-1", "id-2"])
        #expect(download.credentials[1].secrets == [Secret("canary-3"), Secret("canary-4")])
        #expect(download.credentials[1].metascopes == ["ent_reactor_sdk"])
        #expect(
            download.others == [
                .init(name: "Old", kind: "Service Account (JWT)"), .init(name: "Web", kind: "oauthweb"),
            ])
        #expect(!"\(download)".contains("canary"))
    }

    @Test("a workspace alone, which names no org")
    func workspaces() throws {
        let json = #"{"workspace":{"details":{"credentials":[\#(Self.oauth)]}}}"#
        #expect(try Self.read(json).credentials.map(\.orgID) == [nil])
        #expect(try Self.read(#"{"credentials":[\#(Self.oauth)]}"#).credentials.count == 1)
    }

    @Test("one credential, with or without its type")
    func singles() throws {
        for type in [#""TYPE":"oauthservertoserver","#, #""TYPE":"OAuthServerToServer","#, ""] {
            let json = """
                \u{FEFF}{\(type)"ORG_ID":"ORG@AdobeOrg","CLIENT_ID":"id-1","CLIENT_SECRETS":["canary-1"],
                 "SCOPES":["openid"],"TECHNICAL_ACCOUNT_ID":"T@techacct.adobe.com","TECHNICAL_ACCOUNT_EMAIL":"e"}
                """
            let credential = try #require(try Self.read(json).credentials.first)
            #expect(credential.clientID == "id-1")
            #expect(credential.secrets == [Secret("canary-1")])
            #expect(credential.orgID == "ORG@AdobeOrg")
            #expect(credential.scopes == ["openid"])
            #expect(credential.technicalAccounts == ["T@techacct.adobe.com", "e"])
        }
    }

    @Test("a download without secrets is one all the same")
    func noSecrets() throws {
        let json = #"{"TYPE":"oauthservertoserver","CLIENT_ID":"id"}"#
        #expect(try Self.read(json).credentials.map(\.secrets) == [[]])
    }

    @Test(
        "what is refused, and why",
        arguments: [
            ("", ConsoleDownloadProblem.notJSON), ("canary", .notJSON), ("[]", .notJSON), ("{", .notJSON),
            ("{}", .unknownForm), (#"{"name":"canary","version":"1"}"#, .unknownForm),
            (#"{"credentials":{"a":1}}"#, .unknownForm),
            (
                #"{"ok":true,"integration":{"imsEndpoint":"i","privateKey":"-----BEGIN canary"},"statusCode":200}"#,
                .serviceCredentials
            ),
            (
                #"{"CLIENT_SECRET":"canary","API_KEY":"k","ORG_ID":"o","PUBLIC_KEYS_WITH_EXPIRY":{}}"#,
                .onlyJWT
            ),
            (#"{"CLIENT_SECRET":"canary","CLIENT_ID":"k","ORG_ID":"o"}"#, .onlyJWT),
            (project([jwt]), .onlyJWT), (project([]), .noCredential),
            (#"{"project":{"workspace":{"details":{}}}}"#, .noCredential),
            (
                project([#"{"name":"x","integration_type":"apikey","api_key":{"client_id":"c"}}"#]),
                .noCredential
            ),
            (#"{"TYPE":"oauthweb","CLIENT_ID":"k"}"#, .noCredential),
        ])
    func refused(json: String, problem: ConsoleDownloadProblem) {
        #expect(throws: problem) { try Self.read(json) }
        #expect(!problem.description.contains("canary"))
    }

    @Test(
        "what is broken is told by its place",
        arguments: [
            (#"{"oauth_server_to_server":{"client_secrets":["canary"]}}"#, ".client_id is missing"),
            (#"{"oauth_server_to_server":{"client_id":7}}"#, ".client_id must be a text"),
            (
                #"{"oauth_server_to_server":{"client_id":"i","client_secrets":"canary"}}"#,
                ".client_secrets must be a list"
            ),
            (
                #"{"oauth_server_to_server":{"client_id":"i","client_secrets":[{"secret":"canary"}]}}"#,
                ".client_secrets[0] must be a text"
            ),
            (
                #"{"oauth_server_to_server":{"client_id":"i","scopes":["\u0007"]}}"#,
                ".scopes[0] holds characters that cannot be shown"
            ),
        ])
    func malformed(credential: String, words: String) {
        let error = #expect(throws: ConsoleDownloadProblem.self) { try Self.read(Self.project([credential])) }
        let text = error?.description ?? ""
        #expect(
            text.contains("project.workspace.details.credentials[0].oauth_server_to_server" + words),
            "\(text)")
        #expect(!text.contains("canary"))
    }

    @Test("the same credential in two downloads is one, and two where they disagree")
    func merging() throws {
        let one = try #require(try Self.read(Self.project([Self.oauth])).credentials.first)
        var other = one
        other.origins = ["other.json"]
        other.scopes.reverse()
        other.orgID = nil
        other.technicalAccounts = []
        let merged = OAuthCredential.merged([other, one])
        #expect(merged.count == 1)
        #expect(merged.first?.orgID == "ORG@AdobeOrg")
        #expect(merged.first?.technicalAccounts == one.technicalAccounts)
        #expect(merged.first?.origins == ["other.json", "file.json"])
        other.secrets = [Secret("canary-9")]
        #expect(OAuthCredential.merged([one, other]).count == 2)
    }
}
