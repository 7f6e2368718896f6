// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestPrograms
import Testing

@testable import IMSMigration

@Suite("From the sample repository and downloads to a migration, without typing a cell")
struct MappingJourneyTests {
    private let scene: MappingScene

    init() throws {
        scene = try MappingScene()
        try scene.addSample()
    }

    /// A credential for each JWT configuration of the sample, by what identifies it: client id, technical account, or
    /// only the solution.
    private func downloads() throws -> [String] {
        func accounts(_ numbers: [String], _ prefix: String) -> [ConsoleProject.Credential] {
            numbers.map { number in
                let key = String(repeating: prefix + number, count: 4)
                return .init(
                    clientID: key, secrets: ["p8e-canary-\(prefix)-\(number)"],
                    account: "SAMPLETECHACCT00000000" + (prefix == "cafe" ? "0" : "1") + number.suffix(1),
                    scopes: ["openid", "AdobeID", "read_organizations"])
            }
        }
        var global = accounts(["0001", "0002", "0003", "0004", "0005", "0007", "0008"], "cafe")
        // Brand Portal by its technical account, under a client id of its own.
        global.append(
            .init(
                clientID: "feed0006feed0006feed0006feed0006", secrets: ["p8e-canary-old", "p8e-canary-new"],
                account: "SAMPLETECHACCT0000000006"))
        try scene.write(
            ConsoleProject(org: "SAMPLE0000000000GLOBAL01@AdobeOrg", credentials: global).json,
            to: "downloads/global.json")
        var tenant = accounts(["0002", "0003", "0004"], "beef")
        // Target by its solution alone.
        tenant.append(
            .init(
                clientID: "feed0001feed0001feed0001feed0001", secrets: ["p8e-canary-target"],
                scopes: ["openid", "AdobeID", "target_sdk"]))
        try scene.write(
            ConsoleProject(org: "SAMPLE000000LARCHFIELD01@AdobeOrg", credentials: tenant).json,
            to: "downloads/larchfield.json")
        return ["downloads"]
    }

    @Test("import, validate, verify, migrate, check: complete, in order, done; no secret where none belongs")
    func journey() throws {
        var shown = ""
        func step(_ arguments: [String], exit: Int32 = 0) throws {
            let outcome = try scene.run(arguments)
            #expect(outcome.exit == exit, "\(arguments): \(outcome.all)")
            shown += outcome.all
        }
        let importing = ["mapping", "import", "sample"] + (try downloads()) + ["--out", "mapping.csv"]
        try step(importing, exit: 3)
        try step(importing + ["--secret", "newest", "--force", "--report-dir", "reports/import"])
        #expect(shown.contains("12 rows in mapping.csv, all complete."))
        for certainty in ["certain", "probable", "only possible"] { #expect(shown.contains(certainty)) }
        try step([
            "mapping", "validate", "sample", "--mapping", "mapping.csv", "--report-dir", "reports/validate",
        ])
        let server = try TokenServer()
        let endpoint = ["--ims-endpoint", server.url]
        try step(
            ["verify-credentials", "--mapping", "mapping.csv", "--report-dir", "reports/verify"] + endpoint)
        #expect(shown.contains("All 12 credentials work."))
        #expect(try server.requests().count == 12)
        try step(["migrate", "sample", "--mapping", "mapping.csv", "--dry-run"])
        try step(["migrate", "sample", "--mapping", "mapping.csv", "--report-dir", "reports/migrate"])
        try step(["check", "sample"])
        // A second run finds nothing to do, and a mapping that is in order still.
        try step(["migrate", "sample", "--mapping", "mapping.csv", "--report-dir", "reports/again"])
        try step(["mapping", "validate", "sample", "--mapping", "mapping.csv", "--fail-on", "warning"])
        try step(["mapping", "template", "sample", "--out", "empty.csv"])
        #expect(try scene.text("empty.csv").split(separator: "\n").count == 1)

        for canary in ["p8e-canary", "token-canary"] { #expect(!shown.contains(canary)) }
        let portal = try scene.text("sample/jcr_root/conf/global/settings/cloudconfigs/brand-portal.xml")
        #expect(portal.contains("clientId=\"feed0006feed0006feed0006feed0006\""))
        #expect(portal.contains("clientSecret=\"p8e-canary-new\""))
        #expect(portal.contains("orgId=\"SAMPLE0000000000GLOBAL01@AdobeOrg\""))
        let holders = try secretHolders()
        #expect(holders == ["downloads", "sample", "secrets"])
    }

    /// The top folders whose files hold a secret.
    private func secretHolders() throws -> Set<String> {
        var holders: Set<String> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: scene.folder.path) {
            guard let bytes = try? Data(contentsOf: scene.folder.appending(path: path)),
                bytes.firstRange(of: Data("-canary".utf8)) != nil
            else { continue }
            holders.insert(String(path.prefix { $0 != "/" }))
        }
        return holders
    }
}
