// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("Exit codes, the same for every format")
struct ExitCodeTests {
    static let jwt: Tree = [cloudconfigs / "target/.content.xml": .jwt]

    @Test("0 done, 3 findings", arguments: Format.allCases)
    func doneAndFindings(_ format: Format) throws {
        let repository = try TemporaryRepository(Self.jwt, mapping: mappingForAll)
        func exit(_ arguments: String...) throws -> Int32 {
            try repository.run(arguments + ["--format", format.rawValue]).exit
        }
        #expect(try exit("scan", "repository") == 0)
        #expect(try exit("check", "repository") == 3)
        #expect(try exit("migrate", "repository", "--mapping", "mapping.csv", "--fail-on", "warning") == 0)
        #expect(try exit("check", "repository") == 0)
    }

    @Test(
        "help and version are no runs: 0, on standard output",
        arguments: [["--help"], ["help", "migrate"], ["--version"]])
    func help(_ arguments: [String]) throws {
        let run = try TemporaryRepository([:]).run(arguments)
        #expect(run.exit == 0)
        #expect(!run.output.isEmpty)
        #expect(run.errors.isEmpty)
    }

    @Test(
        "64 wrong usage: said on standard error, nothing is written",
        arguments: [
            ["frobnicate"], ["scan"], ["check"], ["scan", "repository", "--frobnicate"],
            ["scan", "repository", "--format", "yaml"], ["scan", "repository", "--jobs", "0"],
            ["scan", "repository", "--jobs", "-1"], ["scan", "repository", "--jobs", "many"],
            ["scan", "repository", "--color", "blue"], ["check", "repository", "--fail-on", "fatal"],
            ["scan", "repository", "--mapping", "mapping.csv"], ["scan", "repository", "--report-dir"],
            ["scan", "repository", "--quiet", "--verbose"], ["migrate", "repository"],
            ["migrate", "--mapping", "mapping.csv"],
            ["migrate", "repository", "other", "--mapping", "mapping.csv"],
            ["migrate", "repository", "--mapping", "mapping.csv", "--fail-on", "fatal"],
            ["migrate", "repository", "--mapping", "mapping.csv", "--jobs", "0"],
            ["migrate", "repository", "--mapping", "mapping.csv", "--format", "JSON"],
            ["migrate", "repository", "--mapping", "mapping.csv", "--detailed-exitcode"],
        ])
    func usage(_ arguments: [String]) throws {
        let repository = try TemporaryRepository(Self.jwt, mapping: mappingForAll)
        let before = try repository.snapshotOfEverything()
        let run = try repository.run(arguments)
        #expect(run.exit == 64, "\(run)")
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
        #expect(try repository.snapshotOfEverything().differences(from: before) == [])
    }

    @Test("64 without any arguments")
    func nothing() throws {
        let run = try TemporaryRepository([:]).run()
        #expect(run.exit == 64)
    }

    struct Unusable: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let arguments: [String]
        /// A word of the message that tells a person where to look.
        let names: String

        init(_ description: String, _ arguments: [String], names: String) {
            testDescription = description
            self.arguments = arguments
            self.names = names
        }
    }

    static let unusable = [
        Unusable("no such repository", ["scan", "nowhere"], names: "nowhere"),
        Unusable("one of two repositories is missing", ["scan", "repository", "nowhere"], names: "nowhere"),
        Unusable("a repository that is a file", ["check", "mapping.csv"], names: "mapping.csv"),
        Unusable("a folder that holds no content", ["scan", "other"], names: "other"),
        Unusable("a folder inside of the content", ["scan", "repository/jcr_root/conf"], names: "jcr_root"),
        Unusable("an empty path", ["scan", ""], names: "Check the path"),
        Unusable(
            "migrate, no such repository", ["migrate", "nowhere", "--mapping", "mapping.csv"],
            names: "nowhere"),
        Unusable("no such mapping", ["migrate", "repository", "--mapping", "none.csv"], names: "none.csv"),
        Unusable(
            "a mapping that is a folder", ["migrate", "repository", "--mapping", "other"], names: "other"),
        Unusable(
            "a mapping that is broken", ["migrate", "repository", "--mapping", "broken.csv"], names: "row 2"),
        Unusable("no such profile", ["scan", "repository", "--profile", "none.json"], names: "none.json"),
        Unusable(
            "a profile that is no JSON", ["scan", "repository", "--profile", "mapping.csv"],
            names: "mapping.csv"),
        Unusable(
            "a profile with a key that is not known", ["check", "repository", "--profile", "profile.json"],
            names: "recognize"),
    ]

    @Test(
        "65 an input cannot be used: the message names it, nothing is written", arguments: unusable,
        Format.allCases)
    func inputUnusable(_ input: Unusable, _ format: Format) throws {
        let repository = try TemporaryRepository(Self.jwt.below("jcr_root"), mapping: mappingForAll)
        try Files.makeFolder(repository.place / "other")
        try repository.write("path,client_secret,scopes\n/a,,b\n", to: "broken.csv")
        try repository.write(#"{"schemaVersion": 1, "recognize": []}"#, to: "profile.json")
        let before = try repository.snapshot()

        let run = try repository.run(input.arguments + ["--format", format.rawValue])
        #expect(run.exit == 65, "\(run)")
        // Who reads a report is told as well, and takes no empty file for a good one.
        #expect(run.output.isEmpty == [.text, .diff].contains(format))
        if format == .json {
            let record = try run.record()
            #expect(record.exitCode == 65)
            #expect(record.command == input.arguments[0])
            let isMapping = input.arguments.last == "broken.csv"
            #expect(record.rules == [isMapping ? "error mapping-invalid" : "error run-failed"])
        }
        #expect(run.errors.contains(input.names))
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test(
        "65 of the commands around a migration: programs that read their output learn of it too",
        arguments: [
            ["mapping", "validate", "--mapping", "none.csv"],
            ["mapping", "validate", "nowhere", "--mapping", "mapping.csv"],
            ["mapping", "template", "nowhere", "--out", "rows.csv"],
            ["mapping", "import", "nowhere", "project.json", "--out", "rows.csv"],
            ["report", "compare", "none.json", "none.json"], ["report", "verify", "none.json"],
            ["verify-credentials", "--mapping", "none.csv"],
        ])
    func inputUnusable(_ arguments: [String]) throws {
        let repository = try TemporaryRepository(Self.jwt, mapping: mappingForAll)
        let run = try repository.run(arguments + ["--format", "json"])
        #expect(run.exit == 65, "\(run)")
        let record = try run.record()
        #expect(record.exitCode == 65 && record.rules == ["error run-failed"])
        #expect(arguments.joined(separator: " ").hasPrefix(record.command))
        #expect(try repository.run(arguments).output.isEmpty)
    }

    @Test("74 reports cannot be written: said before anything else is written", arguments: Format.allCases)
    func reportFolder(_ format: Format) throws {
        let repository = try TemporaryRepository(Self.jwt, mapping: mappingForAll)
        let before = try repository.snapshotOfEverything()
        for command in [["scan"], ["check"], ["migrate", "--mapping", "mapping.csv"]] {
            let run = try repository.run(
                command + ["repository", "--format", format.rawValue, "--report-dir", "mapping.csv/reports"])
            #expect(run.exit == 74, "\(run)")
            #expect(run.errors.contains("mapping.csv/reports"))
        }
        #expect(try repository.snapshotOfEverything().differences(from: before) == [])
    }

    @Test("74 a folder is in the place of a report: nothing is written either")
    func reportIsAFolder() throws {
        let repository = try TemporaryRepository(Self.jwt, mapping: mappingForAll)
        try Files.makeFolder(repository.place / "reports/report.json/full")
        let before = try repository.snapshot()
        let run = try repository.migrate("--report-dir", "reports")
        #expect(run.exit == 74, "\(run)")
        let after = try repository.snapshot()
        #expect(after.differences(from: before) == [])
    }

    @Test(
        "74 standard output cannot be written",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        // A scan has no diff, so that there is nothing to write.
        arguments: Format.allCases.filter { $0 != .diff })
    func outputIsFull(_ format: Format) throws {
        let repository = try TemporaryRepository(Self.jwt)
        let run = try repository.run("scan", "repository", "--format", format.rawValue, output: "/dev/full")
        #expect(run.exit == 74, "\(run)")
        #expect(!run.errors.isEmpty)
    }

    @Test(
        "74 a file that cannot be read: the result would not be complete, so nothing is written",
        .enabled(if: geteuid() != 0, "root can read everything"))
    func unreadable() throws {
        let repository = try TemporaryRepository(
            Self.jwt + [cloudconfigs / "closed/.content.xml": .bytes(Array(IMSPage().jwt.utf8), mode: 0)],
            mapping: mappingForAll)
        let file = repository.path / cloudconfigs / "target/.content.xml"
        let before = try Snapshot(of: file)
        for command in [["scan"], ["check"], ["migrate", "--mapping", "mapping.csv"]] {
            let run = try repository.run(command + ["repository", "--format", "json"])
            #expect(run.exit == 74, "\(run)")
            #expect(try run.record().findings("file-unreadable").map(\.level) == ["error"])
        }
        #expect(try Snapshot(of: file).differences(from: before) == [])
    }

    @Test("74 with few descriptors: every command ends before it does anything", arguments: [8, 16])
    func fewDescriptors(limit: Int) throws {
        let repository = try TemporaryRepository(Self.jwt, mapping: mappingForAll)
        let before = try repository.snapshot()
        for command in [
            "scan repository", "check repository", "migrate repository --mapping mapping.csv",
            "plan repository --mapping mapping.csv --out plan.json", "rollback repository",
            "mapping template repository", "pack repository --out p.zip",
        ] {
            let run = try Script.run(
                "ulimit -n \(limit); exec ims-migrate \(command)", in: repository.place.display,
                home: repository.file("home"))
            #expect(run.exit == 74, "\(command): \(run.output)")
            #expect(run.output.contains("ulimit -n"))
        }
        #expect(try repository.snapshot().differences(from: before) == [])
        #expect(!repository.exists("plan.json") && !repository.exists("p.zip"))
    }
}
