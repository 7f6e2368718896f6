// SPDX-License-Identifier: Apache-2.0

/// The first row of a mapping: which column stands where.
struct MappingHeader {
    /// Places from 0.
    private let places: [MappingColumn: Int]
    /// The column at each place; nil where its name is not known or not for the first time.
    private let columns: [MappingColumn?]
    /// The numbers of the columns that the file has, from 1.
    let numbers: [MappingColumn: Int]
    /// How many fields each row must have; nil where broken quotes leave that in doubt.
    let fieldCount: Int?
    /// What is wrong with it.
    let problems: [MappingProblem]

    /// - Parameter row: the first row, whose fields have their own problems told elsewhere.
    init(_ row: CSVRow) {
        var places: [MappingColumn: Int] = [:]
        var columns: [MappingColumn?] = []
        var problems: [MappingProblem] = []
        for (place, field) in row.fields.enumerated() {
            guard field.problems.isEmpty else {
                columns.append(nil)
                continue
            }
            if let column = MappingColumn(rawValue: field.text) {
                if let first = places[column] {
                    columns.append(nil)
                    problems.append(
                        MappingProblem(
                            row: row.number, column: column, columnNumber: place + 1,
                            message: "the column is there already, as column \(first + 1); remove one"))
                } else {
                    columns.append(column)
                    places[column] = place
                }
            } else {
                columns.append(nil)
                problems.append(
                    MappingProblem(
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
    func has(_ column: MappingColumn) -> Bool {
        places[column] != nil
    }

    /// The field of a column, nil where the file does not have it.
    func field(_ column: MappingColumn, of row: CSVRow) -> CSVField? {
        places[column].flatMap { $0 < row.fields.count ? row.fields[$0] : nil }
    }

    /// The column's number, from 1.
    func number(of column: MappingColumn) -> Int? {
        numbers[column]
    }

    /// The known column at a number from 1.
    func column(number: Int) -> MappingColumn? {
        columns.indices.contains(number - 1) ? columns[number - 1] : nil
    }

    private static func unknown(_ name: String) -> String {
        if name.isBlank { return "the column has no name" }
        let known = "the column's name is not known"
        guard let close = MappingColumn.closest(to: name) else {
            return known + "; the columns are "
                + MappingColumn.allCases.map(\.rawValue).joined(separator: ", ")
        }
        return known + "; is it \(close.rawValue)?"
    }

    private static func missing(in places: [MappingColumn: Int], row: Int) -> [MappingProblem] {
        var problems: [MappingProblem] = []
        if places.isEmpty {
            problems.append(
                MappingProblem(row: row, message: "no column name is known; is the header row missing?"))
        }
        if places[.path] == nil, places[.jwtClientID] == nil {
            problems.append(
                MappingProblem(
                    row: row,
                    message: "a column path or jwt_client_id is missing: the file does not say which"
                        + " configurations are meant"))
        }
        for column in MappingColumn.required where places[column] == nil {
            problems.append(MappingProblem(row: row, column: column, message: "the column is missing"))
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
}
