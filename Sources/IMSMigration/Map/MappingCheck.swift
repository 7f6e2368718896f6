// SPDX-License-Identifier: Apache-2.0

/// What is wrong, or remarkable, with a mapping beyond its syntax.
package struct MappingCheck: Sendable {
    private let examination: MappingExamination
    private let planner: Planner
    private let rows: [Int: ExaminedRow]
    private let doubles: [[Int]]

    /// A check of a file. `profiles` are those that configurations are found with, and `configurations` are all that the
    /// file is compared with.
    package init(
        _ examination: MappingExamination, profiles: [Profile], allowances: Planner.Allowances,
        configurations: [IMSConfiguration] = []
    ) {
        self.examination = examination
        planner = Planner(mapping: examination.provisional, profiles: profiles, allowances: allowances)
            .considering(configurations)
        rows = Dictionary(
            examination.rows.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        doubles = Self.doubles(
            in: examination.provisional, paths: Set(configurations.map { Array($0.path.utf8) }))
    }

    /// The findings that the file itself gives reason for.
    package func findings() -> [Finding] {
        var findings = examination.problems.map { Finding($0) }
        for row in examination.rows { findings += self.findings(in: row) }
        for numbers in doubles {
            findings.append(
                Finding(
                    .mappingAmbiguous, .error,
                    "Rows \(Self.list(numbers)) mean the same configurations with equal right.",
                    mappingRow: numbers.last))
        }
        return findings
    }

    /// The findings about one configuration, to which `references` refer, and the rows that match it.
    package func findings(
        about configuration: IMSConfiguration, references: [ConfigurationReference] = []
    ) -> (findings: [Finding], mappingRow: Int?, matchingRows: [Int]) {
        let (plan, matchingRows) = planner.plan(for: configuration, references: references)
        // Doubles are told once, not for each configuration that they match.
        var findings = plan.findings.filter {
            $0.rule != .mappingAmbiguous || !doubles.contains(matchingRows)
        }
        if plan.outcome != .skipped { findings += configuration.remarks.filter { $0.level == .error } }
        if plan.outcome == .planned || plan.outcome == .failed, let number = plan.mappingRow {
            findings += remarks(on: configuration, row: number)
        }
        return (findings, plan.mappingRow, matchingRows)
    }

    /// The findings about rows that no configuration matched, and about secrets in clear text.
    ///
    /// - Parameter usedRows: nil where there was no repository to compare with.
    package func findings(usedRows: Set<Int>?) -> [Finding] {
        planner.findings(usedRows: usedRows ?? Set(rows.keys))
    }

    private func remarks(on configuration: IMSConfiguration, row number: Int) -> [Finding] {
        guard let row = rows[number] else { return [] }
        var findings: [Finding] = []
        if let given = row.cells[.clientID], let today = configuration.clientID, given != today {
            findings.append(
                row.finding(
                    .clientIDChanged, .note, .clientID,
                    "the client id is not the one that the configuration has.",
                    path: configuration.path))
        }
        for (column, today) in planner.currentTexts(of: configuration) {
            guard let given = row.cells[column], let today, !given.utf8.elementsEqual(today.utf8) else {
                continue
            }
            findings.append(
                row.finding(
                    .mappingReplaces, .note, column, "replaces what the configuration has.",
                    path: configuration.path))
        }
        return findings
    }

    private func findings(in row: ExaminedRow) -> [Finding] {
        var findings: [Finding] = []
        for column in [MappingColumn.jwtClientID, .clientID] {
            guard let id = row.cells[column], !CellForm.isUsual(clientID: id), !SecretCell.isPlaceholder(id)
            else { continue }
            findings.append(
                row.finding(
                    .mappingFormat, .note, column,
                    "the client ID isn't 32 hexadecimal digits, as in Adobe Developer Console. Check that it is whole."
                ))
        }
        for (index, scope) in row.scopes.enumerated() where row.scopes.firstIndex(of: scope) != index {
            findings.append(
                row.finding(.mappingFormat, .note, .scopes, "scope \(index + 1) is there twice."))
        }
        if row.secret.isExposed {
            findings.append(
                row.finding(
                    .secretExposed, .warning, .clientSecret, "the file of the secret can be read by others."))
        }
        return findings
    }

    /// The numbers of rows that mean the same: one exact path, one glob, or one client id. `paths` are those of the
    /// configurations.
    private static func doubles(in mapping: Mapping, paths: Set<[UInt8]>) -> [[Int]] {
        struct Key: Hashable {
            let path: [UInt8]?
            let jwtClientID: String?
        }
        var order: [Key] = []
        var groups: [Key: [Int]] = [:]
        for row in mapping.rows {
            let key = Key(
                path: row.path.map { path in
                    path.names.first(where: paths.contains) ?? Array(path.text.utf8)
                }, jwtClientID: row.jwtClientID)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row.row)
        }
        return order.compactMap { groups[$0] }.filter { $0.count > 1 }
    }

    private static func list(_ numbers: [Int]) -> String {
        let texts = numbers.map { String($0) }
        return texts.dropLast().joined(separator: ", ") + " and " + (texts.last ?? "")
    }
}

extension Finding {
    /// The finding for a problem of a file that should be a mapping.
    package init(_ problem: MappingProblem) {
        self.init(
            .mappingInvalid, .error, problem.description.wholeSentence, mappingRow: problem.row,
            mappingColumn: problem.column)
    }
}

extension ExaminedRow {
    /// A finding about one of the row's cells. The message says nothing of the cell's text.
    fileprivate func finding(
        _ rule: FindingRule, _ level: Finding.Level, _ column: MappingColumn, _ message: String,
        path: String? = nil
    ) -> Finding {
        let place =
            columnNumbers[column].map { "column \($0) (\(column.rawValue))" } ?? "column \(column.rawValue)"
        return Finding(
            rule, level, "Row \(number), \(place): \(message)", path: path, mappingRow: number,
            mappingColumn: column)
    }
}

extension Planner {
    /// What a configuration has today of the values that a row may replace.
    fileprivate func currentTexts(of configuration: IMSConfiguration) -> [(MappingColumn, String?)] {
        guard let profile = profile(of: configuration) else { return [] }
        let fields: [(MappingColumn, Profile.Field)] = [
            (.authorizationServer, .authorizationServer), (.title, .title), (.cloudService, .cloudService),
        ]
        return fields.map { column, field in
            // A property that is made of the server holds more than that.
            let isWhole = field != .authorizationServer || profile.sets(field)
            let text = profile.value(of: field, in: configuration.properties)?.text
            return (column, isWhole ? text : profile.server(of: configuration))
        }
    }
}

extension String {
    /// The text as a sentence, with a full stop at its end.
    fileprivate var wholeSentence: String { sentence + (hasSuffix(".") || hasSuffix("?") ? "" : ".") }
}
