// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

/// Where the migrated repository goes.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Leave the repository as it is and write the migrated tree or package here.", valueName: "path"))
    var output: String?

    @Flag(help: "Change a content package in place; a tree is changed in place anyway.")
    var inPlace = false

    @Option(help: ArgumentHelp("Write a package of just the changed properties.", valueName: "file.zip"))
    var delta: String?

    @Option(help: ArgumentHelp("Write a package that takes the changes back.", valueName: "file.zip"))
    var deltaRollback: String?

    @Option(
        help: ArgumentHelp("Name of the delta package (default: from the repository's).", valueName: "name"))
    var packageName: String?

    func validate() throws {
        if inPlace, output != nil {
            throw ValidationError("--in-place and --output contradict each other.")
        }
        if packageName != nil, delta == nil, deltaRollback == nil {
            throw ValidationError("--package-name goes with --delta or --delta-rollback.")
        }
    }

    var place: WritePlace {
        WritePlace(
            output: output, packageInPlace: inPlace, delta: delta, deltaRollback: deltaRollback,
            deltaName: packageName)
    }
}
