// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How much of a record is shown as text.
struct LoudnessOptions: ParsableArguments {
    @Flag(
        name: .shortAndLong, inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "In text: only what makes the command fail, and the verdict.")
    var quiet = false

    @Flag(
        name: .shortAndLong, inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "In text: evidence and changes of each configuration too.")
    var verbose = false

    func validate() throws {
        if quiet, verbose {
            throw ValidationError("--quiet and --verbose contradict each other.")
        }
    }
}
