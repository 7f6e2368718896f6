// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

/// Whether a file that the user names as output can replace an existing one.
struct OverwriteOptions: ParsableArguments {
    @Flag(help: "Replace an existing output file.")
    var force = false

    /// The file at `path`. Throws `RunFailure` (64) where it exists and can't be replaced.
    func file(_ path: String) throws(RunFailure) -> OutputFile {
        let file = OutputFile(path, replaces: force)
        try file.requireWritable()
        return file
    }

    /// The file at `path`, where one is named; throws as `file(_:)` does.
    func file(_ path: String?) throws(RunFailure) -> OutputFile? {
        guard let path else { return nil }
        let file: OutputFile = try file(path)
        return file
    }
}
