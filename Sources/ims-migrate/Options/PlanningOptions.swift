// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration
import MigrationPipeline

/// What every command needs that plans a migration.
struct PlanningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("CSV that gives each JWT configuration its OAuth credential.", valueName: "file"))
    var mapping: String

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var allowanceOptions: AllowanceOptions

    @Flag(
        inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "A change that no filter of its content package covers is written, with a warning.")
    var allowUncovered = false

    @Flag(help: "OSGi configurations that are migrated get a hyphen for the dot before their id.")
    var renameDotPids = false

    var mappingFile: MappingFile { MappingFile(mapping, secrets: secrets.access) }
    var allowances: Planner.Allowances {
        var allowances = allowanceOptions.allowances
        allowances.uncovered = allowUncovered
        allowances.renamesDotPIDs = renameDotPids
        return allowances
    }
}

/// What a user may allow that is an error otherwise.
struct AllowanceOptions: ParsableArguments {
    @Flag(
        inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "A JWT configuration without a row is left alone, with a warning.")
    var allowUnmapped = false

    @Flag(
        inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "A row may bring another org than the JWT payload names, with a warning.")
    var allowOrgMismatch = false

    @OptionGroup var servers: ServerOptions

    var allowances: Planner.Allowances {
        .init(unmapped: allowUnmapped, orgMismatch: allowOrgMismatch, servers: servers.allowed)
    }
}

/// Which authorization servers may get secrets, beside Adobe's.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .customLong("allow-server"),
        help: ArgumentHelp(
            "Accept this host as an authorization server, although it isn't below adobelogin.com. Repeatable.",
            valueName: "host"))
    var hosts: [String] = []

    func validate() throws {
        guard hosts.allSatisfy(AllowedServers.canAllow) else {
            throw ValidationError("--allow-server takes a host name, such as ims.example.com.")
        }
    }

    var allowed: AllowedServers { AllowedServers(hosts) }
}

/// Where the secrets of a mapping may come from, beyond the environment and files.
struct SecretOptions: ParsableArguments {
    @Flag(help: "Run the commands of `cmd:` cells. They can do whatever you can: read the mapping first.")
    var allowCommands = false

    @Option(
        help: ArgumentHelp(
            "Variables for `env:` cells, one NAME=value a line. The environment itself counts before them.",
            valueName: "file"))
    var envFile: String?

    var access: SecretAccess { SecretAccess(allowsCommands: allowCommands, environmentFile: envFile) }
}

/// Where a command that writes keeps what undoes it.
struct JournalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep journals here (default: ims-migrate in $XDG_STATE_HOME or ~/.local/state).",
            valueName: "dir"))
    var journalDir: String?
}
