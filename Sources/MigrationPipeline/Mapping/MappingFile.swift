// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest
import IMSMigration
import SystemPackage

/// A mapping CSV on disk.
package struct MappingFile: Sendable {
    /// No mapping is as large; in bytes.
    static let largestFile = 64 << 20

    let path: String
    private let access: SecretAccess

    /// The CSV at `path`; its secrets may come from where `access` says.
    package init(_ path: String, secrets access: SecretAccess = SecretAccess()) {
        self.path = path
        self.access = access
    }

    /// The mapping with its secrets, and which file it is. Throws `RunFailure` (65) that names every problem.
    func read() throws(RunFailure) -> (mapping: Mapping, input: RunRecord.GivenFile) {
        let (mapping, bytes) = try readWithBytes()
        return (mapping, input(bytes))
    }

    /// The mapping with its secrets, and the file as it is. Throws as `read`.
    func readWithBytes() throws(RunFailure) -> (mapping: Mapping, bytes: [UInt8]) {
        let bytes = try bytes()
        return (try mapping(try examine(bytes, variables: try access.variables())), bytes)
    }

    /// The mapping with its secrets, and where its rows are. Throws as `read`.
    func readWithPlaces() throws(RunFailure) -> (mapping: Mapping, place: MappingPlace) {
        let examination = try examine().examination
        return (try mapping(examination), MappingPlace(path, examination))
    }

    /// The mapping for a command that writes no secret: nothing outside of the file is looked at. Throws `RunFailure`
    /// (65) that names every problem.
    func readWithoutSecrets() throws(RunFailure) -> (mapping: Mapping, input: RunRecord.GivenFile) {
        let bytes = try bytes()
        return (try mapping(MappingReader.examine(bytes, sources: nil)), input(bytes))
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

    private func input(_ bytes: [UInt8]) -> RunRecord.GivenFile {
        RunRecord.GivenFile(path: path, sha256: ContentDigest.sha256(bytes))
    }

    private func bytes() throws(RunFailure) -> [UInt8] { try LocalFile.input(path, limit: Self.largestFile) }

    private func mapping(_ examination: MappingExamination) throws(RunFailure) -> Mapping {
        do {
            return try examination.mapping()
        } catch {
            let count = error.problems.count
            let heading = "\(path): can't be used as a mapping, \(count) problem\(count == 1 ? "" : "s"):"
            let lines = error.problems.map { problem in
                let line = problem.row.flatMap { examination.line(ofRow: $0) }.map { ":\($0)" } ?? ""
                return "  \(path)\(line): \(problem)"
            }
            var failure = RunFailure(.inputUnusable, ([heading] + lines).joined(separator: "\n"))
            let place = MappingPlace(path, examination)
            failure.findings = error.problems.map { place.located(Finding($0)) }
            throw failure
        }
    }
}
