// SPDX-License-Identifier: Apache-2.0

/// Reads the rows of a table cell by cell, and collects what is wrong with them.
protocol TableRowReader<Column> {
    associatedtype Column: TableColumn

    var header: TableHeader<Column> { get }
    var problems: [TableProblem<Column>] { get set }
}

/// How the text of a cell is taken.
enum CellReading {
    /// Without white space around it, and without what made it harmless for spreadsheets.
    case trimmed
    /// Without what made it harmless for spreadsheets.
    case whole
    /// As it is.
    case literal
}

extension TableRowReader {
    /// The text of a cell; nil where there is nothing but white space, or where its problem is told already.
    func text(_ column: Column, _ row: CSVRow, as reading: CellReading = .trimmed) -> String? {
        guard let field = header.field(column, of: row), field.problems.isEmpty else { return nil }
        let text = reading == .literal ? field.text : SpreadsheetCell.plain(field.text)
        guard !text.isBlank else { return nil }
        return reading == .trimmed ? text.trimmingWhiteSpace() : text
    }

    /// Whether the cell has no problem told already; so does one of a column that the file does not have.
    func isSound(_ column: Column, _ row: CSVRow) -> Bool {
        header.field(column, of: row)?.problems.isEmpty ?? true
    }

    /// As `text`, and a problem where there is none.
    mutating func needed(_ column: Column, _ row: CSVRow, as reading: CellReading = .trimmed) -> String? {
        if let found = text(column, row, as: reading) { return found }
        // A required column that is missing is told once, with the header.
        let isTold = !isSound(column, row) || (!header.has(column) && Column.required.contains(column))
        if !isTold {
            note(column, row, header.has(column) ? "the cell is empty" : "the row needs this column")
        }
        return nil
    }

    /// Notes where none of the alternative columns that the file has says in this row what they are there for.
    mutating func expectAlternative(_ row: CSVRow, saying purpose: String) {
        let columns = Array(Column.alternatives).filter(header.has)
        guard let column = columns.first,
            columns.allSatisfy({ isSound($0, row) && text($0, row) == nil })
        else { return }
        let names = columns.map(\.rawValue).joined(separator: " and ")
        note(
            column, row,
            columns.count == 1
                ? "the cell is empty, and nothing else says \(purpose)"
                : "\(names) are both empty; one must say \(purpose)")
    }

    /// Notes a problem of a cell; the message holds nothing of its text.
    mutating func note(_ column: Column, _ row: CSVRow, _ message: String) {
        problems.append(
            TableProblem(
                row: row.number, column: column, columnNumber: header.number(of: column), message: message))
    }
}
