// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("What is typed wins over the environment, that over the file, that over what is built in")
struct SettingsOrderTests {
    let scene: SettingsScene

    init() throws { scene = try SettingsScene() }

    @Test("each of them decides where the stronger ones are silent, and config show says which has")
    func order() throws {
        let built = try #require(try scene.shown()["fail-on"])
        #expect(built.source == "default" && built.value == .text("error"))

        try scene.write("{\n  \"jobs\": 2,\n  \"fail-on\": \"never\"\n}")
        let file = try #require(try scene.shown()["fail-on"])
        #expect(file.source == "file" && file.value == .text("never") && file.line == 3)
        #expect(file.file?.hasSuffix("/ims-migrate.json") == true)

        let environment = ["IMS_MIGRATE_FAIL_ON": "note"]
        let variable = try #require(try scene.shown(environment: environment)["fail-on"])
        #expect(variable.source == "environment" && variable.value == .text("note"))
        #expect(variable.variable == "IMS_MIGRATE_FAIL_ON")

        let flag = try #require(try scene.shown("--fail-on", "warning", environment: environment)["fail-on"])
        #expect(flag.source == "flag" && flag.value == .text("warning") && flag.option == "--fail-on")
    }

    @Test("runs go by it: exit codes follow")
    func exitCodes() throws {
        #expect(try scene.run("check", "repository").exit == 3)
        try scene.write(#"{"fail-on": "never"}"#)
        #expect(try scene.run("check", "repository").exit == 0)
        #expect(
            try scene.run("check", "repository", environment: ["IMS_MIGRATE_FAIL_ON": "warning"]).exit == 3)
        #expect(
            try scene.run(
                "check", "repository", "--fail-on=never", environment: ["IMS_MIGRATE_FAIL_ON": "warning"]
            ).exit == 0)
        #expect(try scene.run("check", "repository", "--no-config").exit == 3)
        #expect(try scene.run("check", "repository", environment: ["IMS_MIGRATE_FAIL_ON": ""]).exit == 0)
    }

    @Test("what needs an option takes it from the file, relative to the folder of the file")
    func mapping() throws {
        try scene.write(#"{"mapping": "mapping.csv", "report-dir": "kept"}"#)
        let run = try scene.run("migrate", "../../repository", "--format", "json", in: "a/b")
        #expect(run.exit == 0, "\(run)")
        #expect(try run.record().summary.migrated == 1)
        #expect(scene.repository.exists("kept/report.json"))
        #expect(!scene.repository.exists("a/b/reports"))
    }

    @Test("the nearest file counts, and no other")
    func nearest() throws {
        try scene.write(#"{"jobs": 2, "fail-on": "never"}"#)
        try scene.write(#"{"jobs": 3}"#, to: "a/ims-migrate.json")
        let shown = try scene.shown(in: "a/b")
        #expect(shown["jobs"]?.value == .number(3))
        #expect(shown["fail-on"]?.source == "default")
        #expect(shown.file?.hasSuffix("/a/ims-migrate.json") == true)
    }

    @Test("another file can be named, also by a variable")
    func named() throws {
        try scene.write(#"{"jobs": 2}"#)
        try scene.write(#"{"jobs": 7, "mapping": "m.csv"}"#, to: "a/other.json")
        let shown = try scene.shown("--config", "a/other.json")
        #expect(shown["jobs"]?.value == .number(7))
        #expect(shown["mapping"]?.value == .text("a/m.csv"))
        #expect(
            try scene.shown(environment: ["IMS_MIGRATE_CONFIG": "a/other.json"])["jobs"]?.value == .number(7))
        #expect(try scene.shown("--no-config")["jobs"]?.source == "default")
        #expect(try scene.run("scan", "repository", "--config", "missing.json").exit == 65)
    }

    @Test("what is on in the file can be switched off")
    func switches() throws {
        try scene.write(#"{"allow-unmapped": true, "quiet": true}"#)
        let mapping = "path,client_secret,scopes\n/conf/elsewhere,env:NOT_USED,openid\n"
        try scene.repository.write(mapping, to: "other.csv")
        let words = ["migrate", "repository", "--mapping", "other.csv", "--dry-run"]
        let environment = ["NOT_USED": "invented"]
        let place = scene.repository.place.display
        func run(_ more: String...) throws -> Run {
            try IMSMigrate.run(
                words + more, environment: environment.mapValues { $0 }, in: place, home: place)
        }
        #expect(try run().exit == 0)
        #expect(try run("--no-allow-unmapped").exit == 3)
        #expect(
            try run().output.split(separator: "\n").count
                < run("--no-quiet").output.split(separator: "\n").count)
    }

    @Test("quiet and verbose: the stronger one switches the other off, and they do not contradict each other")
    func opposites() throws {
        try scene.write(#"{"quiet": true}"#)
        let typed = try scene.shown("-v")
        #expect(typed["verbose"]?.value == .bool(true) && typed["quiet"]?.value == .bool(false))
        #expect(try scene.run("scan", "repository", "--verbose").exit == 0)
        #expect(try scene.run("scan", "repository", environment: ["IMS_MIGRATE_VERBOSE": "1"]).exit == 0)
    }

    @Test("a command takes what it knows and leaves the rest, and some mean something of their own")
    func perCommand() throws {
        try scene.write(#"{"mapping": "mapping.csv", "format": "json", "waivers": "nowhere.csv"}"#)
        let template = try scene.run("mapping", "template", "repository")
        #expect(template.exit == 0 && template.output.hasPrefix("path,"), "\(template)")
        #expect(try scene.run("migrate", "repository", "--dry-run").exit == 0)
        #expect(try scene.run("profile", "show").exit == 0)
        // Waivers are for scan: there they are missing.
        #expect(try scene.run("scan", "repository").exit == 65)
    }

    @Test("which mapping's secrets are sent is typed, and not read from a file")
    func secretsAreSent() throws {
        try scene.write(#"{"mapping": "mapping.csv"}"#)
        for words in [["verify-credentials"], ["migrate", "repository", "--verify-credentials"]] {
            let place = scene.repository.place.display
            let run = try IMSMigrate.run(words, in: place, home: place)
            #expect(run.exit == 64 && run.errors.contains("Set in a file, and not taken: mapping"), "\(run)")
        }
    }

    @Test("help, and what knows no settings, does not look at them")
    func help() throws {
        try scene.write("no JSON")
        #expect(try scene.run("scan", "--help").exit == 0)
        #expect(try scene.run("help", "migrate").exit == 0)
        #expect(try scene.run("--version").exit == 0)
        #expect(try scene.run("profile", "show").exit == 0)
        #expect(try scene.run("scan", "repository").exit == 65)
    }

    @Test("config show tells of a variable that was meant to set something")
    func slips() throws {
        let run = try scene.run(
            "config", "show", environment: ["IMS_MIGRATE_FROMAT": "json", "IMS_MIGRATE_UNRELATED": "x"])
        #expect(run.exit == 0 && run.errors.contains("Did you mean IMS_MIGRATE_FORMAT?"), "\(run)")
        #expect(!run.errors.contains("UNRELATED"), "\(run)")
    }

    @Test("config show shows what a file holds, and does nothing by it", arguments: ["text", "json"])
    func harmless(_ format: String) throws {
        try scene.write("{\"run-by\": \"##vso[task]\u{202E}x\"}")
        let run = try scene.run("config", "show", "--format", format)
        #expect(run.exit == 0 && run.output.contains("vso[task]"), "\(run)")
        #expect(!run.output.contains("##") && !run.output.contains("\u{202E}"), "\(run)")
    }

    @Test("without a file and variables, nothing is said of settings")
    func silence() throws {
        #expect(!(try scene.run("scan", "repository", "--verbose").errors.contains("Settings")))
    }
}

@Suite("Settings are seen")
struct SettingsNoticeTests {
    let scene: SettingsScene

    init() throws { scene = try SettingsScene() }

    @Test("--verbose says which were used, and from where")
    func verbose() throws {
        try scene.write("{\n\"jobs\": 2}")
        let run = try scene.run(
            "scan", "repository", "--verbose", environment: ["IMS_MIGRATE_COLOR": "never"])
        #expect(run.errors.contains("color = never (IMS_MIGRATE_COLOR)"), "\(run)")
        #expect(run.errors.contains("jobs = 2 (") && run.errors.contains("ims-migrate.json:2)"), "\(run)")
        #expect(!(try scene.run("scan", "repository").errors.contains("Settings")))
    }

    @Test("a run that writes always says what a file decides about it")
    func writing() throws {
        try scene.write(#"{"mapping": "mapping.csv", "color": "never", "journal-dir": "journals"}"#)
        #expect(!(try scene.run("migrate", "repository", "--dry-run").errors.contains("Settings")))
        let run = try scene.run("migrate", "repository")
        #expect(run.exit == 0 && run.errors.contains("mapping = mapping.csv ("), "\(run)")
        #expect(run.errors.contains("journal-dir = journals (") && !run.errors.contains("color"), "\(run)")
    }

    @Test("a usage error about what nobody has typed says who has set it")
    func origins() throws {
        try scene.write("{\n\"waivers\": \"w.csv\"}")
        let run = try scene.run("scan", "repository", "--shard", "1/2")
        #expect(run.exit == 64 && run.errors.contains("Not typed, but set: waivers = w.csv ("), "\(run)")
        #expect(run.errors.contains("ims-migrate.json:2)"), "\(run)")
    }
}
