// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader

extension TemporaryRepository {
    /// The sample, with its mapping, packed by the command: `package.zip` stands beside `repository`.
    static func packedSample() throws -> TemporaryRepository {
        let scene = try TemporaryRepository(
            copyOf: Place.sample, mapping: try Files.text(Place.sampleMapping))
        let run = try scene.run("pack", "repository", "--out", "package.zip")
        guard run.exit == 0 else { throw PackingFailed(run: run) }
        return scene
    }

    struct PackingFailed: Error { let run: Run }

    /// Runs a script of Python in the folder that holds the repository, and returns what it prints.
    @discardableResult
    func python(_ script: String) throws -> String { try Python.run(script, in: place.display) }

    /// `migrate package.zip --mapping mapping.csv …`
    func migratePackage(_ options: String...) throws -> Run {
        try run(["migrate", "package.zip", "--mapping", "mapping.csv"] + options)
    }

    /// The bytes of a file beside the repository.
    func bytes(_ name: String) throws -> [UInt8] { try Files.read(file(name)) }
}
