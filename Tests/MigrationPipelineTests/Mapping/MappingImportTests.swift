// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import IMSMigration

@Suite("mapping import")
struct MappingImportCommandTests {
    private let scene: MappingScene
    private let toFile = ["mapping", "import", "repo", "console.json", "--out", "m.csv"]

    init() throws {
        scene = try MappingScene()
        try scene.addConfiguration("target", key: "key")
    }

    private func download(_ secrets: [String] = ["p8e-canary"], to path: String = "console.json") throws {
        try scene.write(
            ConsoleProject(credentials: [.init(clientID: "key", secrets: secrets)]).json, to: path)
    }

    @Test("secrets go to files that only their owner can read, and the mapping refers to them")
    func files() throws {
        try download()
        let outcome = try scene.run(toFile)
        #expect(outcome.exit == 0, "\(outcome.all)")
        #expect(outcome.output.contains("matched by the same client id, which is certain"))
        #expect(try scene.text("m.csv").contains(",file:secrets/key.secret,"))
        #expect(try scene.text("secrets/key.secret") == "p8e-canary")
        #expect(try scene.mode("secrets/key.secret") == 0o600)
        #expect(try scene.mode("secrets") == 0o700)
        #expect(try !(outcome.all + scene.text("m.csv")).contains("p8e-canary"))
        #expect(try scene.run(["mapping", "validate", "repo", "--mapping", "m.csv"]).exit == 0)
        // Once more: the mapping may have been edited by now.
        #expect(try scene.run(toFile).exit == 64)
        #expect(try scene.run(toFile + ["--force"]).exit == 0)
    }

    @Test("the folder for the secrets can be named; the mapping finds it from where it is")
    func secretsFolder() throws {
        try download()
        try scene.write("", to: "maps/x")
        let arguments = ["mapping", "import", "repo", "console.json", "--secrets-dir", "deep/er", "--quiet"]
        #expect(try scene.run(arguments + ["--out", "maps/m.csv"]).exit == 0)
        #expect(try scene.text("maps/m.csv").contains(",file:../deep/er/key.secret,"))
        #expect(try scene.run(["mapping", "validate", "repo", "--mapping", "maps/m.csv"]).exit == 0)
        let printed = try scene.run(arguments)
        #expect(printed.exit == 0)
        try scene.write(printed.output, to: "elsewhere/m.csv")
        #expect(try scene.run(["mapping", "validate", "repo", "--mapping", "elsewhere/m.csv"]).exit == 0)
        #expect(try scene.run(["mapping", "import", "repo", "console.json"]).exit == 64)
    }

    @Test("inside of a jcr_root secrets would become content")
    func secretsInContent() throws {
        try download()
        let outcome = try scene.run(toFile + ["--secrets-dir", "repo/jcr_root/apps/secrets"])
        #expect(outcome.exit == 64)
        #expect(!scene.exists("repo/jcr_root/apps"))
        #expect(!scene.exists("m.csv"))
    }

    @Test("a file with something else in it is not overwritten, and nothing is left behind")
    func conflict() throws {
        try scene.addConfiguration("aaa", key: "aaa")
        try scene.write(
            ConsoleProject(credentials: [.init(clientID: "aaa"), .init(clientID: "key")]).json,
            to: "console.json")
        try scene.write("other", to: "secrets/key.secret")
        let outcome = try scene.run(toFile)
        #expect(outcome.exit == 74)
        #expect(try scene.text("secrets/key.secret") == "other")
        #expect(try scene.names(in: "secrets") == ["key.secret"])
        #expect(!scene.exists("m.csv"))
        #expect(!outcome.all.contains("canary"))
        try FileManager.default.removeItem(at: scene.folder.appending(path: "secrets/key.secret"))
        try FileManager.default.createSymbolicLink(
            atPath: scene.folder.appending(path: "secrets/key.secret").path, withDestinationPath: "../target")
        #expect(try scene.run(toFile).exit == 74)
        #expect(!scene.exists("target"))
        // Where the mapping can't be written, no secret is either.
        try FileManager.default.removeItem(at: scene.folder.appending(path: "secrets"))
        try scene.write("", to: "m.csv/x")
        #expect(try scene.run(toFile).exit == 74)
        #expect(!scene.exists("secrets"))
    }

    @Test(
        "of two secrets the one is taken that was asked for",
        arguments: [("newest", "p8e-canary-2"), ("first", "p8e-canary-1")])
    func choice(choice: String, secret: String) throws {
        try download(["p8e-canary-1", "p8e-canary-2"])
        let outcome = try scene.run(toFile + ["--secret", choice])
        #expect(outcome.exit == 0)
        #expect(try scene.text("secrets/key.secret") == secret)
        #expect(!outcome.all.contains("p8e-canary"))
    }

    @Test("of two secrets none is taken without being asked for")
    func noChoice() throws {
        try download(["p8e-canary-1", "p8e-canary-2"])
        let outcome = try scene.run(toFile + ["--format", "json"])
        #expect(outcome.exit == 3)
        #expect(try scene.findings(outcome).contains("error credential-ambiguous 2 client_secret"))
        #expect(!scene.exists("secrets"))
        #expect(try scene.text("m.csv").contains(",key,key,,SAMPLE@AdobeOrg,"))
        #expect(!outcome.all.contains("p8e-canary"))
    }

    @Test("--secret env leaves the secrets to the environment, and needs no folder")
    func environment() throws {
        try download(["p8e-canary-1", "p8e-canary-2"])
        let outcome = try scene.run(["mapping", "import", "repo", "console.json", "--secret", "env"])
        #expect(outcome.exit == 0)
        #expect(outcome.output.contains(",env:IMS_SECRET_GLOBAL_TARGET,"))
        #expect(!outcome.all.contains("canary"))
        #expect(try scene.names(in: ".").filter { !$0.hasPrefix(".") } == ["console.json", "repo"])
    }

    @Test("--inline-secrets puts them into the mapping, which then is for its owner alone")
    func inline() throws {
        try download()
        let outcome = try scene.run(toFile + ["--inline-secrets"])
        #expect(outcome.exit == 0)
        #expect(try scene.text("m.csv").contains(",p8e-canary,"))
        #expect(try scene.mode("m.csv") == 0o600)
        #expect(!scene.exists("secrets"))
        #expect(!outcome.all.contains("p8e-canary"))
        #expect(outcome.output.contains("secret-plaintext"))
        let validated = try scene.run([
            "mapping", "validate", "repo", "--mapping", "m.csv", "--format", "json",
        ])
        #expect(validated.exit == 0)
        #expect(try !scene.findings(validated).contains { $0.contains("secret-exposed") })
        for contradiction in [["--secrets-dir", "x"], ["--secret", "env"]] {
            #expect(try scene.run(toFile + ["--inline-secrets"] + contradiction).exit == 64)
        }
    }

    @Test("two credentials that fit are a question, exit 3, and the row says which they are")
    func question() throws {
        let credentials = ["a", "b"].map { ConsoleProject.Credential(clientID: $0, scopes: ["target_sdk"]) }
        try scene.write(ConsoleProject(credentials: credentials).json, to: "console.json")
        let outcome = try scene.run(toFile)
        #expect(outcome.exit == 3)
        #expect(outcome.output.contains("2 credentials fit by the same org and solution"))
        #expect(try scene.text("m.csv").contains("question: which credential?"))
        #expect(!scene.exists("secrets"))
    }

    @Test("files and folders can be mixed; what is in a folder and no download is passed over")
    func folders() throws {
        try scene.addConfiguration("other", key: "other")
        try download(to: "folder/one.json")
        try scene.write("{\"name\":\"package\"}", to: "folder/package.json")
        try scene.write("canary", to: "folder/notes.txt")
        try scene.write("canary", to: "folder/.hidden.json")
        try scene.write(
            #"{"TYPE":"oauthservertoserver","ORG_ID":"SAMPLE@AdobeOrg","CLIENT_ID":"other","CLIENT_SECRETS":["p8e-canary"],"SCOPES":["openid"]}"#,
            to: "single.json")
        let outcome = try scene.run(["mapping", "import", "repo", "folder", "single.json", "--out", "m.csv"])
        #expect(outcome.exit == 0, "\(outcome.all)")
        #expect(try scene.names(in: "secrets") == ["key.secret", "other.secret"])
        #expect(outcome.output.contains("folder/package.json"))
        #expect(try scene.run(["mapping", "validate", "repo", "--mapping", "m.csv"]).exit == 0)
    }

    @Test("what cannot be used is refused as a whole, with every reason, and nothing is written")
    func refused() throws {
        try download()
        try scene.write(
            #"{"API_KEY":"k","CLIENT_SECRET":"canary","PUBLIC_KEYS_WITH_EXPIRY":{}}"#, to: "f/jwt.json")
        try scene.write(#"{"ok":true,"integration":{"privateKey":"canary"}}"#, to: "f/service.json")
        try scene.write("canary", to: "broken.json")
        try scene.write("", to: "empty/x")
        let outcome = try scene.run(toFile + ["f", "broken.json", "missing.json", "empty"])
        #expect(outcome.exit == 65)
        for words in [
            "f/jwt.json: holds Service Account (JWT) credentials",
            "f/service.json: service credentials of AEM",
            "broken.json: not JSON", "missing.json: there is no such file",
            "empty: the folder holds no download",
        ] {
            #expect(outcome.error.contains(words), "\(words)")
        }
        #expect(!outcome.all.contains("canary"))
        #expect(!scene.exists("m.csv") && !scene.exists("secrets"))
    }
}
