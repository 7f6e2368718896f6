// SPDX-License-Identifier: Apache-2.0

/// Reads a file of waivers: RFC 4180, UTF-8, header required, columns in any order.
package enum WaiverReader {
    /// Longer texts are no reasons; in Unicode scalars.
    private static let longestText = 1_000

    /// The waivers of a whole file. Throws every problem of it; as with a mapping, none of them holds any cell's text.
    package static func read(_ bytes: [UInt8]) throws(WaiverProblems) -> [Waiver] {
        let table = try CSVTable<WaiverColumn>(bytes)
        var reader = RowReader(header: table.header)
        let waivers = table.rows.compactMap { reader.read($0, line: table.lines[$0.number] ?? 1) }
        let problems = WaiverProblems(table.problems + reader.problems)
        guard problems.problems.isEmpty else { throw problems }
        return waivers
    }

    private struct RowReader: TableRowReader {
        let header: TableHeader<WaiverColumn>
        var problems: [WaiverProblem] = []

        mutating func read(_ row: CSVRow, line: Int) -> Waiver? {
            let rule = readRule(row)
            let path = readPattern(.path, row)
            let file = readPattern(.file, row)
            expectAlternative(row, saying: WaiverColumn.purposeOfAlternatives)
            let reason = readText(.reason, row)
            let owner = readText(.owner, row)
            let expires = readDay(row)
            guard let rule, let reason, let owner, let expires, path != nil || file != nil else { return nil }
            return Waiver(
                row: row.number, line: line, rule: rule, path: path, file: file, reason: reason,
                owner: owner, expires: expires)
        }

        private mutating func readRule(_ row: CSVRow) -> FindingRule? {
            guard let name = needed(.rule, row) else { return nil }
            guard let rule = FindingRule(rawValue: name) else {
                let nearest = NearestName.of(name, among: FindingRule.allCases) { $0.rawValue }
                note(
                    .rule, row,
                    "the rule is not known; "
                        + (nearest.map { "is it \($0.rawValue)?" }
                            ?? "its name stands before each finding, for instance jwt-deprecated"))
                return nil
            }
            guard let reason = rule.reasonAgainstWaiving else { return rule }
            note(.rule, row, "\(rule.rawValue) cannot be waived: \(reason)")
            return nil
        }

        private mutating func readPattern(_ column: WaiverColumn, _ row: CSVRow) -> PathPattern? {
            guard let written = text(column, row) else { return nil }
            do {
                if column == .file, written.utf8.first == UInt8(ascii: "/") {
                    note(
                        column, row,
                        "the file starts with /; write it relative to the input, as findings have it")
                    return nil
                }
                return try PathPattern(column == .file ? "/" + written : written)
            } catch {
                note(column, row, error.message)
                return nil
            }
        }

        private mutating func readText(_ column: WaiverColumn, _ row: CSVRow) -> String? {
            guard let text = needed(column, row) else { return nil }
            guard text.unicodeScalars.count <= WaiverReader.longestText else {
                note(column, row, "the cell is longer than \(WaiverReader.longestText) characters")
                return nil
            }
            return text
        }

        private mutating func readDay(_ row: CSVRow) -> CalendarDay? {
            guard let text = needed(.expires, row) else { return nil }
            if let day = CalendarDay(text) { return day }
            note(.expires, row, "not a day; write it as YYYY-MM-DD, for instance 2026-01-31")
            return nil
        }
    }
}
