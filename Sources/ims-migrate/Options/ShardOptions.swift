// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

/// The part of a run that this one is, for commands that can be split.
struct ShardOptions: ParsableArguments {
    @Option(
        name: .customLong("shard"),
        help: ArgumentHelp(
            "Only part K of N, by a hash of the JCR path; `report merge` makes one record of the parts.",
            valueName: "k/n"))
    var text: String?

    func validate() throws {
        if text != nil, shard == nil {
            throw ValidationError(
                "--shard takes K/N with K from 1 to N, and N at most \(Shard.most), such as 2/3.")
        }
    }

    var shard: Shard? { text.flatMap { Shard($0) } }

    /// Throws where a part is to examine an input twice: what is found there could not be told apart when merged.
    func expectDifferent(_ inputs: [String]) throws {
        if text != nil, Set(inputs).count < inputs.count {
            throw ValidationError("With --shard, name each repository once.")
        }
    }
}

extension ShardOptions {
    /// Throws where findings are to be accepted part by part: what one part does not match, another may.
    func expectAlone(_ gate: GateOptions) throws {
        if text != nil, gate.waivers != nil || gate.baseline != nil {
            throw ValidationError(
                "--waivers and --baseline look at a run as a whole, and do not go with --shard.")
        }
    }
}

/// For commands that work on the whole or not at all: `--shard` is known, and refused with a reason.
struct UnshardedOptions: RefusedOptions {
    @Option(help: .hidden)
    var shard: String?

    func validate() throws {
        if shard != nil {
            throw ValidationError(
                "--shard goes with scan, check and migrate. A plan and a mapping are looked at as a whole.")
        }
    }
}
