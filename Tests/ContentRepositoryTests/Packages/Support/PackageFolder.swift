// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

/// A folder of its own for one test of packages, removed when the test is through.
final class PackageFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "content-packages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        // Without links, so that it can be compared.
        path = try #require(HostPath.resolved(url.path))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The absolute path of something in here.
    func at(_ name: String) -> String { path + "/" + name }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: at(name))))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: at(name)))
    }

    /// The names of what is in here, sorted.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    func open(
        _ name: String = "package.zip", limits: PackageLimits = .standard, faults: WriteFaults = .none
    ) throws -> ContentPackage {
        try ContentPackage.open(at(name), limits: limits, faults: faults)
    }

    /// Runs Python in this folder, with what ``Python/toolbox`` defines.
    @discardableResult
    func python(_ script: String) throws -> String {
        try Python.run(script, in: path)
    }

    /// What Python's `zipfile` says of every entry of an archive, its compressed bytes included.
    func entries(of name: String) throws -> [ArchiveEntry] {
        let json = try python("print(json.dumps(describe(\"\(name)\")))")
        return try JSONDecoder().decode([ArchiveEntry].self, from: Data(json.utf8))
    }
}

/// An entry as Python's `zipfile` sees it.
struct ArchiveEntry: Decodable, Equatable {
    var name: String
    var date: [Int]
    var flags: Int
    var method: Int
    var crc: Int
    var size: Int
    var compressedSize: Int
    var createSystem: Int
    var createVersion: Int
    var extractVersion: Int
    var internalAttributes: Int
    var externalAttributes: Int
    var extra: String
    var comment: String
    /// SHA-256 of the compressed bytes as they stand in the file.
    var compressed: String
    /// The local header in hexadecimal.
    var header: String
    /// SHA-256 of the contents; empty where they cannot be read.
    var contents: String
}

/// The smallest document view file, with a text in it.
func document(_ title: String = "one") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured" title="\(title)"/>

    """
}

/// A path that the test knows to be one.
func packaged(_ text: String) throws -> RelativePath {
    try #require(RelativePath(text))
}

extension Walk {
    /// The places of the documents, as text.
    var documentNames: [String] { documents.map(\.display) }

    func document(_ display: String) throws -> RepositoryDocument {
        try #require(documents.first { $0.display == display }, "no \(display) in \(documentNames)")
    }
}

extension ContentPackage {
    /// All that is in scope of a migration.
    func walk() -> Walk { walk(scope: .subtrees(["/conf"])) }

    func text(_ document: RepositoryDocument) throws -> String {
        String(decoding: try read(document, maxBytes: 1 << 20).bytes, as: UTF8.self)
    }
}
