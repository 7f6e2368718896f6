// SPDX-License-Identifier: Apache-2.0

import ContentDigest
import IMSMigration
import SystemPackage

/// A mapping CSV on disk.
public struct MappingFile: Sendable {
    /// No mapping is as large; in bytes.
    static let largestFile = 64 << 20

    private let path: String

    /// The CSV at `path`.
    public init(_ path: String) { self.path = path }

    /// The mapping with its secrets, and the SHA-256 of the file. Throws `RunFailure` (65) that names every problem.
    func read() throws(RunFailure) -> (mapping: Mapping, sha256: String) {
        let folder = FilePath(path).removingLastComponent()
        let bytes = try bytes()
        let sources = SecretSources(
            environment: Environment.value(of:),
            readFile: { name in try Self.secret(at: folder.pushing(FilePath(name)).string) })
        return (try mapping(bytes, sources), ContentDigest.sha256(bytes))
    }

    /// The mapping for a command that writes no secret: nothing outside of the file is looked at. Throws `RunFailure`
    /// (65) that names every problem.
    func readWithoutSecrets() throws(RunFailure) -> Mapping { try mapping(try bytes(), nil) }

    private func bytes() throws(RunFailure) -> [UInt8] {
        do {
            return try LocalFile.read(path, limit: Self.largestFile)
        } catch {
            throw RunFailure(.inputUnusable, error.description(of: path))
        }
    }

    private func mapping(_ bytes: [UInt8], _ sources: SecretSources?) throws(RunFailure) -> Mapping {
        do {
            return try MappingReader.read(bytes, sources: sources)
        } catch {
            let count = error.problems.count
            let heading = "\(path): cannot be used as a mapping, \(count) problem\(count == 1 ? "" : "s"):"
            throw RunFailure(
                .inputUnusable, ([heading] + error.problems.map { "  \($0)" }).joined(separator: "\n"))
        }
    }

    private static func secret(at path: String) throws(SecretFileProblem) -> [UInt8] {
        do {
            return try LocalFile.read(path, limit: SecretSources.largestFile, regularOnly: true)
        } catch .missing {
            throw .missing
        } catch .notAFile {
            throw .notAFile
        } catch .tooBig {
            throw .tooBig
        } catch {
            throw .unreadable
        }
    }
}
