// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("report render: every format from a stored record, as the run itself would have printed it")
struct RenderTests {
    /// Everything that a report can hold, from a repository in which names and values mean something to readers.
    static func repository() throws -> TemporaryRepository {
        let repository = try TemporaryRepository(
            [
                cloudconfigs / "target/.content.xml": .jwt,
                cloudconfigs / "crlf/.content.xml": .text(IMSPage().jwt.replacing("\n", with: "\r\n")),
                cloudconfigs / "a|b `c` ::error::/.content.xml": .text(
                    IMSPage(title: "=1+1 &lt;script&gt;alert(1)&lt;/script&gt; ##vso[task.x]y").jwt),
                cloudconfigs / "##teamcity[x]/.content.xml": .text("<jcr:root"),
                "linked": .link("conf"),
            ], mapping: mappingForAll + "/conf/none,\(encrypted("a2")),a\n")
        try repository.write(
            "rule,file,reason,owner,expires\nxml-malformed,**,##vso[task.x]y ::error::x,=1+1,2099-01-01\n",
            to: "waivers.csv")
        return repository
    }

    static let commands: [[String]] = [
        ["scan", "repository"], ["check", "repository", "--waivers", "waivers.csv"],
        ["migrate", "repository", "--mapping", "mapping.csv", "--dry-run"],
    ]

    @Test("the same bytes, printed and in a file", arguments: commands, Format.allCases)
    func same(command: [String], format: Format) throws {
        let repository = try Self.repository()
        let run = try repository.run(command + ["--format", format.rawValue, "--report-dir", "reports"])
        let render = ["report", "render", "reports/report.json", "--format", format.rawValue]
        let rendered = try repository.run(render)
        #expect(rendered.exit == 0)
        #expect(rendered.outputBytes == run.outputBytes)
        let stored = try repository.run(render + ["--out", "report.\(format.rawValue)"])
        #expect(stored.exit == 0 && stored.outputBytes.isEmpty)
        #expect(try Files.read(repository.file("report.\(format.rawValue)")) == run.outputBytes)
    }

    @Test(
        "text looks as --quiet, --verbose and --color ask",
        arguments: [["--quiet"], ["--verbose"], ["--color", "always"]])
    func style(options: [String]) throws {
        let repository = try Self.repository()
        let run = try repository.run(Self.commands[2] + ["--report-dir", "reports"] + options)
        let rendered = try repository.run(["report", "render", "reports/report.json"] + options)
        #expect(rendered.outputBytes == run.outputBytes)
    }

    @Test("what is no record of this version is an input that cannot be used, and says what it is")
    func unusable() throws {
        let repository = try Self.repository()
        _ = try repository.run("scan", "repository", "--report-dir", "reports")
        let record = try Files.text(repository.file("reports/report.json"))
        let cases: [(text: String, complaint: String)] = [
            ("", "not a run record"), ("[]", "not a run record"), ("{}", "not a run record"),
            (String(record.dropLast(record.count / 2)), "not a run record"),
            (
                record.replacing("\"schemaVersion\" : 2", with: "\"schemaVersion\" : 1"),
                "a record of version 1"
            ),
            (
                record.replacing(/"durationSeconds" : [0-9.]+/, with: "\"durationSeconds\" : 1e300"),
                "not a run record"
            ),
            (record.replacing("\"mode\" : \"read-only\"", with: "\"mode\" : \"x\""), "not a run record"),
        ]
        for (text, complaint) in cases {
            try repository.write(text, to: "record.json")
            let run = try repository.run("report", "render", "record.json", "--format", "sarif")
            #expect(run.exit == 65)
            #expect(run.errors.contains("record.json") && run.errors.contains(complaint), "\(run.errors)")
        }
        #expect(try repository.run("report", "render", "none.json").exit == 65)
        #expect(try repository.run("report", "render", "reports").exit == 65)
    }

    @Test("a place that cannot be written leaves what is there", arguments: ["none/x.json", "reports"])
    func unwritable(out: String) throws {
        let repository = try Self.repository()
        _ = try repository.run("scan", "repository", "--report-dir", "reports")
        let run = try repository.run("report", "render", "reports/report.json", "--out", out)
        #expect(run.exit == 74)
        #expect(run.errors.contains(out))
    }

    @Test("nothing printed is a command to a build server", arguments: commands, Format.allCases)
    func defused(command: [String], format: Format) throws {
        let run = try Self.repository().run(command + ["--format", format.rawValue, "--verbose"])
        for text in [run.output, run.errors] {
            for line in text.split(separator: "\n") {
                let start = line.drop { $0.isWhitespace }
                if format != .github { #expect(!start.hasPrefix("::"), "\(format)") }
                #expect(!line.contains(/##[A-Za-z]*\[/), "\(format)")
            }
        }
    }

    @Test("--quiet names what made the command fail, be it a warning")
    func quiet() throws {
        let repository = try Self.repository()
        let run = try repository.run("scan", "repository", "--quiet", "--fail-on", "warning")
        #expect(run.exit == 3)
        #expect(run.output.contains("warning jwt-deprecated"))
        #expect(run.output.contains("/conf/global/settings/cloudconfigs/target"))
        #expect(!run.output.contains("path-unsafe"), "a note did not")
        let lenient = try repository.run("check", "repository", "--quiet")
        #expect(lenient.output.contains("error jwt-deprecated"))
        #expect(!lenient.output.contains("warning"))
    }
}
