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

    @Option(
        name: .customLong("delta-keep"),
        help: ArgumentHelp(
            "A property that the delta leaves as the instance has it, on AEM 6.5 too (repeatable).",
            valueName: "name"))
    var deltaKeep: [PropertyNameArgument] = []

    @Flag(help: "Replace the files of --output, --delta and --delta-rollback where they exist.")
    var force = false

    func validate() throws {
        if inPlace, output != nil {
            throw ValidationError("--in-place and --output contradict each other.")
        }
        let hasDelta = delta != nil || deltaRollback != nil
        if packageName != nil, !hasDelta {
            throw ValidationError("--package-name goes with --delta or --delta-rollback.")
        }
        if !deltaKeep.isEmpty, !hasDelta {
            throw ValidationError("--delta-keep goes with --delta or --delta-rollback.")
        }
        for name in deltaKeep { try name.validate() }
        if force, !hasDelta, output == nil {
            throw ValidationError("--force goes with --output, --delta or --delta-rollback.")
        }
    }

    var place: WritePlace {
        var place = WritePlace(
            output: output, packageInPlace: inPlace, delta: delta, deltaRollback: deltaRollback,
            deltaName: packageName)
        place.deltaKeep = deltaKeep.map(\.name)
        place.replacesFiles = force
        return place
    }
}

/// The name of a JCR property.
struct PropertyNameArgument: ExpressibleByArgument {
    let name: String

    init(argument: String) { name = argument }

    func validate() throws {
        if let problem = WritePlace.problem(ofKeptName: name) {
            throw ValidationError("--delta-keep \(name): \(problem)")
        }
    }
}
