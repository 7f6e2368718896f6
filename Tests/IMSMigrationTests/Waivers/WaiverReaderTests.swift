// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Reading waivers")
struct WaiverReaderTests {
    private func read(_ text: String) throws -> [Waiver] { try WaiverReader.read(Array(text.utf8)) }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch {
            return (error as? WaiverProblems)?.problems.map(\.description) ?? ["\(error)"]
        }
    }

    private static let header = "rule,path,reason,owner,expires\n"

    @Test("columns come in any order, with BOM, CRLF, quotes and line breaks in them")
    func forms() throws {
        let waivers = try read(
            "\u{FEFF}expires,owner,rule,reason,path\r\n2026-01-31,\"Doe, Jane\",jwt-deprecated,\"a\nb\",/conf/a/jcr:content\r\n"
        )
        let waiver = try #require(waivers.first)
        #expect(waivers.count == 1)
        #expect(waiver.rule == .jwtDeprecated && waiver.owner == "Doe, Jane" && waiver.reason == "a\nb")
        #expect(waiver.path?.text == "/conf/a" && waiver.row == 2 && waiver.line == 2)
        #expect(waiver.expires.description == "2026-01-31")
    }

    @Test("a file of no waivers is one")
    func none() throws { #expect(try read(Self.header) == []) }

    @Test("each required column is missed, and one of path and file")
    func missingColumns() {
        for column in ["rule", "reason", "owner", "expires"] {
            let header = Self.header.replacing(column, with: "file")
            #expect(problems(header).contains("row 1, column \(column): the column is missing"), "\(column)")
        }
        #expect(
            problems("rule,reason,owner,expires\n") == [
                "row 1: a column path or file is missing: the file does not say which findings are meant"
            ])
    }

    @Test("each cell is needed; white space is none")
    func emptyCells() {
        #expect(
            problems(Self.header + "jwt-deprecated,\t,  ,,\n") == [

                "row 2, column 2 (path): the cell is empty, and nothing else says which findings are meant",
                "row 2, column 3 (reason): the cell is empty", "row 2, column 4 (owner): the cell is empty",
                "row 2, column 5 (expires): the cell is empty",
            ])
    }

    @Test(
        "an unknown rule is told with the nearest that there is",
        arguments: [
            ("jwt-depracated", "is it jwt-deprecated?"), ("JWT deprecated", "is it jwt-deprecated?"),
            ("xml-malformd", "is it xml-malformed?"),
            ("nothing-like-it", "its name stands before each finding"),
        ])
    func unknownRule(name: String, hint: String) {
        let problems = problems(Self.header + "\(name),/a,r,o,2026-01-01\n")
        #expect(problems.count == 1 && problems[0].contains(hint))
        #expect(!problems[0].contains(name))
    }

    @Test("what is about waivers themselves, or makes the result incomplete, cannot be waived")
    func unwaivable() {
        for rule in [FindingRule.waiverExpired, .waiverUnused, .fileUnreadable, .runFailed] {
            let problems = problems(Self.header + "\(rule.rawValue),/a,r,o,2026-01-01\n")
            #expect(problems.count == 1 && problems[0].contains("\(rule.rawValue) cannot be waived"))
        }
    }

    @Test("what RFC 4180 or UTF-8 do not allow is told as for a mapping")
    func broken() {
        #expect(problems("")[0].contains("the file is empty"))
        #expect(problems("rule;path\n")[0].contains("separated by semicolons"))
        #expect(
            problems(Self.header + "jwt-deprecated,/a,\"r,o,2026-01-01\n").contains {
                $0.contains("a quote is opened")
            })
        #expect(
            problems(Self.header + "jwt-deprecated,/a,r,o\n") == [
                "row 2: the row has 4 fields, where 5 are expected"
            ])
        #expect(
            problems(Self.header + "\njwt-deprecated,/a,r,o,2026-01-01\n").contains {
                $0.contains("the row is blank")
            })
    }
}

@Suite("What a waiver means")
struct WaiverMatchTests {
    private func waivers(_ rows: String) throws -> [Waiver] {
        try WaiverReader.read(Array(("rule,path,file,reason,owner,expires\n" + rows).utf8))
    }

    private func row(
        _ rows: String, path: String?, file: String?, on day: String = "2026-06-15",
        rule: FindingRule = .jwtDeprecated
    ) throws -> Int? {
        let today = try #require(CalendarDay(day))
        return try waivers(rows).waiver(forRule: rule.rawValue, path: path, file: file, on: today)?.row
    }

    @Test("the last day counts, the day after does not")
    func lastDay() throws {
        let rows = "jwt-deprecated,/a,,r,o,2026-06-15\n"
        #expect(try row(rows, path: "/a", file: nil, on: "2026-06-15") == 2)
        #expect(try row(rows, path: "/a", file: nil, on: "2026-06-16") == nil)
    }

    @Test("an exact path goes before a glob, then what lasts longest, then what comes first")
    func rank() throws {
        let rows = """
            jwt-deprecated,/conf/**,,r,o,2027-01-01
            jwt-deprecated,/conf/a,,r,o,2026-07-01
            jwt-deprecated,/conf/a,,r,o,2026-08-01
            jwt-deprecated,/conf/a,,r,o,2026-08-01
            jwt-deprecated,/conf/a,,r,o,2026-01-01

            """
        #expect(try row(rows, path: "/conf/a", file: nil) == 4)
        #expect(try row(rows, path: "/conf/b", file: nil) == 2)
        #expect(try row(rows, path: "/conf/a", file: nil, rule: .xmlMalformed) == nil)
    }

    @Test(
        "a finding without a JCR path goes by that of its file, decoded; one without a file by /",
        arguments: [
            ("/conf/a/settings", "m/jcr_root/conf/a/settings/.content.xml", true),
            ("/conf/a/b:c", "jcr_root/conf/a/b%3ac.xml", true),
            ("/conf/a/b c", "jcr_root/conf/a/b c.xml", true),
            ("/conf/a/jcr:content", "conf/a/_jcr_content/.content.xml", true),
            ("/apps/x/a.config", "apps/x/a.config", true), ("/other/a.xml", "other/a.xml", true),
            ("**", "anything.xml", true), ("**", nil, true), ("/conf/**", nil, false),
            ("/conf/*", nil, false),
        ] as [(String, String?, Bool)])
    func files(path: String, file: String?, isMeant: Bool) throws {
        let found = try row(
            "xml-malformed,\(path),,r,o,2027-01-01\n", path: nil, file: file, rule: .xmlMalformed)
        #expect((found != nil) == isMeant)
    }

    @Test("a file is relative to the input, and may be a glob")
    func file() throws {
        for (pattern, isMeant) in [
            ("a/b.xml", true), ("**/b.xml", true), ("*/b.xml", true), ("b.xml", false), ("a/*", true),
        ] {
            let found = try row(
                "path-unsafe,,\(pattern),r,o,2027-01-01\n", path: nil, file: "a/b.xml", rule: .pathUnsafe)
            #expect((found != nil) == isMeant, "\(pattern)")
        }
    }
}
