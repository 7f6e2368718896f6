// SPDX-License-Identifier: Apache-2.0

/// The first row of a table: which column stands where.
struct TableHeader<Column: TableColumn> {
    typealias Problem = TableProblem<Column>

    /// Places from 0.
    private let places: [Column: Int]
    /// The column at each place; nil where its name is not known or not for the first time.
    private let columns: [Column?]
    /// The numbers of the columns that the file has, from 1.
    let numbers: [Column: Int]
    /// How many fields each row must have; nil where broken quotes leave that in doubt.
    let fieldCount: Int?
    /// What is wrong with it.
    let problems: [Problem]

    /// - Parameter row: the first row, whose fields have their own problems told elsewhere.
    init(_ row: CSVRow) {
        var places: [Column: Int] = [:]
        var columns: [Column?] = []
        var problems: [Problem] = []
        for (place, field) in row.fields.enumerated() {
            guard field.problems.isEmpty else {
                columns.append(nil)
                continue
            }
            if let column = Column.named(field.text) {
                if let first = places[column] {
                    columns.append(nil)
                    problems.append(
                        Problem(
                            row: row.number, column: column, columnNumber: place + 1,
                            message: "the column is there already, as column \(first + 1); remove one"))
                } else {
                    columns.append(column)
                    places[column] = place
                }
            } else {
                columns.append(nil)
                problems.append(
                    Problem(
                        row: row.number, columnNumber: place + 1, message: Self.unknown(field.text)))
            }
        }
        // A name that cannot be read may be the one that is missing.
        let isLegible = row.fields.allSatisfy(\.problems.isEmpty)
        if isLegible { problems += Self.missing(in: places, row: row.number) }
        self.places = places
        numbers = places.mapValues { $0 + 1 }
        self.columns = columns
        self.problems = problems
        let isSettled = !row.fields.contains { $0.problems.contains(where: \.unsettlesFields) }
        fieldCount = isSettled ? row.fields.count : nil
    }

    /// Whether the file has the column.
    func has(_ column: Column) -> Bool {
        places[column] != nil
    }

    /// The field of a column, nil where the file does not have it.
    func field(_ column: Column, of row: CSVRow) -> CSVField? {
        places[column].flatMap { $0 < row.fields.count ? row.fields[$0] : nil }
    }

    /// The column's number, from 1.
    func number(of column: Column) -> Int? {
        numbers[column]
    }

    /// The known column at a number from 1.
    func column(number: Int) -> Column? {
        columns.indices.contains(number - 1) ? columns[number - 1] : nil
    }

    private static func unknown(_ name: String) -> String {
        if name.isBlank { return "the column has no name" }
        let known = "the column's name is not known"
        guard let close = Column.closest(to: name) else {
            return known + "; the columns are "
                + Column.allCases.map(\.rawValue).joined(separator: ", ")
        }
        return known + "; is it \(close.rawValue)?"
    }

    private static func missing(in places: [Column: Int], row: Int) -> [Problem] {
        var problems: [Problem] = []
        if places.isEmpty {
            problems.append(
                Problem(row: row, message: "no column name is known; is the header row missing?"))
        }
        if !Column.alternatives.isEmpty, Column.alternatives.allSatisfy({ places[$0] == nil }) {
            let names = Column.alternatives.map(\.rawValue).joined(separator: " or ")
            problems.append(
                Problem(
                    row: row,
                    message: "a column \(names) is missing: the file does not say "
                        + Column.purposeOfAlternatives))
        }
        for column in Column.required where places[column] == nil {
            problems.append(Problem(row: row, column: column, message: "the column is missing"))
        }
        return problems
    }

    /// The separator that stands for commas in a header of one field, by name.
    static func otherSeparator(in row: CSVRow) -> String? {
        guard row.fields.count == 1, let text = row.fields.first?.text.utf8,
            !text.contains(UInt8(ascii: ","))
        else { return nil }
        if text.contains(UInt8(ascii: ";")) { return "semicolons" }
        return text.contains(UInt8(ascii: "\t")) ? "tabs" : nil
    }

    /// What RFC 4180 and UTF-8 do not allow in a row.
    func syntaxProblems(of row: CSVRow) -> [Problem] {
        // In a row of another length the column's name would be a guess, but for what stands before the quote
        // that is to blame for the length.
        let stray = row.fields.firstIndex { $0.problems.contains(where: \.unsettlesFields) } ?? -1
        let settled = row.fields.count == fieldCount ? .max : stray
        return row.fields.enumerated().flatMap { place, field in
            field.problems.map { problem in
                Problem(
                    row: row.number, column: place <= settled ? column(number: place + 1) : nil,
                    columnNumber: place + 1, message: problem.message)
            }
        }
    }

    /// What is wrong with a blank row that other rows follow.
    func blankProblem(of row: CSVRow) -> Problem? {
        fieldCount.map {
            Problem(row: row.number, message: "the row is blank, where \($0) fields are expected; remove it")
        }
    }

    /// Whether the row has as many fields as the header, and what is wrong where it has not. That is no news where a
    /// stray quote, here or in the header, leaves the borders of the fields in doubt.
    func fieldCount(of row: CSVRow) -> (isRight: Bool, problem: Problem?) {
        guard let expected = fieldCount else { return (false, nil) }
        guard row.fields.count != expected else { return (true, nil) }
        guard !row.fields.contains(where: { $0.problems.contains(where: \.unsettlesFields) }) else {
            return (false, nil)
        }
        let count = "\(row.fields.count) \(row.fields.count == 1 ? "field" : "fields")"
        let message =
            if row.fields.count > expected {
                "the row has \(count), where \(expected) are expected; put a cell that holds commas in quotes"
            } else {
                "the row has \(count), where \(expected) are expected"
            }
        return (false, Problem(row: row.number, message: message))
    }
}

extension CSVProblem {
    /// What is wrong and what to do.
    fileprivate var message: String {
        switch self {
        case .unterminatedQuote: "a quote is opened here and not closed before the end of the file"
        case .quoteInUnquotedField:
            "there is a quote in a cell that does not start with one; put the cell in quotes and double the"
                + " quote in it"
        case .textAfterClosingQuote:
            "there is text after a closing quote; double a quote that belongs to the cell"
        case .loneCarriageReturn:
            "there is a carriage return without a line feed; save the file with LF or CRLF"
        case .carriageReturnEndsRow:
            "the rows end with a carriage return alone; save the file with LF or CRLF"
        case .nul: "there is a NUL; the file is not a text file in UTF-8"
        case .invalidUTF8: "the cell is not UTF-8; save the file as UTF-8"
        }
    }
}
