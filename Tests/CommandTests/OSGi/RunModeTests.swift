// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@Suite("Customizers for several run modes of one provider")
struct RunModeTests {
    private static let provider = "apps/a/config/\(OSGiPair.provider)-x.config"

    private static func customizer(_ folder: String, _ id: String = "x") -> String {
        "apps/a/\(folder)/\(OSGiPair.customizer)-\(id).config"
    }

    private static func tree(_ folders: String...) -> Tree {
        var tree: Tree = [RawPath(provider): .text(OSGiPair().provider())]
        for folder in folders { tree[RawPath(customizer(folder))] = .text(OSGiPair().customizer()) }
        return tree
    }

    private static let own = """
        path,client_secret,scopes
        /apps/**,\(encrypted("ab")),"openid, AdobeID"
        /\(customizer("config.publish")),\(encrypted("cd")),openid

        """

    @Test("each gets the secret of the row; again nothing changes; rolled back all is as it was")
    func journey() throws {
        let repository = try TemporaryRepository(
            Self.tree("config.author", "config.publish", "config.publish.prod"), mapping: OSGiPair.mapping)
        let before = try repository.snapshot()
        #expect(try repository.record("scan").rules == ["warning jwt-deprecated"])
        let preview = try repository.migrationRecord("--dry-run")
        #expect(preview.rules == [])
        let secrets = try #require(preview.configurations.first).changes.filter(\.secret)
        #expect(
            secrets.map(\.file)
                == ["config.author", "config.publish.prod", "config.publish"].map { Self.customizer($0) })
        #expect(secrets.allSatisfy { $0.property == "auth.ims.client.secret" && $0.mappingRow == nil })
        #expect(try repository.migrate().exit == 0)
        for folder in ["config.author", "config.publish", "config.publish.prod"] {
            #expect(
                try repository.text(Self.customizer(folder)) == OSGiPair().customizer(secret: encrypted("ab"))
            )
        }
        #expect(try repository.run("check", "repository").exit == 0)
        #expect(try repository.migrationRecord().files == [])
        #expect(try repository.run("rollback", "repository").exit == 0)
        #expect(try repository.snapshot().contentChanges(since: before) == [])
    }

    @Test("a row with the path of a customizer gives it a secret of its own, in plan and apply too")
    func ownRow() throws {
        let repository = try TemporaryRepository(
            Self.tree("config", "config.publish"), mapping: Self.own)
        #expect(try repository.run("mapping", "validate", "repository", "--mapping", "mapping.csv").exit == 0)
        let plan = [
            "plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json", "--format", "json",
        ]
        let planned = try repository.run(plan).record()
        #expect(planned.rules == [])
        let changes = try #require(planned.configurations.first).changes.filter(\.secret)
        #expect(changes.map(\.mappingRow) == [nil, 3])
        #expect(try repository.run("apply", "plan.json", "--mapping", "mapping.csv").exit == 0)
        #expect(
            try repository.text(Self.customizer("config")) == OSGiPair().customizer(secret: encrypted("ab")))
        #expect(
            try repository.text(Self.customizer("config.publish"))
                == OSGiPair().customizer(secret: encrypted("cd")))
        let again = try repository.migrationRecord()
        #expect(again.rules == [])
        #expect(again.files == [])
    }

    @Test("a row that skips a customizer leaves it as it is; two rows for one are ambiguous")
    func otherRows() throws {
        let repository = try TemporaryRepository(
            Self.tree("config", "config.publish"),
            mapping: "path,client_secret,scopes,action\n/apps/**,\(encrypted("ab")),a,\n"
                + "/\(Self.customizer("config.publish")),,,skip\n")
        #expect(try repository.migrate().exit == 0)
        #expect(try repository.text(Self.customizer("config.publish")) == OSGiPair().customizer())
        let twice = try TemporaryRepository(
            Self.tree("config", "config.publish"),
            mapping: Self.own + "/\(Self.customizer("config.publish")),\(encrypted("ef")),openid\n")
        let record = try twice.migrationRecord()
        #expect(record.exitCode == 3)
        #expect(record.rules == ["error mapping-ambiguous"])
    }

    @Test("a template has one row for the provider")
    func template() throws {
        let repository = try TemporaryRepository(Self.tree("config.author", "config.publish"))
        let run = try repository.run("mapping", "template", "repository")
        #expect(run.exit == 0)
        #expect(run.output.split(separator: "\n").count == 2)
        #expect(run.output.contains("/" + Self.provider))
    }

    @Test("packages and delta packages carry all of them")
    func packaged() throws {
        let repository = try TemporaryRepository(
            Self.tree("config.author", "config.publish").below("jcr_root") + [
                "META-INF/vault/filter.xml":
                    "<workspaceFilter version=\"1.0\"><filter root=\"/apps/a\"/></workspaceFilter>",
                "META-INF/vault/properties.xml": "<properties><entry key=\"name\">acme</entry></properties>",
            ], mapping: OSGiPair.mapping)
        #expect(try repository.run("pack", "repository", "--out", "p.zip").exit == 0)
        let run = try repository.run(
            "migrate", "p.zip", "--mapping", "mapping.csv", "--delta", "delta.zip", "--output", "out.zip",
            "--format",
            "json")
        #expect(run.exit == 0)
        #expect(try run.record().files.count == 3)
        #expect(try repository.run("check", "out.zip").exit == 0)
        #expect(try repository.run("check", "delta.zip").exit == 0)
    }

    @Test("a dot before the id is renamed in each of them")
    func renaming() throws {
        let dotted = Self.tree("config.author", "config.publish").entries.map { entry in
            (RawPath(entry.path.display.replacing("-x.config", with: ".x.config")), entry.entry)
        }
        var tree: Tree = [:]
        for (path, entry) in dotted { tree[path] = entry }
        let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
        #expect(try repository.migrate("--rename-dot-pids").exit == 0)
        for folder in ["config.author", "config.publish"] {
            #expect(
                try repository.text(Self.customizer(folder).replacing("-x.config", with: "-x.config"))
                    == OSGiPair().customizer(secret: encrypted("ab")))
        }
        #expect(try repository.migrationRecord("--rename-dot-pids").files == [])
    }

    @Test("two customizers for the same run modes, in whatever order and below install, are a broken pair")
    func sameRunMode() throws {
        // In another order, and by the other name of such a folder.
        for folder in ["config.prod.author", "install.author.prod"] {
            let tree =
                Self.tree("config.author.prod") + [
                    RawPath(Self.customizer(folder, "y")): .text(OSGiPair().customizer())
                ]
            let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
            let before = try repository.snapshot()
            let record = try repository.migrationRecord()
            #expect(record.exitCode == 3)
            #expect(record.rules == ["error osgi-pair-broken"])
            #expect(try repository.snapshot().differences(from: before) == [])
        }
    }

    @Test(
        "the provider's own folder goes first; a customizer of another run mode belongs to the closest provider"
    )
    func closest() throws {
        let prod = "apps/a/config.prod/\(OSGiPair.provider)-x.config"
        let tree =
            Self.tree("config", "config.prod", "config.author.prod", "config.author") + [
                RawPath(prod): .text(OSGiPair().provider())
            ]
        let mapping = """
            path,client_secret,scopes
            /\(Self.provider),\(encrypted("ab")),openid
            /\(prod),\(encrypted("cd")),openid

            """
        let repository = try TemporaryRepository(tree, mapping: mapping)
        let record = try repository.migrationRecord()
        #expect(record.rules == [])
        #expect(record.summary.migrated == 2)
        for (folder, secret) in [
            ("config", "ab"), ("config.prod", "cd"), ("config.author.prod", "cd"), ("config.author", "ab"),
        ] {
            #expect(
                try repository.text(Self.customizer(folder))
                    == OSGiPair().customizer(secret: encrypted(secret)),
                "\(folder)")
        }
    }

    @Test("a customizer that two providers need is nobody's")
    func shared() throws {
        let tree =
            Self.tree("config") + [
                "apps/a/config.author/\(OSGiPair.provider)-x.config": .text(OSGiPair().provider())
            ]
        let record = try TemporaryRepository(tree, mapping: OSGiPair.mapping).migrationRecord()
        #expect(record.rules == ["error osgi-pair-broken", "error osgi-pair-broken"])
    }

    @Test("the kind of brackets stays: an array is an array, a collection a collection")
    func brackets() throws {
        for (open, close) in [("[", "]"), ("(", ")")] {
            var tree = Self.tree("config")
            tree[RawPath(Self.provider)] = .text(
                OSGiPair().provider().replacing("=[ \\", with: "=\(open) \\").replacing(
                    "  ]\n", with: "  \(close)\n"))
            let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
            #expect(try repository.migrate().exit == 0)
            let text = try repository.text(Self.provider)
            #expect(text.contains("default.claims=\(open) \\\n  \"\\\"iss"))
            #expect(text.contains("\n  \(close)\n"))
        }
    }
}
