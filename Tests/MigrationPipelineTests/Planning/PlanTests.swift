// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@Suite("A plan is reviewed, then applied as it was reviewed or not at all")
struct PlanTests {
    private let scene: Scene
    private let plan = ["plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json", "--quiet"]
    private let apply = ["apply", "plan.json", "--mapping", "mapping.csv", "--quiet"]
    private var planFile: URL { scene.folder.appending(path: "plan.json") }
    private var page: URL {
        scene.repository.appending(path: "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml")
    }

    init() throws { scene = try Scene() }

    private func expectRefused(_ words: String, _ arguments: [String]? = nil, exit: Int32 = 4) throws {
        let before = try scene.snapshot()
        let refused = try scene.run(arguments ?? apply)
        #expect(refused.exit == exit, "\(refused.output)")
        #expect(refused.output.contains(words), "\(refused.output)")
        #expect(try scene.snapshot() == before)
    }

    @Test("Planning changes nothing; applying makes what a migration makes, and can be rolled back")
    func inTwoSteps() throws {
        #expect(try scene.run(plan).exit == 0)
        #expect(try scene.snapshot() == scene.before)
        #expect(try scene.run(apply).exit == 0)
        #expect(try scene.snapshot() == Scene.migrated())
        #expect(try scene.run(["rollback", "reports/report.json"]).exit == 0)
        #expect(try scene.snapshot() == scene.before)
    }

    @Test("It goes to where a link leads, and to nothing that is no file")
    func linked() throws {
        let target = scene.folder.appending(path: "kept.json")
        try Data().write(to: target)
        try FileManager.default.createSymbolicLink(at: planFile, withDestinationURL: target)
        #expect(try scene.run(plan).exit == 64)
        #expect(try scene.run(plan + ["--force"]).exit == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: planFile.path) == target.path)
        #expect(try Data(contentsOf: target).isEmpty == false)
        try FileManager.default.removeItem(at: planFile)
        try FileManager.default.createDirectory(at: planFile, withIntermediateDirectories: true)
        #expect(try scene.run(plan).exit == 74)
    }

    @Test("It tells every file before and after, and no secret")
    func contents() throws {
        #expect(try scene.run(plan).exit == 0)
        let text = try String(contentsOf: planFile, encoding: .utf8)
        #expect(!text.contains("new-secret"))
        #expect(!text.contains("old-secret"))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["schemaVersion"] as? Int == 1)
        let files = try #require(object["files"] as? [[String: Any]])
        #expect(files.count == 2)
        for file in files {
            for key in ["file", "sha256Before", "sha256After"] { #expect(file[key] is String) }
        }
    }

    @Test("Pending changes make exit code 2 when asked for")
    func detailedExitCode() throws {
        #expect(try scene.run(plan + ["--detailed-exitcode"]).exit == 2)
        #expect(try scene.run(apply).exit == 0)
        #expect(try scene.run(plan + ["--detailed-exitcode", "--force"]).exit == 0)
    }

    @Test("It is refused when a file has changed")
    func fileMoved() throws {
        #expect(try scene.run(plan).exit == 0)
        try Data((String(contentsOf: page, encoding: .utf8) + "<!-- -->").utf8).write(to: page)
        try expectRefused("cloudconfigs/target/.content.xml")
    }

    @Test("It is refused when something has appeared that stands in the way")
    func obstacleAdded() throws {
        #expect(try scene.run(plan).exit == 0)
        let other = scene.repository.appending(path: "jcr_root/conf/global/settings/cloudconfigs/bad")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        try Data("<jcr:root".utf8).write(to: other.appending(path: ".content.xml"))
        try expectRefused("stands in the way")
    }

    @Test("It is refused when something was added to the plan; how it is laid out does not matter")
    func planAdded() throws {
        #expect(try scene.run(plan).exit == 0)
        let file = scene.folder.appending(path: "plan.json")
        let written = try String(contentsOf: file, encoding: .utf8)
        for (found, addition) in [
            ("{\n", "{\n  \"note\": \"approved\",\n"), ("\"sha256Before\"", "\"x\": 1, \"sha256Before\""),
        ] {
            let range = try #require(written.range(of: found))
            try Data(written.replacingCharacters(in: range, with: addition).utf8).write(to: file)
            try expectRefused("not as it was written")
        }
        try Data(written.replacing("\n", with: "\n\n").utf8).write(to: file)
        #expect(try scene.run(apply).exit == 0)
    }

    @Test("It is refused when a configuration has appeared that it does not know")
    func fileAdded() throws {
        #expect(try scene.run(plan).exit == 0)
        let other = scene.repository.appending(path: "jcr_root/conf/acme/settings/cloudconfigs/new")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: page, to: other.appending(path: ".content.xml"))
        try expectRefused("not what the plan says")
    }

    @Test("It is refused when the mapping has changed, and when a secret has that the mapping names")
    func mappingMoved() throws {
        let secret = scene.folder.appending(path: "secret.txt")
        try Data("one".utf8).write(to: secret)
        try Data("path,client_secret,scopes\n/conf/**,file:secret.txt,openid\n".utf8).write(to: scene.mapping)
        #expect(try scene.run(plan).exit == 0)
        try Data("two".utf8).write(to: secret)
        try expectRefused("not what the plan says")
        try Data("one".utf8).write(to: secret)
        try Data("path,client_secret,scopes\n/conf/**,file:secret.txt,openid \n".utf8).write(
            to: scene.mapping)
        try expectRefused("the mapping is not the one")
    }

    @Test("It is refused when it was applied already")
    func appliedAlready() throws {
        #expect(try scene.run(plan).exit == 0)
        #expect(try scene.run(apply).exit == 0)
        try expectRefused("applied already")
    }

    @Test("It is refused when somebody has changed the plan, also one who knows how to seal it again")
    func tamperedWith() throws {
        #expect(try scene.run(plan).exit == 0)
        let text = try String(contentsOf: planFile, encoding: .utf8)
        try Data(text.replacing("openid", with: "admin").utf8).write(to: planFile)
        try expectRefused("not as it was written")
        try Data(text.prefix(text.count / 2).utf8).write(to: planFile)
        try expectRefused("cannot be used as a plan", exit: 65)
        try Data(text.replacing("\"schemaVersion\" : 1", with: "\"schemaVersion\" : 2").utf8).write(
            to: planFile)
        try expectRefused("cannot be used as a plan", exit: 65)
    }

    @Test("It is refused when the profile is another one")
    func profileMoved() throws {
        #expect(try scene.run(plan).exit == 0)
        let source = ProjectFolder.file("Sources/IMSMigration/Profiles/cloudconfig.json")
        let profile = try String(contentsOf: source, encoding: .utf8).replacing(
            "\"scope\"", with: "\"scopes\"")
        try Data(profile.utf8).write(to: scene.folder.appending(path: "profile.json"))
        try expectRefused("the profile is not the one", apply + ["--profile", "profile.json"])
    }

    @Test("No plan is written where a migration would not be either")
    func blocked() throws {
        try Data("<broken".utf8).write(to: page)
        #expect(try scene.run(plan).exit == 3)
        #expect(!FileManager.default.fileExists(atPath: planFile.path))
    }
}
