// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A repository in a folder of its own, with settings files around it, and the command run somewhere below.
struct SettingsScene {
    /// `{"value": …}` and who has set it, as `config show --format json` prints it.
    struct Shown: Decodable {
        struct Setting: Decodable {
            enum Value: Decodable, Equatable {
                case text(String)
                case number(Double)
                case bool(Bool)

                init(from decoder: any Decoder) throws {
                    let container = try decoder.singleValueContainer()
                    if let bool = try? container.decode(Bool.self) {
                        self = .bool(bool)
                    } else if let number = try? container.decode(Double.self) {
                        self = .number(number)
                    } else {
                        self = .text(try container.decode(String.self))
                    }
                }
            }

            let name, source: String
            let value: Value?
            let meaning, option, variable, file: String?
            let line: Int?
        }

        let file: String?
        let settings: [Setting]

        subscript(name: String) -> Setting? { settings.first { $0.name == name } }
    }

    let repository: TemporaryRepository

    init() throws {
        repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt], mapping: mappingForAll)
        try Files.makeFolder(repository.place / "a/b")
    }

    func write(_ json: String, to name: RawPath = "ims-migrate.json") throws {
        try repository.write(json, to: name)
    }

    /// Runs the command in a folder below the one that holds the repository.
    func run(
        _ arguments: String..., in folder: String = "", environment: [String: String?] = [:]
    ) throws -> Run {
        try IMSMigrate.run(
            arguments, environment: environment, in: (repository.place / RawPath(folder)).display,
            home: repository.place.display)
    }

    func shown(
        _ options: String..., in folder: String = "", environment: [String: String?] = [:]
    ) throws -> Shown {
        let run = try IMSMigrate.run(
            ["config", "show", "--format", "json"] + options, environment: environment,
            in: (repository.place / RawPath(folder)).display, home: repository.place.display)
        #expect(run.exit == 0, "\(run)")
        return try JSONDecoder().decode(Shown.self, from: Data(run.outputBytes))
    }
}
