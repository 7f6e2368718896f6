// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@Suite("profile show and profile validate")
struct ProfileCommandTests {
    private func repository() throws -> TemporaryRepository { try TemporaryRepository([:]) }

    @Test("the built-in profiles are listed, and printed as they are shipped")
    func show() throws {
        let repository = try repository()
        let list = try repository.run("profile", "show")
        #expect(list.exit == 0)
        for name in ["cloudconfig", "smarttags", "osgi"] {
            #expect(list.output.contains("\(name) (storage form \(name))"))
            let shown = try repository.run("profile", "show", name)
            let shipped = ProjectFolder.file("Sources/IMSMigration/Profiles/\(name).json").path
            #expect(shown.exit == 0)
            #expect(shown.outputBytes == (try Files.read(shipped)))
            try repository.write(shown.output, to: "own.json")
            let valid = try repository.run("profile", "validate", "own.json")
            #expect(valid.exit == 0, "\(valid)")
            #expect(valid.output.contains("storage form \(name)"))
        }
        #expect(list.output.contains("Assumption: "))
        #expect(list.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(try repository.run("profile", "show", "none").exit == 64)
        #expect(try repository.run("profile").exit == 64)
    }

    @Test(
        "a profile that cannot be used is refused with place and reason, by every command",
        arguments: [
            ("\"jwt\": [", "\"jwt\": [], \"jwt\": [", "jwt: the key is there twice"),
            ("\"paths\": [", "\"path\": [", "path: unknown key"),
            ("\"field\": \"scopes\"", "\"field\": \"scope\"", "no field that a mapping gives"),
            ("{ \"remove\": \"keypairAlias\" },", "", "jwt[2]: a configuration that is JWT by"),
            ("{ \"remove\": \"apiKey\" },", "{ \"remove\": \"scope\" },", "two steps for the property scope"),
            (
                "{ \"remove\": \"techAcctId\" }", "{ \"set\": \"techAcctId\", \"value\": \"x\" }",
                "migrated[3]: the migration writes techAcctId"
            ),
            ("\"set\": \"clientId\"", "\"set\": \"client/Id\"", ".set: can't be the name of a property"),
            ("[\"jcr:title\"]", "[\"jcr:ti|tle\"]", "fields.title[0]: can't be the name of a property"),
        ])
    func refused(_ text: String, _ replacement: String, _ reason: String) throws {
        let repository = try TemporaryRepository([cloudconfigs / "target/.content.xml": .jwt])
        let builtIn = ProjectFolder.file("Sources/IMSMigration/Profiles/cloudconfig.json").path
        let profile = try Files.text(builtIn).replacing(text, with: replacement, maxReplacements: 1)
        try repository.write(profile, to: "own.json")
        for run in [
            try repository.run("profile", "validate", "own.json"),
            try repository.run("scan", "repository", "--profile", "own.json"),
        ] {
            #expect(run.exit == 65, "\(run)")
            #expect(run.errors.contains("own.json"))
            #expect(run.errors.contains(reason), "\(run.errors)")
        }
    }

    @Test("a file that is not there, or no profile")
    func noProfile() throws {
        let repository = try repository()
        #expect(try repository.run("profile", "validate", "none.json").exit == 65)
        try repository.write("path,client_secret,scopes\n", to: "mapping.csv")
        #expect(try repository.run("profile", "validate", "mapping.csv").exit == 65)
    }
}
