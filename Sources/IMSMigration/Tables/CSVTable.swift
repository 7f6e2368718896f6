// SPDX-License-Identifier: Apache-2.0

/// A CSV file with these columns, as far as rows and cells can be told apart: RFC 4180, UTF-8, header required, columns
/// in any order. What the cells mean is up to whoever reads the rows.
struct CSVTable<Column: TableColumn> {
    let header: TableHeader<Column>
    /// The rows below the header that have as many fields as it has.
    private(set) var rows: [CSVRow] = []
    /// Everything that is wrong up to here, in no order.
    private(set) var problems: [TableProblem<Column>]
    /// The line on which each row starts.
    private(set) var lines: [Int: Int]
    /// Whether the header is in order.
    let hasSoundHeader: Bool

    /// Throws where the file is no table of these columns at all.
    init(_ bytes: [UInt8]) throws(TableProblems<Column>) {
        var csv = CSVReader(bytes)
        let first = try Self.headerRow(of: bytes, &csv)
        header = TableHeader(first.withoutBlankFields(beyond: 0))
        problems = header.syntaxProblems(of: first) + header.problems
        lines = [first.number: first.line]
        hasSoundHeader = header.problems.isEmpty && first.fields.allSatisfy(\.problems.isEmpty)
        // Blank rows count only when something follows them.
        var blanks: [CSVRow] = []
        while let next = csv.next() {
            let isWider = next.fields.count > first.fields.count
            let row = isWider ? next : next.withoutBlankFields(beyond: header.fieldCount ?? .max)
            lines[row.number] = row.line
            if row.isBlank {
                blanks.append(row)
                continue
            }
            problems += blanks.compactMap { header.blankProblem(of: $0) }
            blanks.removeAll()
            problems += header.syntaxProblems(of: row)
            let count = header.fieldCount(of: row)
            if let problem = count.problem { problems.append(problem) }
            if count.isRight { rows.append(row) }
        }
    }

    /// Whether a file is UTF-16, with a byte order mark or without: column names are ASCII, so that every other byte is 0.
    private static func isUTF16(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        let zeros = bytes.prefix(8).enumerated().filter { $0.element == 0 }.map { $0.offset % 2 }
        return zeros.count >= 2 && Set(zeros).count == 1 && zeros.count == bytes.prefix(8).count / 2
    }

    private static func headerRow(
        of bytes: [UInt8], _ csv: inout CSVReader
    ) throws(TableProblems<Column>) -> CSVRow {
        if isUTF16(bytes) {
            throw TableProblems([TableProblem(message: "the file is UTF-16; save it as UTF-8")])
        }
        guard let first = csv.next() else {
            throw TableProblems([
                TableProblem(message: "the file is empty; its first row must name the columns")
            ])
        }
        if let separator = TableHeader<Column>.otherSeparator(in: first) {
            throw TableProblems([
                TableProblem(
                    row: first.number,
                    message: "the file seems to be separated by \(separator); save it with commas")
            ])
        }
        guard !first.isBlank else {
            throw TableProblems([
                TableProblem(
                    row: first.number, message: "the row is blank; the first row must name the columns")
            ])
        }
        return first
    }
}
