// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A repository with two JWT configurations, one of them ambiguous beside them, and files without a JCR path.
private func scene(_ waivers: String? = nil) throws -> TemporaryRepository {
    let repository = try TemporaryRepository([
        cloudconfigs / "target/.content.xml": .jwt, cloudconfigs / "stock/.content.xml": .jwt,
        cloudconfigs / "broken/.content.xml": .text("<jcr:root"), "linked": .link("conf"),
    ])
    if let waivers { try repository.write(waivers, to: "waivers.csv") }
    return repository
}

private let header = "rule,path,reason,owner,expires\n"
private let folder = "/conf/global/settings/cloudconfigs"

@Suite("Waivers: findings that somebody accepts for a time")
struct WaiverTests {
    private func check(_ waivers: String, _ options: String...) throws -> (run: Run, record: Record) {
        let run = try scene(waivers).run(
            ["check", "repository", "--waivers", "waivers.csv", "--format", "json"] + options)
        return (run, try run.record())
    }

    @Test("a waived finding stays in the record with who, why and until when, and does not count")
    func waived() throws {
        let (run, record) = try check(
            header + "jwt-deprecated,\(folder)/target,\"Vendor, in June\",jane@example.com,2099-12-31\n")
        #expect(run.exit == 3, "the other ones count")
        let findings = record.findings("jwt-deprecated")
        #expect(findings.map(\.waived?.owner) == [nil, "jane@example.com"], "what is waived comes last")
        let waived = try #require(findings.last?.waived)
        #expect(
            waived
                == .init(reason: "Vendor, in June", owner: "jane@example.com", expires: "2099-12-31", row: 2))
        #expect(record.summary.findings.waived == 1)
        #expect(record.summary.findings.error == record.findings.count { $0.level == "error" } - 1)
        #expect(record.summary.jwt == 2, "a configuration on JWT is one, whatever is accepted")
    }

    @Test("where every error is waived, the gate is open")
    func open() throws {
        let (run, record) = try check(
            header + "jwt-deprecated,/conf/**,r,o,2099-12-31\nxml-malformed,\(folder)/broken,r,o,2099-12-31\n"
        )
        #expect(run.exit == 0)
        #expect(record.summary.findings.error == 0)
        #expect(record.summary.findings.waived == 3)
        #expect(record.rules.filter { $0.contains("waiver") } == [])
    }

    @Test(
        "a finding without a JCR path goes by that of its file, or by the file itself",
        arguments: [
            "rule,path,reason,owner,expires\nxml-malformed,\(folder)/broken,r,o,2099-12-31\n",
            "rule,path,reason,owner,expires\nxml-malformed,/conf/*/settings/**,r,o,2099-12-31\n",
            "rule,file,reason,owner,expires\nxml-malformed,conf/global/settings/cloudconfigs/broken/.content.xml,r,o,2099-12-31\n",
            "rule,file,path,reason,owner,expires\nxml-malformed,**/broken/*,,r,o,2099-12-31\n",
            "rule,file,path,reason,owner,expires\nxml-malformed,**/broken/*,/conf/**,r,o,2099-12-31\n",
        ])
    func files(waivers: String) throws {
        let (_, record) = try check(waivers)
        #expect(record.findings("xml-malformed").map { $0.waived != nil } == [true])
        #expect(record.findings("waiver-unused") == [])
    }

    @Test("path and file must both match where a row has both; one that matches nothing is a warning")
    func unused() throws {
        let (_, record) = try check(
            "rule,file,path,reason,owner,expires\nxml-malformed,**/broken/*,/conf/acme/**,r,o,2099-12-31\n")
        #expect(record.findings("xml-malformed").map { $0.waived == nil } == [true])
        let unused = try #require(record.findings("waiver-unused").first)
        #expect(unused.level == "warning" && unused.file == "waivers.csv" && unused.line == 2)
    }

    @Test("an expired waiver waives nothing and is a warning; what it waived counts again")
    func expired() throws {
        let (run, record) = try check(header + "jwt-deprecated,/conf/**,r,bob,2020-02-29\n")
        #expect(run.exit == 3)
        #expect(record.summary.findings.waived == 0)
        let expired = try #require(record.findings("waiver-expired").first)
        #expect(expired.level == "warning" && expired.line == 2)
        #expect(expired.message.contains("2020-02-29") && expired.message.contains("bob"))
        #expect(record.findings("waiver-unused") == [])
    }

    @Test("--fail-on warning counts the warnings about waivers too")
    func strict() throws {
        let waivers = header + "jwt-deprecated,/conf/**,r,o,2099-12-31\nxml-malformed,/**,r,o,2099-12-31\n"
        #expect(try check(waivers + "secret-plaintext,/**,r,o,2099-12-31\n").run.exit == 0)
        #expect(try check(waivers, "--fail-on", "warning").run.exit == 0)
        #expect(
            try check(waivers + "secret-plaintext,/**,r,o,2099-12-31\n", "--fail-on", "warning").run.exit == 3
        )
    }

    @Test("scan takes them as well")
    func scan() throws {
        let repository = try scene(header + "jwt-deprecated,/conf/**,r,o,2099-12-31\n")
        let record = try repository.record("scan", "--waivers", "waivers.csv")
        #expect(record.summary.findings.waived == 2)
        #expect(record.summary.findings.warning == 0)
    }

    @Test("every problem of the file is told in one run, by row and column, with no cell's text")
    func problems() throws {
        let run = try scene(
            "rule,path,resaon,owner,expires\njwt-depracated,/a,,o-cell,2026-02-30\nr-cell,/a\n"
                + "waiver-unused,no-slash,x-cell,,31.12.2026\n"
        ).run("check", "repository", "--waivers", "waivers.csv")
        #expect(run.exit == 65)
        for piece in [
            "row 1, column 3: the column's name is not known; is it reason?",
            "row 1, column reason: the column is missing",
            "row 2, column 1 (rule): the rule is not known; is it jwt-deprecated?",
            "row 2, column 5 (expires): not a day", "row 3: the row has 2 fields, where 5 are expected",
            "row 4, column 1 (rule): waiver-unused cannot be waived",
            "row 4, column 2 (path): the path does not start with /",
            "row 4, column 4 (owner): the cell is empty", "row 4, column 5 (expires): not a day",
        ] { #expect(run.errors.contains(piece), "\(piece)") }
        for cell in ["o-cell", "r-cell", "x-cell", "no-slash"] { #expect(!run.errors.contains(cell)) }
    }

    @Test(
        "commands that write take none: wrong usage, and the message says what to do instead",
        arguments: [
            ["migrate", "repository", "--mapping", "m.csv"], ["plan", "repository", "--mapping", "m.csv"],
            ["apply", "plan.json", "--mapping", "m.csv"], ["rollback", "repository"],
        ], ["--waivers", "--baseline"])
    func writing(command: [String], option: String) throws {
        let run = try scene().run(command + [option, "x"])
        #expect(run.exit == 64)
        #expect(run.errors.contains("\(option) is for scan and check alone"))
        #expect(run.errors.contains("action `skip`"))
    }
}

@Suite("Waived findings in every format")
struct WaivedFormatTests {
    private func report(_ format: String) throws -> String {
        try scene(
            header + "jwt-deprecated,\(folder)/target,\"Vendor, in June\",jane@example.com,2099-12-31\n"
        ).run("check", "repository", "--waivers", "waivers.csv", "--format", format).output
    }

    @Test(
        "each says who has waived it, why and until when",
        arguments: ["text", "json", "html", "sarif", "junit", "markdown"])
    func visible(format: String) throws {
        let report = try report(format)
        for piece in ["Vendor, in June", "2099-12-31"] { #expect(report.contains(piece), "\(piece)") }
        #expect(report.replacing("&#64;", with: "@").contains("jane@example.com"))
    }

    @Test("annotations leave it out, and say how many there are")
    func github() throws {
        let report = try report("github")
        #expect(!report.contains("cloudconfigs/target"))
        #expect(report.contains("1 finding is waived and does not count."))
    }

    @Test("a table for spreadsheets marks it")
    func csv() throws {
        let rows = try report("csv").split(separator: "\r\n")
        #expect(rows.contains { $0.contains("/target,") && $0.hasSuffix("error jwt-deprecated (waived)") })
        #expect(rows.contains { $0.contains("/stock,") && $0.hasSuffix("error jwt-deprecated") })
    }

    @Test("SARIF has it suppressed, and the others explicitly not")
    func sarif() throws {
        let log = try JSONSerialization.jsonObject(with: Data(try report("sarif").utf8)) as? [String: Any]
        let results = ((log?["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]]) ?? []
        let suppressions = results.compactMap { $0["suppressions"] as? [[String: String]] }
        #expect(suppressions.count == results.count && results.count == 4)
        let all = suppressions.flatMap(\.self)
        #expect(all.map { $0["kind"] } == ["external"])
        #expect(all.map { $0["status"] } == ["accepted"])
        #expect(all.first?["justification"]?.contains("Vendor, in June") == true)
    }
}
