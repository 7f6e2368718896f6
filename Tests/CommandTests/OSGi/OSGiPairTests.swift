// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@Suite("Configurations that AEM keeps as pairs of OSGi configurations")
struct OSGiPairTests {
    private static let file = "apps/system/config/\(OSGiPair.provider)-1f2e.config"
    private static let secretFile = "apps/system/config/\(OSGiPair.customizer)-1f2e9.config"

    @Test(
        "scan, preview, migrate, check, roll back; both files change in the planned values and in nothing else"
    )
    func journey() throws {
        let repository = try TemporaryRepository(OSGiPair().tree(), mapping: OSGiPair.mapping)
        let before = try repository.snapshot()
        let found = try #require(try repository.record("scan").configurations.first)
        #expect(found.path == "/" + Self.file)
        #expect(found.storage == "osgi")
        #expect(found.classification == "jwt")
        #expect(found.title == "Smart Tags")
        #expect(found.clientID == "0123456789abcdef")

        let preview = try repository.migrationRecord("--dry-run")
        #expect(try repository.snapshot().differences(from: before) == [])
        #expect(preview.files.map(\.file) == [Self.secretFile, Self.file])
        let changes = try #require(preview.configurations.first?.changes)
        #expect(
            changes.map { "\($0.kind) \($0.property)" } == [
                "added auth.token.provider.authorization.grants", "added auth.token.provider.orgId",
                "changed auth.token.provider.scope", "changed auth.access.token.request",
                "changed auth.token.provider.default.claims", "changed auth.ims.client.secret",
            ])
        #expect(changes.last?.secret == true)
        #expect(changes.last?.before == changes.last?.after)

        #expect(try repository.migrate().exit == 0)
        #expect(try repository.text(Self.file) == OSGiPair().provider(migrated: true))
        #expect(try repository.text(Self.secretFile) == OSGiPair().customizer(secret: encrypted("ab")))
        #expect(try repository.run("check", "repository").exit == 0)
        #expect(try repository.migrationRecord().files == [], "a second run changes nothing")
        #expect(try repository.run("rollback", "repository").exit == 0)
        #expect(try repository.snapshot().contentChanges(since: before) == [])
    }

    @Test("the diff says what becomes of claims over several lines, though their first line is the same")
    func claimsInDiff() throws {
        let repository = try TemporaryRepository(OSGiPair().tree(), mapping: OSGiPair.mapping)
        let run = try repository.migrate("--dry-run", "--format", "diff")
        let claims = run.output.split(separator: "\n").filter { $0.contains("default.claims") }
        let name = "auth.token.provider.default.claims"
        #expect(
            claims == [
                "-\(name)=\"iss=TESTORG0000000000000001@AdobeOrg sub=TESTACCOUNT0000000000001@techacct.adobe.com "
                    + "metascopes=ent_smartcontent_sdk\"",
                "+\(name)=\"iss=TESTORG0000000000000001@AdobeOrg\"",
            ])
    }

    @Test("the server of the row goes before that of the endpoint; without both the cell is needed")
    func server() throws {
        let mapping =
            "path,client_secret,scopes,authorization_server\n/apps/**,s,a,https://ims.example.com/\n"
        let repository = try TemporaryRepository(OSGiPair().tree(), mapping: mapping)
        #expect(try repository.migrate().exit == 3)
        #expect(try repository.migrate("--allow-server", "ims.example.com").exit == 0)
        #expect(
            try repository.text(Self.file).contains(
                "auth.access.token.request=\"https://ims.example.com/ims/token/v3\""))

        let unknown = try TemporaryRepository(
            OSGiPair(server: "").tree(), mapping: "path,client_secret,scopes\n/apps/**,s,a\n")
        let run = try unknown.migrate()
        #expect(run.exit == 65)
        #expect(run.output.contains("authorization_server"))
    }

    @Test(
        "run modes: each folder has a pair of its own; a customizer elsewhere counts where there is none beside"
    )
    func runModes() throws {
        let author = OSGiPair().tree("apps/acme/config.author")
        let publish = OSGiPair().tree("apps/acme/config.publish.prod", id: "77")
        let repository = try TemporaryRepository(author + publish, mapping: OSGiPair.mapping)
        let record = try repository.migrationRecord()
        #expect(record.rules == [])
        #expect(record.summary.migrated == 2)
        #expect(record.files.count == 4)

        var apart: Tree = [:]
        apart["apps/a/config/\(OSGiPair.provider)~x.config"] = .text(OSGiPair().provider())
        apart["apps/b/config/\(OSGiPair.customizer)~y.config"] = .text(OSGiPair().customizer())
        #expect(
            try TemporaryRepository(apart, mapping: OSGiPair.mapping).migrationRecord().summary.migrated == 1)
    }

    @Test("two modules of a project may hold the same pair: each has its own")
    func modules() throws {
        let repository = try TemporaryRepository(
            OSGiPair().tree().below("a/jcr_root") + OSGiPair().tree().below("b/jcr_root"),
            mapping: OSGiPair.mapping)
        let record = try repository.migrationRecord()
        #expect(record.rules == ["warning osgi-twin", "warning osgi-twin"])
        #expect(record.summary.migrated == 2)
        #expect(record.files.count == 4)
    }

    struct Broken: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let tree: @Sendable () -> Tree
        let configurations: Int
    }

    private static let brokenPairs = [
        Broken(
            testDescription: "no customizer",
            tree: { OSGiPair(customizerType: "another").tree() }, configurations: 1),
        Broken(
            testDescription: "two customizers",
            tree: {
                OSGiPair().tree() + [
                    "apps/system/config/\(OSGiPair.customizer)-2.config": .text(OSGiPair().customizer())
                ]
            }, configurations: 1),
        Broken(
            testDescription: "a customizer of two providers",
            tree: {
                OSGiPair().tree() + [
                    "apps/system/config/\(OSGiPair.provider)-2.config": .text(OSGiPair().provider())
                ]
            }, configurations: 2),
    ]

    @Test("a provider without exactly one customizer of its own is not migrated", arguments: brokenPairs)
    func broken(_ broken: Broken) throws {
        let repository = try TemporaryRepository(broken.tree(), mapping: OSGiPair.mapping)
        let before = try repository.snapshot()
        let scan = try repository.record("scan")
        #expect(
            scan.findings("osgi-pair-broken").map(\.level)
                == Array(repeating: "warning", count: broken.configurations))
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 3)
        let record = try run.record()
        #expect(
            record.findings("osgi-pair-broken").map(\.level)
                == Array(repeating: "error", count: broken.configurations))
        #expect(record.configurations.allSatisfy { $0.outcome == "failed" })
        #expect(try repository.snapshot().differences(from: before) == [])
        // What a row leaves out on purpose does not stand in the way.
        try repository.write("path,client_secret,scopes,action\n/apps/**,,,skip\n", to: "mapping.csv")
        #expect(try repository.migrate().exit == 0)
    }

    @Test(
        "an instance of the same factory that is not Adobe's is left alone, and so is everything outside of config folders"
    )
    func decoys() throws {
        let foreign = OSGiPair().provider()
            .replacing("ims-na1.adobelogin.com", with: "login.example.com").replacing(
                "/s/ent_", with: "/s/other_")
        let tree: Tree = [
            "apps/system/config/\(OSGiPair.provider)-shop.config": .text(foreign),
            "apps/system/elsewhere/\(OSGiPair.provider)-1.config": .text(OSGiPair().provider()),
            "apps/system/config/com.example.commerce.oauth.provider-1.config": .text(OSGiPair().provider()),
            "conf/global/config/\(OSGiPair.provider)-1.config": .text(OSGiPair().provider()),
        ]
        let record = try TemporaryRepository(tree).record("scan")
        #expect(record.configurations == [])
        #expect(record.rules == [])
    }

    @Test("a half-finished edit is ambiguous: grants of OAuth, claims of a JWT")
    func ambiguous() throws {
        let text = OSGiPair().provider() + "auth.token.provider.authorization.grants=\"client_credentials\"\n"
        var tree = OSGiPair().tree()
        tree[RawPath(Self.file)] = .text(text)
        let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
        #expect(try repository.migrate().exit == 3)
        #expect(try repository.record("scan").configurations.map(\.classification) == ["ambiguous"])
    }

    @Test(
        "a file that cannot be read is an error where its name is that of an IMS configuration, else a warning"
    )
    func malformed() throws {
        for (name, level) in [("\(OSGiPair.provider)-2", "error"), ("com.example.Other-2", "warning")] {
            let repository = try TemporaryRepository(
                ["apps/system/config/\(RawPath(name).display).config": .text("a=\"one\nb=[\"two\"")])
            let record = try repository.record("scan")
            #expect(record.rules == ["\(level) osgi-malformed"])
            #expect(record.findings.first?.file == "apps/system/config/\(name).config")
        }
    }

    private static let dotted: Tree = [
        "apps/system/config/\(OSGiPair.provider).12.config": .text(OSGiPair().provider()),
        "apps/system/config/\(OSGiPair.customizer).13.config": .text(OSGiPair().customizer()),
    ]

    @Test(
        "--rename-dot-pids: a hyphen takes the place of the dot; again it changes nothing; rolled back all is as it was"
    )
    func renaming() throws {
        let repository = try TemporaryRepository(Self.dotted, mapping: OSGiPair.mapping)
        let before = try repository.snapshot()
        #expect(try repository.migrate("--rename-dot-pids", "--delta", "delta.zip").exit == 0)
        #expect(try repository.snapshot().differences(from: before) == [])
        let record = try repository.migrationRecord("--rename-dot-pids")
        #expect(record.summary.migrated == 1)
        #expect(record.files.count == 4)
        let folder = "apps/system/config/"
        #expect(!repository.exists("repository/\(folder)\(OSGiPair.provider).12.config"))
        #expect(!repository.exists("repository/\(folder)\(OSGiPair.customizer).13.config"))
        #expect(
            try repository.text("\(folder)\(OSGiPair.provider)-12.config")
                == OSGiPair().provider(migrated: true))
        #expect(
            try repository.text("\(folder)\(OSGiPair.customizer)-13.config")
                == OSGiPair().customizer(secret: encrypted("ab")))
        #expect(try repository.migrationRecord("--rename-dot-pids").files == [])
        #expect(try repository.run("check", "repository").exit == 0)
        #expect(try repository.run("rollback", "repository").exit == 0)
        #expect(try repository.snapshot().contentChanges(since: before) == [])
    }

    @Test("a rename keeps the modes of the files, in a tree and in its copy")
    func renamingKeepsModes() throws {
        for arguments in [[], ["--output", "copy"]] {
            let repository = try TemporaryRepository(Self.dotted, mapping: OSGiPair.mapping)
            for (name, mode) in [("\(OSGiPair.provider).12", 0o640), ("\(OSGiPair.customizer).13", 0o600)] {
                #expect(
                    chmod(repository.file("repository/apps/system/config/\(name).config"), mode_t(mode)) == 0)
            }
            #expect(
                try repository.run(
                    ["migrate", "repository", "--mapping", "mapping.csv", "--rename-dot-pids"] + arguments
                ).exit == 0)
            let written = arguments.isEmpty ? "repository" : "copy"
            for (name, mode) in [("\(OSGiPair.provider)-12", 0o640), ("\(OSGiPair.customizer)-13", 0o600)] {
                let path = repository.file("\(written)/apps/system/config/\(name).config")
                #expect(try Files.status(RawPath(path)).st_mode & 0o7777 == mode_t(mode))
            }
        }
    }

    @Test("a rename that would break a reference is an error")
    func renamingReferences() throws {
        for value in ["\(OSGiPair.provider).12", "/apps/system/config/\(OSGiPair.provider).12.config"] {
            let repository = try TemporaryRepository(
                Self.dotted + ["apps/system/config/com.example.Stock-1.config": "imsConfig=\"\(value)\"\n"],
                mapping: OSGiPair.mapping)
            let before = try repository.snapshot()
            let record = try repository.migrationRecord("--rename-dot-pids")
            #expect(record.rules.contains("error reference-broken"), "\(value)")
            #expect(try repository.snapshot().differences(from: before) == [])
            #expect(try repository.migrationRecord().summary.migrated == 1)
        }
    }

    @Test("a rename stops at what is there already, which is a twin of it; a plan knows of it")
    func renamingPlan() throws {
        let taken = try TemporaryRepository(
            Self.dotted + ["apps/system/config/\(OSGiPair.customizer)-13.config": "a=\"b\"\n"],
            mapping: OSGiPair.mapping)
        let record = try taken.migrationRecord("--rename-dot-pids")
        #expect(record.rules.contains("error osgi-twin"))

        let repository = try TemporaryRepository(Self.dotted, mapping: OSGiPair.mapping)
        let plan = [
            "plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json", "--rename-dot-pids",
        ]
        #expect(try repository.run(plan).exit == 0)
        #expect(try repository.run("apply", "plan.json", "--mapping", "mapping.csv").exit == 0)
        #expect(repository.exists("repository/apps/system/config/\(OSGiPair.provider)-12.config"))
    }

    @Test("a dot before the id is reported, and the configuration migrated as it is")
    func dotPID() throws {
        let repository = try TemporaryRepository(Self.dotted, mapping: OSGiPair.mapping)
        let record = try repository.migrationRecord()
        #expect(record.rules == ["note osgi-dot-pid"])
        #expect(record.summary.migrated == 1)
    }
}
