// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration

/// What every command needs that plans a migration.
struct PlanningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("CSV that gives each JWT configuration its OAuth credential.", valueName: "file"))
    var mapping: String

    @Flag(help: "A JWT configuration without a row is left alone, with a warning.")
    var allowUnmapped = false

    @Flag(help: "A row may bring another org than the JWT payload names, with a warning.")
    var allowOrgMismatch = false

    var allowances: Planner.Allowances { .init(unmapped: allowUnmapped, orgMismatch: allowOrgMismatch) }
}

/// Where a command that writes keeps what undoes it.
struct JournalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep journals here (default: ims-migrate in $XDG_STATE_HOME or ~/.local/state).",
            valueName: "dir"))
    var journalDir: String?
}
