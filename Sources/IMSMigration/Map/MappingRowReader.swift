// SPDX-License-Identifier: Apache-2.0

/// Reads the rows below the header one by one and collects what is wrong with them.
struct MappingRowReader: TableRowReader {
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

        let malformed = checkForms(row)
        let action = readAction(row)
        let pattern = readPath(row, action: action)
        checkSelector(row, action: action)
        let secret = readSecret(row, action: action)
        let scopes = action == .skip ? nil : readScopes(row, isNeeded: action != nil)
        if action == .create {
            for column in [MappingColumn.clientID, .orgID] { _ = needed(column, row) }
            _ = needed(.title, row, as: .whole)
        }
        return ExaminedRow(
            number: row.number,
            hasProblem: problems.count > before || !row.fields.allSatisfy(\.problems.isEmpty), action: action,
            pattern: pattern,
            secret: secret, scopes: scopes ?? [], malformed: malformed,
            cells: Dictionary(
                uniqueKeysWithValues: MappingColumn.allCases.compactMap { column in
                    guard ![.clientSecret, .note].contains(column), !malformed.contains(column) else {
                        return nil
                    }
                    let isText = [.title, .cloudService].contains(column)
                    let cell = text(column, row, as: isText ? .whole : .trimmed)
                    return cell.map { (column, column == .authorizationServer ? $0.withoutFinalSlash : $0) }
                }),
            columnNumbers: header.numbers)
    }

    /// The columns whose cells don't have the form of the column.
    private mutating func checkForms(_ row: CSVRow) -> Set<MappingColumn> {
        var malformed: Set<MappingColumn> = []
        for column in MappingColumn.allCases where column != .clientSecret {
            guard let cell = text(column, row),
                let problem = CellForm.problem(
                    of: column, column == .authorizationServer ? cell.withoutFinalSlash : cell)
            else { continue }
            malformed.insert(column)
            note(column, row, problem)
        }
        return malformed
    }

    /// The action; nil where it is not known.
    private mutating func readAction(_ row: CSVRow) -> MappingAction? {
        guard isSound(.action, row) else { return nil }
        guard let name = text(.action, row) else { return .migrate }
        if let action = MappingAction(rawValue: name) { return action }
        let known = MappingAction.allCases.map(\.rawValue).joined(separator: ", ")
        note(.action, row, "the action is not known; the actions are \(known)")
        return nil
    }

    private mutating func readPath(_ row: CSVRow, action: MappingAction?) -> PathPattern? {
        guard let written = text(.path, row, as: .whole) else { return nil }
        do {
            let pattern = try PathPattern(written)
            if action == .create, !pattern.isExact {
                note(.path, row, "a row that creates needs one exact path, and this is a glob")
            }
            return pattern
        } catch {
            note(.path, row, error.message)
            return nil
        }
    }

    /// A row must say which configurations it means.
    private mutating func checkSelector(_ row: CSVRow, action: MappingAction?) {
        if action == .create {
            _ = needed(.path, row)
            return
        }
        expectAlternative(row, saying: "which configuration is meant")
    }

    /// The secret. Where the action is not known, only what is there is checked.
    private mutating func readSecret(_ row: CSVRow, action: MappingAction?) -> ExaminedRow.Secret {
        guard action != .skip else { return .init() }
        let isNeeded = action != nil
        // A secret counts as it is.
        let cell =
            isNeeded
            ? needed(.clientSecret, row, as: .literal) : text(.clientSecret, row, as: .literal)
        guard let cell else { return .init() }
        do throws(SecretCellProblem) {
            let parsed = try SecretCell(cell)
            var secret = ExaminedRow.Secret(source: parsed.source)
            secret.isExposed = secrets.isExposed(parsed)
            do throws(SecretCellProblem) {
                let value = try secrets.secret(of: parsed, row: row.number)
                try value.value?.requireUsable()
                secret.value = value
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
        let cell = isNeeded ? needed(.scopes, row) : text(.scopes, row)
        guard let cell else { return nil }
        let scopes = CellForm.scopes(in: cell)
        guard !scopes.isEmpty else {
            note(.scopes, row, "the cell holds separators and no scope")
            return nil
        }
        return scopes
    }
}

extension Secret {
    /// Throws for a value that came from elsewhere and can be no secret.
    fileprivate func requireUsable() throws(SecretCellProblem) {
        guard !isEncrypted, !isPlaceholder else { return }
        do throws(SecretCellProblem) {
            try SecretCell.requireLiteral(revealed())
        } catch {
            throw SecretCellProblem(
                message: "the secret that the cell stands for can't be used: " + error.message)
        }
    }
}

extension String {
    /// The text without one slash at its end.
    fileprivate var withoutFinalSlash: String { utf8.last == UInt8(ascii: "/") ? String(dropLast()) : self }
}
