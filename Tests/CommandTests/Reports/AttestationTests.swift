// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@Suite("Attestation: what a run left can be checked later")
struct AttestationTests {
    private let page: RawPath = cloudconfigs / "target/.content.xml"

    private func migrated(_ name: String = "reports") throws -> TemporaryRepository {
        let repository = try TemporaryRepository(
            [page: .jwt, cloudconfigs / "größe 1/.content.xml": .jwt], mapping: mappingForAll)
        #expect(try repository.migrate("--report-dir", name).exit == 0)
        return repository
    }

    private func verify(_ repository: TemporaryRepository, _ options: String...) throws -> (
        exit: Int32, findings: [String]
    ) {
        let run = try repository.run(
            ["report", "verify", "reports/report.json", "--format", "json"] + options)
        return (run.exit, try run.record().findings.map { "\($0.rule) \($0.file ?? $0.message)" })
    }

    private func append(_ text: String, to path: RawPath) throws {
        try Files.write(try Files.read(path) + Array(text.utf8), to: path)
    }

    /// The folders of the repository's journals, the oldest first.
    private func journals(_ repository: TemporaryRepository) throws -> [RawPath] {
        let record = try JSONSerialization.jsonObject(
            with: Data(try Files.read(repository.file("reports/report.json"))))
        let journal = (record as? [String: Any])?["journal"] as? [String: String]
        let top = RawPath(try #require(journal?["folder"]))
        let folder = top / RawPath(try #require(try Files.names(in: top).first))
        return try Files.names(in: folder).filter { $0.first == UInt8(ascii: "0") }.map {
            folder / RawPath($0)
        }
    }

    @Test("a run that nobody has touched since is verified")
    func untouched() throws {
        let run = try migrated().run("report", "verify", "reports/report.json")
        #expect(run.exit == 0, "\(run)")
        #expect(run.output.contains("2 files by SHA256SUMS, 1 journal of the repository, 2 files of the"))
    }

    @Test("a report that was changed, or is gone, is told", arguments: ["report.json", "report.html"])
    func report(name: String) throws {
        let repository = try migrated()
        try append(" ", to: RawPath(repository.file("reports/\(name)")))
        #expect(try verify(repository) == (3, ["attestation-broken \(name)"]))
        guard name == "report.html" else { return }
        try FileManager.default.removeItem(atPath: repository.file("reports/\(name)"))
        #expect(try verify(repository) == (3, ["attestation-missing \(name)"]))
    }

    @Test(
        "a report and its SHA256SUMS that were changed together are told by the journal",
        .enabled(if: Sha256sum.isThere, "sha256sum is not installed"))
    func forgedReport() throws {
        let repository = try migrated()
        let path = RawPath(repository.file("reports/report.json"))
        let report = try Files.text(path.display)
        let digest = try #require(report.firstMatch(of: /"sha256After" : "([0-9a-f]{64})"/)?.1)
        let forged = report.replacing(digest, with: String(repeating: "0", count: 64), maxReplacements: 1)
        try Files.write(Array(forged.utf8), to: path)
        let sums = try Sha256sum.lines(of: ["report.json", "report.html"], in: repository.file("reports"))
        try Files.write(Array(sums.utf8), to: RawPath(repository.file("reports/SHA256SUMS")))
        let (exit, findings) = try verify(repository)
        #expect(exit == 3)
        // By the journal, and by the file itself.
        #expect(findings.count == 2 && Set(findings).count == 1, "\(findings)")
    }

    @Test("a file of the repository that was edited, or is gone, is told")
    func files() throws {
        let repository = try migrated()
        try append("<!-- -->", to: repository.path / page)
        #expect(try verify(repository) == (3, ["attestation-broken \(page.display)"]))
        try FileManager.default.removeItem(atPath: (repository.path / page).display)
        #expect(try verify(repository) == (3, ["attestation-broken \(page.display)"]))
        try FileManager.default.removeItem(atPath: repository.path.display)
        let (exit, findings) = try verify(repository)
        #expect(exit == 3 && findings.count == 1 && findings[0].hasPrefix("attestation-missing"))
    }

    @Test(
        "a journal that was changed is told, whichever of its files it is",
        arguments: ["index.json", "before", "state"])
    func journal(name: String) throws {
        let repository = try migrated()
        let journal = try #require(try journals(repository).first)
        try append(" ", to: journal / RawPath(name))
        let (exit, findings) = try verify(repository)
        #expect(
            exit == 3 && findings.count == 1 && findings[0].hasPrefix("attestation-broken"), "\(findings)")
    }

    @Test("journals make a chain: a link that is changed or taken out is told, by the later one too")
    func chain() throws {
        let repository = try migrated()
        let stock: Tree = [cloudconfigs / "stock/.content.xml": .jwt]
        for number in 2...3 {
            try stock.write(to: repository.path)
            #expect(try repository.migrate("--report-dir", "reports").exit == 0, "\(number)")
        }
        #expect(try verify(repository) == (0, []))
        let journals = try journals(repository)
        #expect(journals.count == 3)
        // Sealed again after the change, as somebody would who knows how: the run after it still names the old one.
        let index = journals[1] / "index.json"
        let text = try Files.text(index.display)
        try Files.write(Array((text + "\n").utf8), to: index)
        let (exit, findings) = try verify(repository)
        #expect(exit == 3 && findings.count == 1)
        #expect(findings[0].contains("is not the one that it followed"), "\(findings)")
        try FileManager.default.removeItem(atPath: journals[1].display)
        #expect(try verify(repository).findings.contains { $0.contains("is gone") })
    }

    @Test("a journal that is gone is told, and --journal-dir says where to look instead")
    func moved() throws {
        let repository = try migrated()
        let folder = try #require(try journals(repository).first?.parent?.parent)
        try FileManager.default.moveItem(atPath: folder.display, toPath: repository.file("journals"))
        let (exit, findings) = try verify(repository)
        #expect(exit == 3 && findings.count == 1 && findings[0].hasPrefix("attestation-missing"))
        #expect(try verify(repository, "--journal-dir", "journals") == (0, []))
    }

    @Test(
        "after a rollback the files are not as the run left them, and that is said; the rollback's own report holds"
    )
    func rolledBack() throws {
        let repository = try migrated("reports")
        #expect(try repository.run("rollback", "reports/report.json", "--report-dir", "back").exit == 0)
        let run = try repository.run("report", "verify", "reports/report.json")
        #expect(run.exit == 3)
        #expect(run.output.contains("The run was rolled back."))
        let back = try repository.run("report", "verify", "back/report.json")
        #expect(back.exit == 0, "\(back)")
    }

    @Test("without SHA256SUMS, or with one that does not name the report, nothing is proven")
    func noSums() throws {
        let repository = try migrated()
        let sums = RawPath(repository.file("reports/SHA256SUMS"))
        let lines = try Files.text(sums.display).split(separator: "\n")
        try Files.write(Array((lines[1] + "\n").utf8), to: sums)
        #expect(try verify(repository) == (3, ["attestation-broken report.json"]))
        try Files.write(Array("nonsense\n".utf8), to: sums)
        #expect(try verify(repository) == (3, ["attestation-broken SHA256SUMS"]))
        try FileManager.default.removeItem(atPath: sums.display)
        #expect(try verify(repository) == (3, ["attestation-missing SHA256SUMS"]))
    }

    @Test("a record of a run that wrote nothing is verified as far as it goes")
    func readOnly() throws {
        let repository = try migrated()
        _ = try repository.run("scan", "repository", "--report-dir", "reports")
        let run = try repository.run("report", "verify", "reports/report.json")
        #expect(run.exit == 0)
        #expect(
            run.output.contains("Verified: 2 files by SHA256SUMS. The run changed no repository in place."))
    }
}

@Suite("SHA256SUMS is what sha256sum takes", .enabled(if: Sha256sum.isThere, "sha256sum is not installed"))
struct ChecksumFileTests {
    private func check(_ repository: TemporaryRepository, in folder: String) throws -> (
        exit: Int32, output: String
    ) {
        try Sha256sum.check(in: repository.file(folder))
    }

    @Test("it names report.json and report.html of every command that writes reports")
    func reports() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "a/.content.xml": .jwt], mapping: mappingForAll)
        for command in [["scan", "repository"], ["migrate", "repository", "--mapping", "mapping.csv"]] {
            _ = try repository.run(command + ["--report-dir", "some reports"])
            let (exit, output) = try check(repository, in: "some reports")
            #expect(exit == 0)
            #expect(output == "report.json: OK\nreport.html: OK\n")
        }
    }

    @Test(
        "packages and deltas too, relative to the folder, however they are named",
        .enabled(if: Python.isThere),
        arguments: ["out.zip", "größe 1.zip", "back\\slash.zip", "line\nbreak.zip", "-.zip"])
    func packages(name: String) throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "a/.content.xml": .jwt], mapping: mappingForAll)
        let page = cloudconfigs.display + "/a/.content.xml"
        _ = try Python.run(
            "package('in.zip', [('jcr_root/\(page)', open('repository/\(page)', 'rb').read())])",
            in: repository.place.display)
        let run = try repository.run(
            "migrate", "in.zip", "--mapping", "mapping.csv", "--output=" + name, "--delta=delta-" + name,
            "--delta-rollback=back-" + name, "--allow-uncovered")
        #expect(run.exit == 0, "\(run)")
        let (exit, output) = try check(repository, in: "reports")
        #expect(exit == 0, "\(output)")
        #expect(output.split(separator: "\n").count == 5)
        #expect(try repository.run("report", "verify", "reports/report.json").exit == 0)
        try Files.write(Array("other".utf8), to: repository.place / RawPath(name))
        #expect(try check(repository, in: "reports").exit != 0)
        #expect(try repository.run("report", "verify", "reports/report.json").exit == 3)
    }

    @Test(
        "a package that is changed in place, and put back, is attested each time",
        .enabled(if: Python.isThere))
    func inPlace() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "a/.content.xml": .jwt], mapping: mappingForAll)
        let page = cloudconfigs.display + "/a/.content.xml"
        _ = try Python.run(
            "package('in.zip', [('jcr_root/\(page)', open('repository/\(page)', 'rb').read())])",
            in: repository.place.display)
        let options = ["--mapping", "mapping.csv", "--in-place", "--allow-uncovered"]
        #expect(try repository.run(["migrate", "in.zip"] + options).exit == 0)
        #expect(try check(repository, in: "reports").output.hasSuffix("../in.zip: OK\n"))
        #expect(try repository.run("report", "verify", "reports/report.json").exit == 0)
        #expect(try repository.run("rollback", "reports/report.json", "--report-dir", "back").exit == 0)
        #expect(try repository.run("report", "verify", "reports/report.json").exit == 3)
        let back = try repository.run("report", "verify", "back/report.json")
        #expect(back.exit == 0, "\(back)")
    }
}

/// The command of GNU coreutils.
enum Sha256sum {
    static let path = ["/usr/bin/sha256sum", "/bin/sha256sum", "/opt/homebrew/bin/gsha256sum"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static let isThere = path != nil

    static func check(in folder: String) throws -> (exit: Int32, output: String) {
        try run(["--check", "--strict", "SHA256SUMS"], in: folder)
    }

    /// What the command itself writes for these files.
    static func lines(of names: [String], in folder: String) throws -> String {
        try run(names, in: folder).output
    }

    private static func run(_ arguments: [String], in folder: String) throws -> (exit: Int32, output: String)
    {
        let process = Process()
        process.executableURL = URL(filePath: try #require(path))
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["LC_ALL": "C.UTF-8"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
