// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Where reports are kept, and how they name files for a code host.
@Suite("Where reports go, and the paths in them")
struct ReportPlaceTests {
    private static let page: Tree = [
        "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml": "\(IMSPage().jwt)"
    ]
    private static let mapping =
        "path,client_secret,scopes\n/conf/global/settings/cloudconfigs/target,env:S,openid\n"
    private let secret = ["S": "canary-1"]

    private func names(_ repository: TemporaryRepository, _ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: repository.file(folder)).sorted()
    }

    @Test("the record of a run that changed something is kept under its time when the next run writes there")
    func kept() throws {
        let repository = try TemporaryRepository(Self.page, mapping: Self.mapping)
        #expect(try repository.migrate(environment: secret).exit == 0)
        let migrated = try Files.text(repository.file("reports/report.json"))
        let page = try Files.text(repository.file("reports/report.html"))
        #expect(try repository.run("rollback", "repository").exit == 0)
        let kept = try names(repository, "reports").filter { $0.hasPrefix("report-") }
        #expect(kept.count == 2, "\(kept)")
        let record = try #require(kept.first { $0.hasSuffix(".json") })
        #expect(record.wholeMatch(of: /report-\d{8}T\d{6}(\.\d+)?Z\.json/) != nil, "\(record)")
        #expect(try Files.text(repository.file("reports/\(record)")) == migrated)
        #expect(
            try Files.text(repository.file("reports/\(record.replacing(".json", with: ".html"))")) == page)
        // Once more within the second: neither is lost.
        #expect(try repository.migrate(environment: secret).exit == 0)
        #expect(try repository.run("rollback", "repository").exit == 0)
        #expect(try names(repository, "reports").filter { $0.hasPrefix("report-") }.count == 6)
        #expect(try repository.run("rollback", "reports/\(record)", "--dry-run").exit != 1)
    }

    @Test("the record of a preview or a scan is replaced, since nothing can be undone by it")
    func replaced() throws {
        let repository = try TemporaryRepository(Self.page, mapping: Self.mapping)
        for _ in 0..<2 { #expect(try repository.migrate("--dry-run", environment: secret).exit == 0) }
        #expect(try repository.run("scan", "repository", "--report-dir", "reports").exit == 0)
        #expect(try names(repository, "reports") == ["SHA256SUMS", "report.html", "report.json"])
    }

    @Test("a report.json that isn't a record is moved aside, not overwritten")
    func foreign() throws {
        let repository = try TemporaryRepository(Self.page, mapping: Self.mapping)
        try FileManager.default.createDirectory(
            atPath: repository.file("reports"), withIntermediateDirectories: false)
        try repository.write("somebody's own", to: "reports/report.json")
        #expect(try repository.migrate("--dry-run", environment: secret).exit == 0)
        let kept = try #require(try names(repository, "reports").first { $0.hasPrefix("report-") })
        #expect(try Files.text(repository.file("reports/\(kept)")) == "somebody's own")
    }

    @Test(
        "a default report directory that can't be written is a warning, a named one an error before anything changes"
    )
    func unwritable() throws {
        let repository = try TemporaryRepository(Self.page, mapping: Self.mapping)
        try repository.write("a file in its place", to: "reports")
        let before = try repository.text("jcr_root/conf/global/settings/cloudconfigs/target/.content.xml")
        let named = try repository.migrate("--report-dir", "reports", environment: secret)
        #expect(named.exit == 74)
        #expect(
            try repository.text("jcr_root/conf/global/settings/cloudconfigs/target/.content.xml")
                == before)
        let byDefault = try repository.migrate(environment: secret)
        #expect(byDefault.exit == 0, "\(byDefault)")
        #expect(byDefault.errors.contains("reports"))
    }

    @Test(
        "paths for code hosts are relative to the checkout, however the repository is named",
        arguments: ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY", nil])
    func checkout(variable: String?) throws {
        let repository = try TemporaryRepository(Self.page)
        let top = repository.place.display
        let environment = variable.map { [$0: Optional(top)] } ?? [:]
        let expected = "repository/jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"
        for name in ["repository", "./repository", "repository/../repository", top + "/repository"] {
            let sarif = try repository.run("scan", name, "--format", "sarif", environment: environment)
            #expect(sarif.output.contains("\"uri\" : \"\(expected)\""), "\(name): \(sarif.output)")
            let github = try repository.run("scan", name, "--format", "github", environment: environment)
            #expect(github.output.contains("file=\(expected),"), "\(name): \(github.output)")
        }
        _ = try repository.run("scan", top + "/repository", "--report-dir", "stored")
        let rendered = try repository.run(
            "report", "render", "stored/report.json", "--format", "sarif", environment: environment)
        #expect(rendered.output.contains("\"uri\" : \"\(expected)\""))
    }

    @Test("where no checkout contains the file, its path is absolute")
    func elsewhere() throws {
        let repository = try TemporaryRepository(Self.page)
        let other = try TemporaryRepository(Self.page)
        let run = try repository.run(
            "scan", other.path.display, "--format", "sarif",
            environment: ["GITHUB_WORKSPACE": repository.path.display])
        #expect(run.output.contains("\"uri\" : \"file://\(other.path.display)/jcr_root/"))
        let inner = try repository.run(
            "scan", "repository", "--format", "github",
            environment: ["GITHUB_WORKSPACE": other.path.display])
        #expect(inner.output.contains("file=repository/jcr_root/"), "the working directory is the next one")
    }
}
