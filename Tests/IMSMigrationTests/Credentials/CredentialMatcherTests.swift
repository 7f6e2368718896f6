// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

/// Credentials for tests.
func credential(
    _ clientID: String, secrets: [String] = ["canary"], account: String = "",
    org: String? = "SAMPLE@AdobeOrg",
    scopes: [String] = ["openid"], metascopes: [String] = [], services: [String] = []
) -> OAuthCredential {
    OAuthCredential(
        clientID: clientID, secrets: secrets.map { Secret($0) },
        technicalAccounts: account.isEmpty ? [] : [account + "@techacct.adobe.com"], scopes: scopes,
        orgID: org,
        name: "name of \(clientID)", metascopes: metascopes, services: services, origins: ["\(clientID).json"]
    )
}

@Suite("Which credential belongs to which configuration")
struct CredentialMatcherTests {
    /// For each subject the client ids that are spoken of, and the basis.
    private static func matches(_ subjects: [MappingSubject], _ credentials: [OAuthCredential]) throws
        -> [String]
    {
        CredentialMatcher(credentials: credentials, solutions: try SolutionTable.builtIn())
            .matches(for: subjects).map { match in
                switch match {
                case .found(let credential, let basis): "\(credential.clientID) \(basis)"
                case .question(let candidates, let basis):
                    "? \(candidates.map(\.clientID).joined(separator: " ")) \(basis)"
                case .none: "none"
                }
            }
    }

    @Test("the client id counts before the technical account, and that before org and solution")
    func ranks() throws {
        let subject = try Subjects.subject("x", key: "key", account: "T")
        let same = credential("key"), account = credential("b", account: "T")
        let solution = credential("c", scopes: ["target_sdk"])
        #expect(try Self.matches([subject], [solution, account, same]) == ["key clientID"])
        #expect(try Self.matches([subject], [solution, account]) == ["b technicalAccount"])
        #expect(try Self.matches([subject], [solution]) == ["c orgAndSolution"])
        #expect(try Self.matches([subject], []) == ["none"])
    }

    @Test("two candidates of the best rank are a question")
    func questions() throws {
        let subject = try Subjects.subject("x", key: "key", account: "T")
        #expect(
            try Self.matches([subject], [credential("key"), credential("key", secrets: ["other"])])
                == ["? key key clientID"])
        #expect(
            try Self.matches([subject], [credential("a", account: "T"), credential("b", account: "t")])
                == ["? a b technicalAccount"])
        #expect(
            try Self.matches(
                [subject], [credential("a", scopes: ["target_sdk"]), credential("b", services: ["Target"])])
                == ["? a b orgAndSolution"])
    }

    @Test("a configuration that names two client ids belongs to neither by itself")
    func contradiction() throws {
        let subject = try Subjects.subject(
            "x", key: "key",
            ["jwtClaims": Subjects.claims(key: "other", org: "SAMPLE@AdobeOrg", account: "T", metascopes: [])]
        )
        #expect(
            try Self.matches([subject], [credential("key"), credential("other")]) == ["? key other clientID"])
    }

    @Test("what is claimed by client id or technical account is nobody else's by org and solution")
    func claims() throws {
        let mine = try Subjects.subject("a", key: "key", account: "A")
        let other = try Subjects.subject("b", key: "gone", account: "B")
        let target = credential("key", scopes: ["target_sdk"])
        #expect(try Self.matches([mine, other], [target]) == ["key clientID", "none"])
        #expect(
            try Self.matches([other, mine], [target, credential("new", scopes: ["target_sdk"])])
                == ["new orgAndSolution", "key clientID"])
    }

    @Test(
        "the solution is known by metascope, by a telling scope, by a service",
        arguments: [
            (["ent_marketing_sdk"], credential("c", metascopes: ["ent_marketing_sdk"]), true),
            (["ent_marketing_sdk"], credential("c", scopes: ["openid", "target_sdk"]), true),
            (["ent_marketing_sdk"], credential("c", services: ["Adobe Target"]), true),
            (["ent_marketing_sdk"], credential("c", scopes: ["openid", "AdobeID"]), false),
            (["ent_marketing_sdk"], credential("c", org: "OTHER@AdobeOrg", scopes: ["target_sdk"]), false),
            (["ent_marketing_sdk"], credential("c", org: nil, scopes: ["target_sdk"]), false),
            (["ent_new_sdk"], credential("c", metascopes: ["ent_new_sdk"]), true),
            (["ent_new_sdk"], credential("c", services: ["Adobe Target"]), false),
            ([], credential("c", scopes: ["target_sdk"]), true),
            // I/O Management stands beside everything.
            (
                ["event_receiver_api", "ent_adobeio_sdk"],
                credential("c", scopes: ["adobeio_api"], metascopes: ["ent_adobeio_sdk"]), false
            ),
            (["ent_adobeio_sdk"], credential("c", scopes: ["adobeio_api"]), true),
        ])
    func solutions(metascopes: [String], credential: OAuthCredential, isMatch: Bool) throws {
        let subject = try Subjects.subject("x", key: "key", metascopes: metascopes)
        #expect(try Self.matches([subject], [credential]) == [isMatch ? "c orgAndSolution" : "none"])
    }

    @Test("the technical account of a configuration without a payload is its own property")
    func accountProperty() throws {
        let subject = try Subjects.subject(
            "x", key: "key", ["jwtClaims": "-", "techAcctId": "t@techacct.adobe.com"])
        #expect(try Self.matches([subject], [credential("c", account: "T")]) == ["c technicalAccount"])
    }
}
