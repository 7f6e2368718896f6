// SPDX-License-Identifier: Apache-2.0
import ParallelWork
import Synchronization

extension ContentPackage: DocumentSource {
    /// A package.
    package var kind: RepositoryKind { .package }

    /// Finds the documents of the JCR subtrees in scope, in this package and in the packages in it, and what could not
    /// be looked at. Each document that it finds has been decompressed once and its checksum was right.
    package func walk(scope: WalkScope) -> Walk {
        var walk = PackageWalk(scope: scope, limits: limits)
        walk.visit(archive, packages: [], held: 0)
        return Walk(
            documents: walk.documents.sorted {
                PackagedPath.isBefore($0.packages, $0.path, $1.packages, $1.path)
            },
            packageProblems: walk.problems.sorted {
                PackagedPath.isBefore($0.packages, $0.entry, $1.packages, $1.entry)
            },
            contentRoots: [PackageArchive.contentRoot])
    }

    /// Goes through the documents in scope; as ``DocumentSource/examine(scope:maxBytes:jobs:isStopped:by:)`` says.
    package func examine<Remark: Sendable>(
        scope: WalkScope, maxBytes: Int, jobs: Int, isStopped: @escaping @Sendable () -> Bool,
        by makeExaminer: @Sendable () -> (MetDocument) -> Remark?
    ) -> Examined<Remark> {
        let walk = walk(scope: scope)
        let next = Atomic(0)
        let remarks = inParallel(min(max(jobs, 1), max(walk.documents.count, 1))) { _ in
            let examine = makeExaminer()
            var remarks: [(index: Int, remark: Remark)] = []
            while !isStopped() {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < walk.documents.count else { break }
                if let remark = self.remark(on: walk.documents[index], maxBytes, examine) {
                    remarks.append((index, remark))
                }
            }
            return remarks
        }
        return Examined(
            remarks: remarks.joined().sorted { $0.index < $1.index }.map {
                (walk.documents[$0.index], $0.remark)
            },
            count: walk.documents.count,
            walk: Walk(
                documents: [], problems: walk.problems, packageProblems: walk.packageProblems,
                contentRoots: walk.contentRoots))
    }

    private func remark<Remark>(
        on document: RepositoryDocument, _ maxBytes: Int, _ examine: (MetDocument) -> Remark?
    ) -> Remark? {
        do throws(RepositoryError) {
            return try read(document, maxBytes: maxBytes).bytes.withUnsafeBufferPointer {
                examine(MetDocument(.known(document), .success($0)))
            }
        } catch {
            return examine(MetDocument(.known(document), .failure(error)))
        }
    }

    /// Reads a document that a walk found, whole; as ``DocumentSource/read(_:maxBytes:)`` says.
    package func read(
        _ document: RepositoryDocument, maxBytes: Int
    ) throws(RepositoryError) -> FileContent {
        let location = location(of: document.path.display, in: document.packages)
        let contents = read(document.path, in: document.packages, limit: max(maxBytes, 0))
        switch contents {
        case .success(let bytes?): return FileContent(bytes: bytes, identity: identity)
        case .success(nil): throw .notFound(path: location)
        case .failure(.tooLarge(let limit)): throw .tooLarge(path: location, limit: limit)
        case .failure(.unreadable(let code)): throw .unreadable(path: location, code: code)
        case .failure: throw .changedUnderneath(path: location)
        }
    }

    /// Reads a file of `META-INF/vault`; as ``DocumentSource/vaultFile(_:of:)`` says.
    package func vaultFile(_ name: VaultFile, of place: PackagePlace) throws(VaultFileError) -> [UInt8]? {
        guard let path = RelativePath("META-INF/vault/\(name.rawValue)") else { return nil }
        switch read(path, in: place.packages, limit: VaultFile.mostBytes) {
        case .success(let bytes): return bytes
        case .failure(let fault):
            throw .unreadable(
                file: location(of: path.display, in: place.packages), reason: fault.reason)
        }
    }

    /// The contents of an entry; nil where there is none of that name.
    func read(
        _ name: RelativePath, in packages: [RelativePath], limit: Int
    ) -> Result<[UInt8]?, EntryFault> {
        do throws(NestedPackages.Failure) {
            return try nested.use(packages) { archive in
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
