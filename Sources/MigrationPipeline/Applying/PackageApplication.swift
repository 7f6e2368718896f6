// SPDX-License-Identifier: Apache-2.0

import ContentRepository

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
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

    /// Writes the migrated package to a new file, which appears only when it is complete; with `replacing` it takes the
    /// place of a file only when it is verified. With `isPrivate` its owner alone can read it.
    func write(toNewFileAt output: String, replacing: Bool, isPrivate: Bool) throws(RunFailure) {
        try Interruption.check()
        let place = replacing ? output + ".ims-migrate-\(UInt64.random(in: .min ... .max))" : output
        let result = try rewrite(to: .newFile(place), isPrivate: isPrivate)
        do throws(RunFailure) {
            try verify(result)
            guard !replacing || rename(place, output) == 0 else {
                throw RunFailure(
                    .inputOutput, "\(output): could not be replaced: \(String(cString: strerror(errno)))")
            }
        } catch {
            try? FileManager.default.removeItem(atPath: place)
            throw error
        }
    }

    private func rewrite(
        to destination: PackageDestination, isPrivate: Bool = false
    ) throws(RunFailure) -> ContentPackage {
        do {
            return try package.rewrite(changes, to: destination, isPrivate: isPrivate)
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
