// SPDX-License-Identifier: Apache-2.0

import ContentDigest
import IMSMigration
import SystemPackage

/// A mapping CSV on disk.
public struct MappingFile: Sendable {
    /// No mapping is as large; in bytes.
    static let largestFile = 64 << 20

    let path: String
    private let access: SecretAccess

    /// The CSV at `path`; its secrets may come from where `access` says.
    public init(_ path: String, secrets access: SecretAccess = SecretAccess()) {
        self.path = path
        self.access = access
    }

    /// The mapping with its secrets, and the SHA-256 of the file. Throws `RunFailure` (65) that names every problem.
    func read() throws(RunFailure) -> (mapping: Mapping, sha256: String) {
        let bytes = try bytes()
        let examination = try examine(bytes, variables: try access.variables())
        return (try mapping(examination), ContentDigest.sha256(bytes))
    }

    /// The mapping for a command that writes no secret: nothing outside of the file is looked at. Throws `RunFailure`
    /// (65) that names every problem.
    func readWithoutSecrets() throws(RunFailure) -> Mapping { try digestedWithoutSecrets().mapping }

    /// The same with the SHA-256 of the file.
    func digestedWithoutSecrets() throws(RunFailure) -> (mapping: Mapping, sha256: String) {
        let bytes = try bytes()
        return (try mapping(MappingReader.examine(bytes, sources: nil)), ContentDigest.sha256(bytes))
    }

    /// The file as far as it can be read, with nothing outside of it looked at. Throws `RunFailure` (65) where it
    /// cannot be read at all.
    func examineWithoutSecrets() throws(RunFailure) -> MappingExamination {
        MappingReader.examine(try bytes(), sources: nil)
    }

    /// The file as far as it can be read, with its secrets, and the variables of the `.env` file. Throws `RunFailure`
    /// (65) where one of the two cannot be read at all.
    func examine() throws(RunFailure) -> (examination: MappingExamination, variables: EnvironmentFile?) {
        let variables = try access.variables()
        return (try examine(try bytes(), variables: variables), variables)
    }

    /// Whether the file itself can be read by others than its owner.
    var isOpenToOthers: Bool { LocalFile.isOpenToOthers(path) }

    /// Whether the `.env` file can be read by others than its owner.
    var hasOpenEnvironmentFile: Bool { access.environmentFile.map(LocalFile.isOpenToOthers) ?? false }

    private func examine(_ bytes: [UInt8], variables: EnvironmentFile?) throws(RunFailure)
        -> MappingExamination
    {
        let sources = access.sources(
            folder: FilePath(path).removingLastComponent(), variables: variables,
            mappingIsStandardInput: StandardInput.isSame(as: path))
        let first = MappingReader.examine(bytes, sources: sources.withoutEffects)
        let hasEffects = first.rows.contains { [.command, .standardInput].contains($0.secretSource) }
        guard first.problems.isEmpty, hasEffects else { return first }
        let second = MappingReader.examine(bytes, sources: sources)
        try Interruption.check()
        return second
    }

    private func bytes() throws(RunFailure) -> [UInt8] {
        do {
            return try LocalFile.read(path, limit: Self.largestFile)
        } catch {
            throw RunFailure(.inputUnusable, error.description(of: path))
        }
    }

    private func mapping(_ examination: MappingExamination) throws(RunFailure) -> Mapping {
        do {
            return try examination.mapping()
        } catch {
            let count = error.problems.count
            let heading = "\(path): cannot be used as a mapping, \(count) problem\(count == 1 ? "" : "s"):"
            throw RunFailure(
                .inputUnusable, ([heading] + error.problems.map { "  \($0)" }).joined(separator: "\n"))
        }
    }
}
