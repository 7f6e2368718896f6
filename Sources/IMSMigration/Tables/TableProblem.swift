// SPDX-License-Identifier: Apache-2.0

/// One reason why a file cannot be used as a table of these columns.
///
/// It never holds the text of a cell, whatever the file is: a file without a header starts with a secret.
/// That is why the column is a value of a fixed list.
public struct TableProblem<Column: TableColumn>: Error, Sendable, Equatable {
    /// The row as a spreadsheet counts it: the header is row 1, and a line break inside a quoted cell starts
    /// no new one. Nil where the file as a whole is meant.
    public let row: Int?
    /// The known column that is meant.
    public let column: Column?
    /// The place of the column in the file, from 1. Nil where the file does not have the column, or where the
    /// whole row is meant.
    public let columnNumber: Int?
    /// What is wrong and what to do, without the place.
    public let message: String

    /// - Parameter message: what is wrong and what to do; no text of a cell.
    package init(
        row: Int? = nil, column: Column? = nil, columnNumber: Int? = nil, message: String
    ) {
        self.row = row
        self.column = column
        self.columnNumber = columnNumber
        self.message = message
    }
}

extension TableProblem: CustomStringConvertible {
    /// Place and message: `row 3, column 2 (client_secret): …`.
    public var description: String {
        var place: [String] = []
        if let row { place.append("row \(row)") }
        switch (columnNumber, column) {
        case (let number?, let column?): place.append("column \(number) (\(column.rawValue))")
        case (let number?, nil): place.append("column \(number)")
        case (nil, let column?): place.append("column \(column.rawValue)")
        case (nil, nil): break
        }
        return place.isEmpty ? message : "\(place.joined(separator: ", ")): \(message)"
    }
}

/// Every problem of one file, in the order of its rows and, within a row, of its columns.
public struct TableProblems<Column: TableColumn>: Error, Sendable, Equatable {
    /// At least one.
    public let problems: [TableProblem<Column>]

    /// Puts the problems in order. What concerns a row as a whole comes after the row's columns.
    init(_ unordered: [TableProblem<Column>]) {
        problems = unordered.enumerated().sorted { left, right in
            func key(_ item: (offset: Int, element: TableProblem<Column>)) -> (Int, Int, Int) {
                (item.element.row ?? 0, item.element.columnNumber ?? .max, item.offset)
            }
            return key(left) < key(right)
        }.map(\.element)
    }
}

extension TableProblems: CustomStringConvertible {
    /// One problem a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}

/// One reason why a file cannot be used as a mapping.
public typealias MappingProblem = TableProblem<MappingColumn>
/// Every problem of one mapping.
public typealias MappingProblems = TableProblems<MappingColumn>
