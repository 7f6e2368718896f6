// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("--verify-credentials: nothing is written with a credential that does not work")
struct VerifiedMigrationTests {
    private let scene: NetworkScene

    init() throws {
        scene = try NetworkScene()
        try scene.files.addConfiguration("target", key: "fine-target")
        try scene.files.addConfiguration("stock", key: "fine-stock")
    }

    private func mapping(stock: String = NetworkScene.secret) throws {
        try scene.write(
            [
                "**/target,,\(NetworkScene.secret),a,", "**/stock,,\(stock),a,",
                "/conf/unused,unknown-1,wrong-canary,a,", "/conf/skipped,unknown-2,wrong-canary,a,skip",
            ], header: NetworkScene.header + ",action")
    }

    private func migrate(_ options: String...) throws -> MappingScene.Outcome {
        try scene.run(
            ["migrate", "repo", "--mapping", "mapping.csv", "--verify-credentials", "--format", "json"]
                + scene.endpoint + options)
    }

    @Test(
        "all work: it is written, and the report has what the server said; rows that nothing uses are not asked about"
    )
    func valid() throws {
        try mapping()
        let outcome = try migrate()
        #expect(outcome.exit == 0, "\(outcome.all)")
        #expect(Set(try scene.credentials(outcome)) == ["2 fine-target valid 1", "3 fine-stock valid 1"])
        #expect(try scene.server.requests().count == 2)
        let report = try scene.files.text("reports/report.json")
        #expect(report.contains("\"status\" : \"valid\""))
        #expect(!(report + outcome.all).contains("canary"))
        #expect(try scene.files.run(["check", "repo"]).exit == 0)
        let again = try migrate()
        #expect(again.exit == 0)
        #expect(try scene.credentials(again) == [])
    }

    @Test(
        "one does not work: 3, and nothing is written",
        arguments: [[], ["--dry-run"], ["--fail-on", "never"]])
    func invalid(_ options: [String]) throws {
        try mapping(stock: "wrong-canary")
        let before = try scene.contents(of: "repo")
        let outcome = try scene.run(
            ["migrate", "repo", "--mapping", "mapping.csv", "--verify-credentials", "--format", "json"]
                + scene.endpoint + options)
        #expect(outcome.exit == 3)
        #expect(
            Set(try scene.credentials(outcome)) == ["2 fine-target valid 1", "3 fine-stock invalid-client 1"])
        #expect(try scene.files.findings(outcome).contains("error credential-refused 3 client_secret"))
        #expect(try scene.contents(of: "repo") == before)
    }

    @Test("an encrypted secret is a warning: it is written, unless warnings stop the run")
    func encrypted() throws {
        try mapping(stock: NetworkScene.encrypted)
        let strict = try migrate("--fail-on", "warning")
        #expect(strict.exit == 3)
        let outcome = try migrate()
        #expect(outcome.exit == 0)
        #expect(try scene.files.findings(outcome).contains("warning credential-unverified 3 client_secret"))
    }

    @Test("where something else stands in the way already, nobody is asked")
    func blocked() throws {
        try scene.write(["**/target,,\(NetworkScene.secret),a"])
        let outcome = try migrate()
        #expect(outcome.exit == 3)
        #expect(try scene.record(outcome)["credentials"] == nil)
        #expect(try scene.server.requests().isEmpty)
    }

    @Test("plan writes no plan, and apply changes nothing, with a credential that does not work")
    func planAndApply() throws {
        try mapping(stock: "env:NET_STOCK")
        func run(_ command: [String], _ secret: String) throws -> MappingScene.Outcome {
            try scene.run(
                command + ["--mapping", "mapping.csv", "--verify-credentials"] + scene.endpoint,
                environment: ["NET_STOCK": secret])
        }
        #expect(try run(["plan", "repo", "--out", "plan.json"], "wrong-canary").exit == 3)
        #expect(!scene.files.exists("plan.json"))
        // Planned without asking, the wrong secret is noticed when the plan is applied.
        let unasked = try scene.run(
            ["plan", "repo", "--out", "plan.json", "--mapping", "mapping.csv"],
            environment: ["NET_STOCK": "wrong-canary"])
        #expect(unasked.exit == 0)
        let before = try scene.contents(of: "repo")
        #expect(try run(["apply", "plan.json"], "wrong-canary").exit == 3)
        #expect(try scene.contents(of: "repo") == before)
        #expect(try run(["plan", "repo", "--out", "plan.json", "--force"], NetworkScene.secret).exit == 0)
        #expect(try run(["apply", "plan.json"], NetworkScene.secret).exit == 0)
    }

    @Test("the credential of a configuration that is created is asked about")
    func created() throws {
        try scene.write(
            [
                "**/target,,\(NetworkScene.secret),a,,,", "**/stock,,\(NetworkScene.secret),a,,,",
                "/conf/global/settings/cloudconfigs/new,unknown-new,\(NetworkScene.secret),a,create,New,SAMPLE@AdobeOrg",
            ], header: NetworkScene.header + ",action,title,org_id")
        let outcome = try migrate()
        #expect(outcome.exit == 3)
        #expect(try scene.credentials(outcome).contains("4 unknown-new invalid-client 1"))
    }

    @Test("--ims-endpoint without it is wrong usage")
    func usage() throws {
        try mapping()
        let outcome = try scene.run(["migrate", "repo", "--mapping", "mapping.csv"] + scene.endpoint)
        #expect(outcome.exit == 64)
        #expect(outcome.error.contains("--ims-endpoint goes with --verify-credentials"))
    }
}
