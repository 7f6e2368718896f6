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
    public static func examine(_ bytes: [UInt8], sources: SecretSources?) -> MappingExamination {
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
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw MappingProblems([MappingProblem(message: "the file is UTF-16; save it as UTF-8")])
        }
        var csv = CSVReader(bytes)
        guard let first = csv.next() else {
            throw MappingProblems([
                MappingProblem(message: "the file is empty; its first row must name the columns")
            ])
        }
        if let separator = MappingHeader.otherSeparator(in: first) {
            throw MappingProblems([
                MappingProblem(
                    row: first.number,
                    message: "the file seems to be separated by \(separator); save it with commas")
            ])
        }
        guard !first.isBlank else {
            throw MappingProblems([
                MappingProblem(
                    row: first.number, message: "the row is blank; the first row must name the columns")
            ])
        }

        let header = MappingHeader(first)
        var reader = MappingRowReader(header: header, secrets: SecretResolver(sources: sources))
        reader.noteProblems(of: first)
        reader.problems += header.problems
        var rows: [ExaminedRow] = []
        var lines = [first.number: first.line]
        // Blank rows count only when something follows them.
        var blanks: [CSVRow] = []
        while let row = csv.next() {
            lines[row.number] = row.line
            if row.isBlank {
                blanks.append(row)
                continue
            }
            for blank in blanks { reader.checkFieldCount(of: blank) }
            blanks.removeAll()
            if let read = reader.read(row) { rows.append(read) }
        }
        return MappingExamination(
            rows: rows, problems: MappingProblems(reader.problems).problems, lines: lines,
            isTable: header.problems.isEmpty && first.fields.allSatisfy(\.problems.isEmpty))
    }
}
