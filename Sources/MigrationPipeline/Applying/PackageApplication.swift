// SPDX-License-Identifier: Apache-2.0

import ContentRepository

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes planned changes of files in a content package, and proves the result.
struct PackageApplication {
    let package: ContentPackage
    let changes: [ContentChange]
    /// Plans the whole again and tells whether anything is left to do.
    let isSettled: (OpenRepository) throws(RunFailure) -> Bool

    /// Rewrites the package in place. Throws `RunFailure` as a migration of a tree does.
    func write(with journal: Journal, command: String, startedAt: String) throws(RunFailure) -> JournaledRun {
        try Interruption.check()
        let run: JournaledRun
        do {
            run = try journal.begin(
                package, sha256After: try package.sha256(after: changes), command: command,
                startedAt: startedAt)
        } catch {
            throw RunFailure(anyError: error)
        }
        do {
            try verify(try rewrite(to: .inPlace))
        } catch {
            try journal.putBack(run, because: error)
        }
        try journal.close(run)
        return run
    }

    /// Writes the migrated package to a new file, which appears only when it is complete.
    func write(toNewFileAt output: String) throws(RunFailure) {
        try Interruption.check()
        let result = try rewrite(to: .newFile(output))
        do {
            try verify(result)
        } catch {
            try? FileManager.default.removeItem(atPath: output)
            throw error
        }
    }

    private func rewrite(to destination: PackageDestination) throws(RunFailure) -> ContentPackage {
        do {
            return try package.rewrite(changes, to: destination)
        } catch {
            throw RunFailure(error)
        }
    }

    private func verify(_ result: ContentPackage) throws(RunFailure) {
        guard try isSettled(.package(result)) else {
            throw RunFailure(.notVerified, "Planned again, the result is not free of changes.")
        }
    }
}
