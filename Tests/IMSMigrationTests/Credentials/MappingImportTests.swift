// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("A mapping filled in from downloads")
struct MappingImportTests {
    private static func result(
        _ subjects: [MappingSubject], _ credentials: [OAuthCredential], choice: SecretChoice? = nil,
        place: MappingImport.SecretPlace = .files
    ) throws -> MappingImport.Result {
        MappingImport(
            credentials: credentials, solutions: try SolutionTable.builtIn(), choice: choice, place: place
        ).result(for: subjects)
    }

    private static func rules(_ result: MappingImport.Result) -> [String] {
        result.findings.map {
            "\($0.level.rawValue) \($0.rule.rawValue) \($0.mappingRow.map(String.init) ?? "-")"
        }
    }

    @Test("a row is complete by what the credential brings; the note says why it is that one")
    func complete() throws {
        let subject = try Subjects.subject("target", key: "key")
        let result = try Self.result([subject], [credential("key", scopes: ["openid", "AdobeID"])])
        let row = try #require(result.draft.rows.first)
        #expect(row.clientID == "key")
        #expect(row.secret == .file("key.secret"))
        #expect(row.orgID == "SAMPLE@AdobeOrg")
        #expect(row.scopes == ["openid", "AdobeID"])
        #expect(row.notes.first == "matched by the same client id (certain): key \"name of key\" in key.json")
        #expect(result.secretFiles == ["key.secret": Secret("canary")])
        #expect(result.incompleteRows == 0)
        #expect(Self.rules(result) == ["note credential-matched 2"])
        #expect(!result.draft.csv().contains("canary"))
    }

    @Test("a match by org and solution is a warning, so that somebody looks at it")
    func weak() throws {
        let result = try Self.result(
            [try Subjects.subject("target", key: "key")], [credential("new", scopes: ["target_sdk"])])
        #expect(Self.rules(result) == ["warning credential-matched 2"])
        #expect(result.draft.rows.first?.clientID == "new")
    }

    @Test("two candidates leave the row as it was, with both named")
    func question() throws {
        let result = try Self.result(
            [try Subjects.subject("target", key: "key")],
            [credential("a", scopes: ["target_sdk"]), credential("b", scopes: ["target_sdk"])])
        let row = try #require(result.draft.rows.first)
        #expect(row.clientID == nil && row.secret == nil && row.scopes.isEmpty)
        #expect(
            row.notes.contains { $0.contains("question: which credential?") && $0.contains("a.json; or b") })
        #expect(Self.rules(result) == ["error credential-ambiguous 2"])
        #expect(result.secretFiles.isEmpty)
        #expect(result.incompleteRows == 1)
    }

    @Test("no candidate leaves the row of a template")
    func missing() throws {
        let result = try Self.result([try Subjects.subject("target", key: "key")], [credential("x")])
        #expect(result.draft.rows.first?.secret == .environment("IMS_SECRET_GLOBAL_TARGET"))
        #expect(result.draft.rows.first?.notes.first?.contains("only a suggestion") == true)
        #expect(Self.rules(result) == ["warning credential-missing 2", "note credential-unused -"])
        #expect(result.incompleteRows == 1)
    }

    @Test(
        "of two secrets none is taken unless it is said which one",
        arguments: [
            (nil, nil, []), (SecretChoice.newest, DraftRow.SecretReference.file("key.secret"), ["canary-2"]),
            (.first, .file("key.secret"), ["canary-1"]), (.env, .environment("IMS_SECRET_GLOBAL_TARGET"), []),
        ])
    func twoSecrets(choice: SecretChoice?, reference: DraftRow.SecretReference?, written: [String]) throws {
        let result = try Self.result(
            [try Subjects.subject("target", key: "key")],
            [credential("key", secrets: ["canary-1", "canary-2"])], choice: choice)
        #expect(result.draft.rows.first?.secret == reference)
        #expect(result.secretFiles.values.map { $0.revealed() } == written)
        #expect(result.incompleteRows == (choice == nil ? 1 : 0))
        #expect(Self.rules(result).contains("error credential-ambiguous 2") == (choice == nil))
        #expect(result.findings.allSatisfy { !$0.message.contains("canary") })
    }

    @Test("configurations of one credential share its secret")
    func shared() throws {
        let subjects = try ["a", "b"].map { try Subjects.subject($0, key: "key") }
        let files = try Self.result(subjects, [credential("key")])
        #expect(files.draft.rows.map(\.secret) == [.file("key.secret"), .file("key.secret")])
        #expect(files.secretFiles.count == 1)
        let variables = try Self.result(subjects, [credential("key")], choice: .env)
        #expect(
            variables.draft.rows.map(\.secret)
                == [.environment("IMS_SECRET_GLOBAL_A"), .environment("IMS_SECRET_GLOBAL_A")])
    }

    @Test("file names hold nothing but what every file system takes, and tell secrets apart")
    func fileNames() throws {
        let subjects = try ["a", "b"].map {
            try Subjects.subject("n" + $0, key: "../k/\($0 == "a" ? "ü" : "ö")")
        }
        let result = try Self.result(
            subjects, [credential("../k/ü", secrets: ["1"]), credential("../k/ö", secrets: ["2"])])
        #expect(result.secretFiles.keys.sorted() == ["___k___-2.secret", "___k___.secret"])
    }

    @Test("inline, a secret stands in the cell as it is, with a warning")
    func inline() throws {
        let subject = try Subjects.subject("target", key: "key")
        let result = try Self.result([subject], [credential("key", secrets: ["=canary,\"x"])], place: .inline)
        #expect(result.draft.csv().contains("\"=canary,\"\"x\""))
        #expect(Self.rules(result) == ["note credential-matched 2", "warning secret-plaintext 2"])
        #expect(result.secretFiles.isEmpty)
        let mapping = try MappingReader.read(Array(result.draft.csv().utf8), sources: nil)
        #expect(mapping.rows.first?.credential?.secret.value?.revealed() == "=canary,\"x")
    }

    @Test(
        "inline, a secret that would be read as something else is not written",
        arguments: ["env:X", "cmd:rm", "Env:x"])
    func inlineLookalike(secret: String) throws {
        let subject = try Subjects.subject("target", key: "key")
        let result = try Self.result([subject], [credential("key", secrets: [secret])], place: .inline)
        #expect(result.draft.rows.first?.secret == nil)
        #expect(Self.rules(result).contains("warning credential-incomplete 2"))
        #expect(!result.draft.csv().contains(secret))
    }

    @Test("what a download leaves out is told")
    func gaps() throws {
        let subject = try Subjects.subject("target", key: "key", ["jwtClaims": "-"])
        let result = try Self.result([subject], [credential("key", secrets: [], org: nil, scopes: [])])
        #expect(
            result.findings.filter { $0.rule == .credentialIncomplete }.map(\.mappingColumn)
                == [.scopes, .orgID, .clientSecret])
        #expect(result.incompleteRows == 1)
        #expect(result.draft.rows.first?.notes.first?.contains("only a suggestion") == true)
    }

    @Test("an org of the download that is not the payload's is told before a migration refuses it")
    func otherOrg() throws {
        let result = try Self.result(
            [try Subjects.subject("target", key: "key")], [credential("key", org: "OTHER@AdobeOrg")])
        #expect(Self.rules(result) == ["note credential-matched 2", "warning org-mismatch 2"])
        #expect(result.draft.rows.first?.orgID == "OTHER@AdobeOrg")
    }

    @Test("an org that only the download knows is taken")
    func orgOfTheDownload() throws {
        let subject = try Subjects.subject("portal", key: "key", ["jwtClaims": "-"])
        #expect(try Self.result([subject], [credential("key")]).draft.rows.first?.orgID == "SAMPLE@AdobeOrg")
    }
}
