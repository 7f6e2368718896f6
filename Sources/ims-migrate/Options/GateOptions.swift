// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

/// What somebody has decided about findings beforehand, for the commands that only read.
struct GateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Findings that are accepted for a time: a CSV with rule, path, reason, owner and expires.",
            valueName: "file"))
    var waivers: String?

    @Option(
        help: ArgumentHelp(
            "Report only what is new since the run of this report.json.", valueName: "run.json"))
    var baseline: String?

    var acceptances: ScanRun.Acceptances {
        ScanRun.Acceptances(
            waivers: waivers.map { WaiverFile($0) }, baseline: baseline.map { BaselineFile($0) })
    }
}

/// The same options where they cannot be: asking for them is told what to do instead.
struct NoGateOptions: RefusedOptions {
    @Option(help: .hidden) var waivers: String?
    @Option(help: .hidden) var baseline: String?

    func validate() throws {
        guard waivers != nil || baseline != nil else { return }
        throw ValidationError(
            "\(waivers != nil ? "--waivers" : "--baseline") is for scan and check alone: what stands in the way of "
                + "writing cannot be accepted beforehand. To leave a configuration alone, give it a row with action "
                + "`skip` in the mapping.")
    }
}
