// SPDX-License-Identifier: Apache-2.0

/// The configurations of a record as a table for spreadsheets: RFC 4180 with CRLF, UTF-8, one header row.
///
/// Without a byte order mark, which scripts would read as part of the first column's name.
package enum CSVReport {
    /// What Excel takes in one cell; more would run over into the next rows.
    private static let longestCell = 32_000

    /// The table.
    package static func render(_ record: RunRecord) -> String {
        if record.command == "verify-credentials" { return render(record.credentials ?? []) }
        let header = [
            "path", "node", "input", "file", "line", "storage", "title", "cloud_service", "client_id",
            "classification", "outcome", "mapping_row", "evidence", "changes", "references", "findings",
        ]
        var text = header.joined(separator: ",") + "\r\n"
        let findings = findingsByConfiguration(record)
        for (index, entry) in record.configurations.enumerated() {
            let cells = [
                entry.path, entry.node, entry.input, entry.file, String(entry.line), entry.storage,
                entry.title ?? "", entry.cloudService ?? "", entry.clientID ?? "", entry.classification,
                entry.outcome.rawValue, entry.mappingRow.map(String.init) ?? "",
                list(entry.evidence) { $0.property }, list(entry.changes) { "\($0.kind) \($0.property)" },
                list(entry.references) { "\($0.path) \($0.property)" },
                list(findings[index] ?? []) {
                    "\($0.level) \($0.rule)" + ($0.waived == nil ? "" : " (waived)")
                },
            ]
            text += cells.map(cell).joined(separator: ",") + "\r\n"
        }
        return text
    }

    /// The credentials, where they are what the run was about.
    private static func render(_ credentials: [RunRecord.Credential]) -> String {
        let rows = credentials.map { credential in
            [
                credential.status, credential.clientID, credential.server,
                credential.scopes.joined(separator: ","), credential.rowList, String(credential.attempts),
                credential.message,
            ]
        }
        let header = ["status", "client_id", "server", "scopes", "mapping_rows", "attempts", "message"]
        return ([header] + rows).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func findingsByConfiguration(_ record: RunRecord) -> [Int: [RunRecord.Finding]] {
        let finder = PlaceFinder(record)
        var findings: [Int: [RunRecord.Finding]] = [:]
        for finding in record.findings {
            if let index = finder.configurationIndex(of: finding) {
                findings[index, default: []].append(finding)
            }
        }
        return findings
    }

    private static func list<Entry>(_ entries: [Entry], _ text: (Entry) -> String) -> String {
        entries.map(text).joined(separator: "; ")
    }

    static func cell(_ text: String) -> String {
        let harmless = HarmlessText.clipped(HarmlessText.logLine(withoutFormulas(text)), to: longestCell)
        let isPlain = harmless.utf8.allSatisfy { byte in
            byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ";")
        }
        // A blank at either end is kept by quotes alone in some readers.
        if isPlain, harmless.first != " ", harmless.last != " " { return harmless }
        // By scalars: to Swift a quote with an accent on it is another character.
        var quoted = "\"".unicodeScalars
        for scalar in harmless.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }

    /// An apostrophe before everything that a spreadsheet takes for the start of a formula.
    ///
    /// Where commas are decimal signs, Excel splits at semicolons instead, quoted or not: what follows one is the
    /// start of a cell too.
    private static func withoutFormulas(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isStart = true
        for scalar in text.unicodeScalars {
            switch scalar {
            case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\t", "\r", "\n":
                if isStart { result.append("'") }
                isStart = false
            case ";": isStart = true
            case " ", "\"", "'", "\u{A0}", "\u{3000}": break
            default: isStart = false
            }
            result.append(scalar)
        }
        return String(result)
    }
}
