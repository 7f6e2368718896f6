// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// The packages in a package that were opened last, so that the documents of one are not each read by decompressing
/// all of it again.
final class NestedPackages: Sendable {
    /// Why a package in a package cannot be had.
    enum Failure: Error {
        case notThere
        case unreadable(PackageArchive.NestedFailure)
    }

    private struct Opened {
        /// On the way from the outermost package to the innermost one that was asked for.
        var chain: [(name: RelativePath, archive: PackageArchive)] = []
    }

    private let outermost: PackageArchive
    private let limits: PackageLimits
    private let opened = Mutex(Opened())

    init(outermost: PackageArchive, limits: PackageLimits) {
        self.outermost = outermost
        self.limits = limits
    }

    /// Calls `body` with the package at the end of a chain.
    ///
    /// One chain is in memory at a time, and whoever uses it has it alone: so the limit holds however many threads ask.
    func use<Result: Sendable>(
        _ chain: [RelativePath], _ body: (PackageArchive) -> Result
    ) throws(Failure) -> Result {
        if chain.isEmpty { return body(outermost) }
        return try opened.withLock { (opened) throws(Failure) -> Result in
            let shared = zip(opened.chain, chain).prefix { $0.0.name == $0.1 }.count
            opened.chain.removeLast(opened.chain.count - shared)
            for name in chain[shared...] {
                let around = opened.chain.last?.archive ?? outermost
                let taken = opened.chain.reduce(0) { $0 + $1.archive.bytes.memory }
                guard opened.chain.count < limits.nesting, let entry = around.entry(name) else {
                    throw .notThere
                }
                let package: PackageArchive?
                do throws(PackageArchive.NestedFailure) {
                    package = try around.package(in: entry, room: limits.nestedBytes - taken, limits)
                } catch {
                    throw .unreadable(error)
                }
                guard let package else { throw .notThere }
                opened.chain.append((name, package))
            }
            return body(opened.chain.last?.archive ?? outermost)
        }
    }
}
