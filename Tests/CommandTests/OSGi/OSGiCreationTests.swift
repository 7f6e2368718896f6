// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@Suite("Rows that create pairs of OSGi configurations")
struct OSGiCreationTests {
    private static let header =
        "path,client_id,client_secret,org_id,scopes,title,action,authorization_server\n"
    private static let org = "TESTORG0000000000000001@AdobeOrg"
    private static let folder = "apps/system/config"

    private static func row(_ file: String, server: String = "") -> String {
        "/\(file),new-id,\(encrypted("cd")),\(org),\"openid, AdobeID\",\"A \"\"new\"\" one\",create,\(server)\n"
    }

    private static func provider(_ end: String, in folder: String = folder) -> String {
        "\(folder)/\(OSGiPair.provider)\(end)"
    }

    private static func customizer(_ end: String, in folder: String = folder) -> String {
        "\(folder)/\(OSGiPair.customizer)\(end)"
    }

    private func repository(_ rows: String..., tree: Tree = OSGiPair().tree()) throws -> TemporaryRepository {
        try TemporaryRepository(
            tree, mapping: Self.header + rows.joined() + "**/*-1f2e.config,,s,,a,,skip,\n")
    }

    @Test("both files, in Felix's spelling; again it changes nothing; rolled back they are gone")
    func journey() throws {
        let path = Self.provider("-acme.config")
        let repository = try repository(Self.row(path))
        let before = try repository.snapshot()
        let preview = try repository.migrationRecord("--dry-run")
        #expect(try repository.snapshot().differences(from: before) == [])
        #expect(preview.outcomes["/" + path] == "planned")

        let record = try repository.migrationRecord()
        let created = try #require(record.configuration("/" + path))
        #expect(created.outcome == "created")
        #expect(created.storage == "osgi")
        #expect(created.file == path)
        #expect(created.title == "A \"new\" one")
        #expect(created.clientID == "new-id")
        #expect(created.changes.filter(\.secret).map(\.property) == ["auth.ims.client.secret"])
        #expect(
            try repository.text(path) == """
                auth.access.token.request="https://ims-na1.adobelogin.com/ims/token/v3"
                auth.token.provider.authorization.grants="client_credentials"
                auth.token.provider.client.id="new-id"
                auth.token.provider.default.claims=["\\"iss\\"\\ :\\ \\"\(Self.org)\\""]
                auth.token.provider.endpoint="https://ims-na1.adobelogin.com"
                auth.token.provider.orgId="\(Self.org)"
                auth.token.provider.scope="openid,AdobeID"
                auth.token.provider.title="A\\ \\"new\\"\\ one"
                name="acme"
                token.request.customizer.type="acme"

                """)
        #expect(
            try repository.text(Self.customizer("-acme.config")) == """
                auth.ims.client.secret="\(encrypted("cd"))"
                customizer.type="acme"

                """)
        let scanned = try repository.record("scan")
        #expect(scanned.configuration("/" + path)?.classification == "oauth")
        #expect(!scanned.rules.contains { $0.contains("osgi-") })
        #expect(try repository.migrationRecord().files == [], "a second run changes nothing")
        #expect(try repository.run("rollback", "repository").exit == 0)
        #expect(try repository.snapshot().contentChanges(since: before) == [])
    }

    @Test("as JSON in a folder of run modes that is not there yet, with the server of the row")
    func json() throws {
        let folder = "apps/acme/config.author"
        let path = Self.provider("~acme.cfg.json", in: folder)
        let repository = try repository(Self.row(path, server: "https://ims-eu1.adobelogin.com/"))
        #expect(try repository.migrate().exit == 0)
        #expect(
            try repository.text(Self.customizer("~acme.cfg.json", in: folder)) == """
                {
                  "auth.ims.client.secret": "\(encrypted("cd"))",
                  "customizer.type": "acme"
                }

                """)
        let provider = try repository.text(path)
        #expect(
            provider.contains(
                "\"auth.access.token.request\": \"https://ims-eu1.adobelogin.com/ims/token/v3\""))
        #expect(provider.contains("\"auth.token.provider.endpoint\": \"https://ims-eu1.adobelogin.com\""))
        #expect(repository.exists("repository/apps/acme/.content.xml"))
        #expect(try repository.record("scan").configuration("/" + path)?.classification == "oauth")
    }

    @Test("one id in the folders of two run modes is two pairs")
    func runModes() throws {
        let folders = ["apps/acme/config.author", "apps/acme/config.publish"]
        let paths = folders.map { Self.provider("-acme.config", in: $0) }
        let repository = try repository(Self.row(paths[0]), Self.row(paths[1]))
        #expect(try repository.migrationRecord().summary.created == 2)
        let scanned = try repository.record("scan")
        #expect(paths.allSatisfy { scanned.configuration("/" + $0)?.classification == "oauth" })
        #expect(!scanned.rules.contains { $0.contains("osgi-pair-broken") })
    }

    @Test(
        "never over something that exists, in whatever spelling, nor where another customizer would answer",
        arguments: [
            (provider("-acme.config"), OSGiPair().provider()),
            (provider("~acme.cfg.json"), "{}"),
            (provider(".acme.config"), ""),
            (provider("-acme.xml"), "<jcr:root/>"),
            (customizer("-acme.cfg.json"), "{}"),
            (customizer("-other.config"), "customizer.type=\"acme\"\n"),
            (customizer("-other.config", in: "apps/acme/config.author"), "customizer.type=\"acme\"\n"),
        ])
    func occupied(_ file: String, _ text: String) throws {
        var tree = OSGiPair().tree()
        tree[RawPath(file)] = .text(text)
        let repository = try repository(Self.row(Self.provider("-acme.config")), tree: tree)
        let before = try repository.snapshot()
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 3, "\(run)")
        #expect(try run.record().findings("path-occupied").map(\.level) == ["error"])
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test(
        "a name that is none of a provider, and a server that is not Adobe's",
        arguments: [
            row("\(folder)/acme.config"), row(customizer("-acme.config")), row(provider(".acme.config")),
            row(provider("-acme")), row(provider("-acme.config"), server: "https://ims.example.com"),
        ])
    func impossible(_ row: String) throws {
        let repository = try repository(row)
        let before = try repository.snapshot()
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 3, "\(run)")
        #expect(try run.record().findings("creation-impossible").map(\.level) == ["error"])
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test(
        "both files are roots of the delta package, and the package that takes it back has neither",
        .enabled(if: Python.isThere))
    func delta() throws {
        let path = Self.provider("-acme.config")
        let repository = try repository(Self.row(path))
        #expect(try repository.migrate("--delta", "delta.zip", "--delta-rollback", "back.zip").exit == 0)
        let report = try repository.python(
            """
            for name in ("delta", "back"):
                archive = zipfile.ZipFile(name + ".zip")
                filter = archive.read("META-INF/vault/filter.xml").decode()
                print([filter.count('root="/' + path + '"') for path in ("\(path)", "\(Self.customizer("-acme.config"))")],
                    sorted(n for n in archive.namelist() if n.endswith(".config")))
            """)
        #expect(
            report == """
                [1, 1] ['jcr_root/\(Self.customizer("-acme.config"))', 'jcr_root/\(path)']
                [1, 1] []

                """)
    }
}
