// SPDX-License-Identifier: Apache-2.0

/// Reads the rows below the header one by one and collects what is wrong with them.
struct MappingRowReader {
    let header: TableHeader<MappingColumn>
    var secrets: SecretResolver
    var problems: [MappingProblem] = []

    init(header: TableHeader<MappingColumn>, secrets: SecretResolver) {
        self.header = header
        self.secrets = secrets
    }

    /// A row of as many fields as the header has, as far as it can be read.
    mutating func read(_ row: CSVRow) -> ExaminedRow {
        let before = problems.count

        let action = readAction(row)
        let pattern = readPath(row, action: action)
        checkSelector(row, action: action)
        let secret = readSecret(row, action: action)
        let scopes = action == .skip ? nil : readScopes(row, isNeeded: action != nil)
        if action == .create {
            for column in [MappingColumn.clientID, .orgID] { _ = needed(column, row) }
            _ = needed(.title, row, trimmed: false)
        }
        return ExaminedRow(
            number: row.number,
            hasProblem: problems.count > before || !row.fields.allSatisfy(\.problems.isEmpty), action: action,
            pattern: pattern,
            secret: secret, scopes: scopes ?? [],
            cells: Dictionary(
                uniqueKeysWithValues: MappingColumn.allCases.compactMap { column in
                    guard ![.clientSecret, .note].contains(column) else { return nil }
                    let isText = [.title, .cloudService].contains(column)
                    return (isText ? text(column, row) : value(column, row)).map { (column, $0) }
                }),
            columnNumbers: header.numbers)
    }

    /// The action; nil where it is not known.
    private mutating func readAction(_ row: CSVRow) -> MappingAction? {
        guard isSound(.action, row) else { return nil }
        guard let name = value(.action, row) else { return .migrate }
        if let action = MappingAction(rawValue: name) { return action }
        let known = MappingAction.allCases.map(\.rawValue).joined(separator: ", ")
        note(.action, row, "the action is not known; the actions are \(known)")
        return nil
    }

    private mutating func readPath(_ row: CSVRow, action: MappingAction?) -> PathPattern? {
        guard let written = value(.path, row) else { return nil }
        do {
            let pattern = try PathPattern(written)
            if action == .create, !pattern.isExact {
                note(.path, row, "a row that creates needs one exact path, and this is a glob")
            }
            return pattern
        } catch {
            switch error {
            case .notAbsolute: note(.path, row, "the path does not start with / (or a glob with *)")
            case .emptyName: note(.path, row, "the path has an empty name")
            }
        }
        return nil
    }

    /// A row must say which configurations it means.
    private mutating func checkSelector(_ row: CSVRow, action: MappingAction?) {
        if action == .create {
            _ = needed(.path, row)
            return
        }
        let selectors = [MappingColumn.path, .jwtClientID].filter(header.has)
        guard let column = selectors.first else { return }
        guard selectors.allSatisfy({ isSound($0, row) && value($0, row) == nil }) else { return }
        let message =
            selectors.count == 1
            ? "the cell is empty, and nothing else says which configuration is meant"
            : "path and jwt_client_id are both empty; one must say which configuration is meant"
        note(column, row, message)
    }

    /// The secret. Where the action is not known, only what is there is checked.
    private mutating func readSecret(_ row: CSVRow, action: MappingAction?) -> ExaminedRow.Secret {
        guard action != .skip else { return .init() }
        let isNeeded = action != nil
        guard let cell = isNeeded ? needed(.clientSecret, row, trimmed: false) : text(.clientSecret, row)
        else { return .init() }
        do throws(SecretCellProblem) {
            let parsed = try SecretCell(cell)
            var secret = ExaminedRow.Secret(source: parsed.source)
            secret.isExposed = secrets.isExposed(parsed)
            do throws(SecretCellProblem) {
                secret.value = try secrets.secret(of: parsed, row: row.number)
            } catch {
                note(.clientSecret, row, error.message)
            }
            return secret
        } catch {
            note(.clientSecret, row, error.message)
            return .init()
        }
    }

    private mutating func readScopes(_ row: CSVRow, isNeeded: Bool) -> [String]? {
        let cell = isNeeded ? needed(.scopes, row) : value(.scopes, row)
        guard let cell else { return nil }
        let scopes = cell.unicodeScalars
            .split { $0 == "," || $0.properties.isWhitespace }.map { String($0) }
        guard !scopes.isEmpty else {
            note(.scopes, row, "the cell holds separators and no scope")
            return nil
        }
        return scopes
    }
}

extension MappingRowReader {
    /// The text of a cell without the white space around it; nil where there is none.
    private func value(_ column: MappingColumn, _ row: CSVRow) -> String? {
        text(column, row)?.trimmingWhiteSpace()
    }

    /// The text of a cell as it is; nil where there is nothing but white space.
    private func text(_ column: MappingColumn, _ row: CSVRow) -> String? {
        guard let field = header.field(column, of: row), field.problems.isEmpty else { return nil }
        // A secret counts as it is; everything else may have been made harmless for spreadsheets.
        let text = column == .clientSecret ? field.text : SpreadsheetCell.plain(field.text)
        return text.isBlank ? nil : text
    }

    /// Whether the cell has no problem told already; so does one of a column that the file does not have.
    private func isSound(_ column: MappingColumn, _ row: CSVRow) -> Bool {
        header.field(column, of: row)?.problems.isEmpty ?? true
    }

    /// As `value` or `text`, and a problem where there is none.
    private mutating func needed(
        _ column: MappingColumn, _ row: CSVRow, trimmed: Bool = true
    ) -> String? {
        if let found = trimmed ? value(column, row) : text(column, row) { return found }
        // A required column that is missing is told once, with the header.
        let isTold =
            !isSound(column, row) || (!header.has(column) && MappingColumn.required.contains(column))
        if !isTold {
            note(column, row, header.has(column) ? "the cell is empty" : "the row needs this column")
        }
        return nil
    }

    private mutating func note(_ column: MappingColumn, _ row: CSVRow, _ message: String) {
        problems.append(
            MappingProblem(
                row: row.number, column: column, columnNumber: header.number(of: column), message: message))
    }
}
