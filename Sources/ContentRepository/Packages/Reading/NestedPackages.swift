// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// The packages in a package that were opened last, so that the documents of one are not each read by decompressing
/// all of it again. The outermost is the package that was opened, or one that a file of a tree is.
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

    /// Reads an entry that a walk has found, at `location` for messages. Throws what
    /// ``DocumentSource/read(_:maxBytes:)`` throws.
    func read(
        _ name: RelativePath, in packages: [RelativePath], limit: Int, location: @autoclosure () -> String
    ) throws(RepositoryError) -> [UInt8] {
        switch contents(name, in: packages, limit: max(limit, 0)) {
        case .success(let bytes?): return bytes
        case .success(nil): throw .notFound(path: location())
        case .failure(.tooLarge(let limit)): throw .tooLarge(path: location(), limit: limit)
        case .failure(.unreadable(let code)): throw .unreadable(path: location(), code: code)
        case .failure: throw .changedUnderneath(path: location())
        }
    }

    /// The contents of an entry; nil where there is none of that name.
    func contents(
        _ name: RelativePath, in packages: [RelativePath], limit: Int
    ) -> Result<[UInt8]?, EntryFault> {
        do throws(NestedPackages.Failure) {
            return try use(packages) { [limits] archive in
                guard let entry = archive.entry(name) else { return .success(nil) }
                do throws(EntryFault) {
                    return .success(try archive.contents(of: entry, limit: limit, limits))
                } catch {
                    return .failure(error)
                }
            }
        } catch .unreadable(.entry(let fault)) {
            return .failure(fault)
        } catch .unreadable(.archive(.unreadable(let code))) {
            return .failure(.unreadable(code: code))
        } catch .unreadable(.archive) {
            return .failure(.invalidData)
        } catch {
            return .success(nil)
        }
    }
}
