// SPDX-License-Identifier: Apache-2.0
import ContentRepository

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A content package is walked and read, or refused; what is rewritten in it is all that changes.
enum PackageEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let folder = try expectNoError("a folder") { try ScratchFolder() }
        let file = folder.url.appending(path: "package.zip")
        try expectNoError("a file") { try Data(bytes).write(to: file) }
        let package: ContentPackage
        do throws(PackageError) {
            package = try ContentPackage.open(file.path)
        } catch {
            return try expect(!error.description.isEmpty, "a package that is refused has a reason")
        }
        let contents = contents(of: package)
        for document in contents.prefix(2) {
            let copy = folder.url.appending(path: "copy-\(document.document.path.bytes.count).zip")
            try rewrite(document, of: package, contents, to: copy.path, archive: bytes)
            try? FileManager.default.removeItem(at: copy)
        }
        let after = try expectNoError("the file again") { try Data(contentsOf: file) }
        try expect(after.elementsEqual(bytes), "the package itself does not change")
    }

    private static let endRecord: [UInt8] = [0x50, 0x4B, 0x05, 0x06]

    private struct Document {
        var document: RepositoryDocument
        var bytes: [UInt8]
    }

    /// The documents that can be read.
    private static func contents(of package: ContentPackage) -> [Document] {
        let walk = package.walk(scope: .everything)
        for problem in walk.packageProblems { _ = problem.display + problem.message }
        for place in Set(walk.documents.map(\.package)) {
            for name in VaultFile.allCases { _ = try? package.vaultFile(name, of: place) }
        }
        return walk.documents.compactMap { document in
            (try? package.read(document, maxBytes: 1 << 20)).map {
                Document(document: document, bytes: $0.bytes)
            }
        }
    }

    /// Gives one document other contents, and looks at all of them in the result.
    private static func rewrite(
        _ changed: Document, of package: ContentPackage, _ contents: [Document], to path: String,
        archive: [UInt8]
    ) throws(BrokenPromise) {
        let new = changed.bytes + Array("<!-- changed -->".utf8)
        let copy: ContentPackage
        do throws(PackageError) {
            copy = try package.rewrite(
                [ContentChange(changed.document, .replace(before: changed.bytes, after: new))],
                to: .newFile(path))
        } catch {
            // Contents that hold what another reader takes for the end of the archive are a reason not to write it.
            let isAmbiguous = archive.ranges(of: endRecord).count > 1
            if case .notVerified = error, !isAmbiguous {
                throw BrokenPromise("what is rewritten verifies: \(error)")
            }
            return
        }
        var expected: [RepositoryDocument: [UInt8]] = [:]
        for document in contents { expected[document.document] = document.bytes }
        expected[changed.document] = new
        for document in self.contents(of: copy) {
            try expect(
                expected.removeValue(forKey: document.document) == document.bytes, "contents are as planned")
        }
        try expect(expected.isEmpty, "no document is lost")
    }
}

/// A folder of its own, which goes with the value.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ims-migrate-fuzz-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
