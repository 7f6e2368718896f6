// SPDX-License-Identifier: Apache-2.0

/// Reads a mapping CSV: RFC 4180, UTF-8, header required, columns in any order.
public enum MappingReader {
    /// Reads a whole file, or tells everything that is wrong with it.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - sources: where secrets are looked up. Nil to look up none: an `env:` or `file:` cell is then read
    ///     as far as it goes, and gives an unresolved secret.
    /// - Throws: every problem of the file; none of them holds any cell's text.
    public static func read(
        _ bytes: [UInt8], sources: SecretSources?
    ) throws(MappingProblems) -> Mapping {
        try examine(bytes, sources: sources).mapping()
    }

    /// Reads a whole file as far as it can be read, and tells everything that is wrong with it.
    ///
    /// - Parameters: as of `read`.
    package static func examine(_ bytes: [UInt8], sources: SecretSources?) -> MappingExamination {
        do throws(MappingProblems) {
            return try examination(of: bytes, sources: sources)
        } catch {
            return MappingExamination(rows: [], problems: error.problems, lines: [:], isTable: false)
        }
    }

    /// Throws where the file is no table of these columns at all.
    private static func examination(
        of bytes: [UInt8], sources: SecretSources?
    ) throws(MappingProblems) -> MappingExamination {
        let table = try CSVTable<MappingColumn>(bytes)
        var reader = MappingRowReader(header: table.header, secrets: SecretResolver(sources: sources))
        let rows = table.rows.map { reader.read($0) }
        return MappingExamination(
            rows: rows, problems: MappingProblems(table.problems + reader.problems).problems,
            lines: table.lines, isTable: table.hasSoundHeader)
    }
}
