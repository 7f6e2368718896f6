// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import MigrationPipeline
import ProjectFiles
import SchemaCheck
import Testing

@testable import ims_migrate

@Suite("ims-migrate.json is read strictly")
struct SettingsFileTests {
    let scene: SettingsScene

    init() throws { scene = try SettingsScene() }

    @Test("every problem is told at once, by its line, with what was probably meant")
    func problems() throws {
        try scene.write(
            """
            {
              "formt": "json",
              "fail-on": "warnings",
              "jobs": "3",
              "allow-commands": true,
              "quiet": "yes",
              "color": 1,
              "mapping": "",
              "xyzzy": 1,
              "jobs": 4
            }
            """)
        let run = try scene.run("scan", "repository")
        #expect(run.exit == 65)
        for text in [
            "line 2: formt is no setting; did you mean format?",
            "line 3: fail-on must be one of error, warning, note, never; did you mean warning?",
            "line 4: jobs must be a whole number from 1 to 1024",
            "line 5: allow-commands cannot be set in a file, only typed: it would run commands",
            "line 6: quiet must be true or false", "line 7: color must be one of auto, always, never",
            "line 8: mapping must be a path", "line 9: xyzzy is no setting; there are aem-version,",
            "line 10: jobs is there twice",
        ] {
            #expect(run.errors.contains(text), "\(text): \(run)")
        }
    }

    @Test(
        "what is no JSON, or no object, says so",
        arguments: ["", "{\n\"jobs\": 2\n\"x\"", "[]", "{} {}", "// a\n{}"])
    func noObject(text: String) throws {
        try scene.write(text)
        let run = try scene.run("scan", "repository")
        #expect(run.exit == 65 && run.errors.contains("ims-migrate.json: "), "\(run)")
        #expect(run.errors.contains("object"), "\(run)")
    }

    @Test(
        "a variable that holds no value of its setting is wrong usage",
        arguments: [
            ("IMS_MIGRATE_JOBS", "many", "a whole number from 1 to 1024"),
            ("IMS_MIGRATE_QUIET", "maybe", "true or false"),
            ("IMS_MIGRATE_FORMAT", "jsn", "Did you mean json?"),
        ])
    func variables(name: String, value: String, hint: String) throws {
        let run = try scene.run("scan", "repository", environment: [name: value])
        #expect(run.exit == 64 && run.errors.contains(name) && run.errors.contains(hint), "\(run)")
        #expect(!run.errors.contains("maybe") && !run.errors.contains("many"), "the value may be anything")
    }

    @Test("nothing that runs a command, sends a secret, names a place to write or agrees can be set")
    func unsettable() throws {
        var names: Set<String> = []
        for command in CalledCommand.all {
            let help = ims_migrate.IMSMigrate.helpMessage(
                for: command.type, includeHidden: true, columns: 200)
            names.formUnion(
                help.matches(of: /(?:^|[ \/])--(?!no-)([a-z][a-z-]+)/).map { String($0.output.1) })
        }
        names.subtract(["help", "version", "help-hidden"])
        for name in names where Setting(rawValue: name) == nil {
            #expect(Unsettable.reason(name) != nil, "\(name) is neither a setting nor said not to be one")
        }
        for setting in Setting.allCases {
            #expect(Unsettable.reason(setting.rawValue) == nil)
            #expect(names.contains(setting.rawValue), "\(setting.rawValue) is no option")
        }
    }

    @Test("a command takes exactly the settings whose options its help shows", arguments: CalledCommand.all)
    func taken(command: CalledCommand) {
        let help = ims_migrate.IMSMigrate.helpMessage(for: command.type, columns: 200)
        let options = help.drop { $0 != "\n" }.split(separator: "USAGE:").last.map(String.init) ?? ""
        let untaken = (command.type as? any SettingsSelective.Type)?.settingsNotTaken ?? []
        for setting in Setting.allCases where !untaken.contains(setting) {
            let pattern = "\n  (-[a-z], )?--\(setting.rawValue)[ /\n]"
            let isShown = options.range(of: pattern, options: .regularExpression) != nil
            #expect(command.type.settings.contains(setting) == isShown, "\(setting.rawValue)")
        }
    }

    @Test("the colours of the schema are those of the option, and so on: it knows every setting and no other")
    func schemaKeys() throws {
        let text = try Files.text(ProjectFolder.file("docs/schema/settings.schema.json").path)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let properties = try #require(object["properties"] as? [String: [String: Any]])
        #expect(Set(properties.keys) == Set(Setting.allCases.map(\.rawValue) + [SettingsFile.schemaKey]))
        for setting in Setting.allCases {
            guard case .choice(let words) = setting.kind else { continue }
            #expect(properties[setting.rawValue]?["enum"] as? [String] == words)
        }
        #expect(try JSONSchema.settings.get().unknownKeywords().isEmpty)
    }

    @Test("docs/settings.md tells every setting, and its example can be used")
    func page() throws {
        let text = try Files.text(ProjectFolder.file("docs/settings.md").path)
        let rows = Set(text.components(separatedBy: "\n"))
        for setting in Setting.allCases {
            let row =
                "| `\(setting.rawValue)` | `\(setting.variable)` | \(setting.expectation) (default: \(setting.builtIn)) |"
            let isThere = rows.contains(row)
            #expect(isThere, "docs/settings.md lacks the row: \(row)")
        }
        let example = try #require(text.firstMatch(of: #/    \{\n(?:    .*\n)+/#)).output
        #expect(try JSONSchema.settings.get().faults(in: String(example)) == [])
        try scene.write(String(example), to: "example.json")
        #expect(try SettingsFile(named: scene.repository.file("example.json")).values.count == 5)
    }

    @Test(
        "the schema and the reader agree",
        arguments: [
            ("{}", true), (#"{"$schema": "s", "jobs": 1}"#, true), (#"{"jobs": 1.5}"#, false),
            (#"{"jobs": 1025}"#, false), (#"{"timeout": 0.5, "run-by": ""}"#, true),
            (#"{"timeout": 0}"#, false),
            (#"{"verbose": "true"}"#, false), (#"{"format": "sarif", "color": "never"}"#, true),
            (#"{"format": "pdf"}"#, false), (#"{"nested": {"jobs": 1}}"#, false),
            (#"{"mapping": null}"#, false),
            (#"{"mapping": "m.csv", "waivers": "/w.csv", "aem-version": "6.5.19"}"#, true),
        ])
    func agreement(json: String, isValid: Bool) throws {
        #expect(try JSONSchema.settings.get().faults(in: json).isEmpty == isValid)
        try scene.write(json, to: "one.json")
        let path = scene.repository.file("one.json")
        if isValid {
            #expect(throws: Never.self) { try SettingsFile(named: path) }
        } else {
            #expect(throws: RunFailure.self) { try SettingsFile(named: path) }
        }
    }

    @Test("a file that others can write is not taken, unless it is named")
    func distrust() throws {
        try scene.write(#"{"fail-on": "never"}"#)
        #expect(chmod(scene.repository.file("ims-migrate.json"), 0o646) == 0)
        // What handles no secret goes on without it, and says so.
        for command in [["check", "repository"], ["scan", "repository"], ["explain", "jwt-deprecated"]] {
            let run = try scene.repository.run(command)
            #expect(run.exit == (command[0] == "check" ? 3 : 0), "\(run)")
            guard command[0] != "explain" else { continue }
            #expect(run.errors.contains("anybody can write it"), "\(run)")
            #expect(run.errors.contains("--no-config"), "\(run)")
        }
        for command in [
            ["migrate", "repository", "--mapping", "mapping.csv", "--dry-run"],
            ["verify-credentials", "--mapping", "mapping.csv"], ["rollback", "repository"],
        ] {
            let run = try scene.repository.run(command)
            #expect(run.exit == 65 && run.errors.contains("anybody can write it"), "\(run)")
        }
        #expect(try scene.run("check", "repository", "--config", "ims-migrate.json").exit == 0)
        #expect(try scene.run("check", "repository", "--no-config").exit == 3)
    }

    @Test(
        "a file of somebody else is not taken", .enabled(if: geteuid() == 0, "only root can give files away"))
    func owner() throws {
        try scene.write(#"{"fail-on": "never"}"#)
        #expect(chown(scene.repository.file("ims-migrate.json"), 12_345, 12_345) == 0)
        for (command, exit) in [("check", 3), ("migrate", 65)] as [(String, Int32)] {
            let run = try scene.repository.run(
                [command, "repository"] + (command == "migrate" ? ["--mapping", "mapping.csv"] : []))
            #expect(run.exit == exit && run.errors.contains("belongs to another user (12345)"), "\(run)")
        }
    }
}
