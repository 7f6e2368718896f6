// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration
import IMSTokens

/// What came of asking about credentials.
struct CredentialReport {
    private(set) var credentials: [RunRecord.Credential] = []
    private(set) var findings: [Finding] = []
    /// The rows about which nobody could be asked.
    private(set) var rowsNotAsked: Set<Int> = []

    /// Whether every row's credential is known to work.
    var isAllValid: Bool { rowsNotAsked.isEmpty && credentials.allSatisfy(\.isValid) }

    mutating func add(_ problem: NotAsked, _ use: CredentialUse) {
        rowsNotAsked.insert(use.row.row)
        let finding =
            switch problem {
            case .refused(let finding): finding
            case .incomplete(let message, let column):
                Finding(
                    .credentialUnverified, .error, "Row \(use.row.row): \(message)", path: use.path,
                    mappingRow: use.row.row, mappingColumn: column)
            }
        // A row for many configurations says it once for each cause.
        let isKnown = findings.contains {
            $0.mappingRow == finding.mappingRow && $0.message == finding.message
        }
        if !isKnown { findings.append(finding) }
    }

    mutating func add(_ question: Question, _ verdict: TokenVerdict) {
        let rows = question.rows.sorted()
        credentials.append(
            RunRecord.Credential(
                clientID: question.clientID, server: question.address, scopes: question.scopes, rows: rows,
                status: verdict.status.rawValue, message: verdict.message, attempts: verdict.attempts))
        guard verdict.status != .valid else { return }
        let list = rows.map { String($0) }.joined(separator: ", ")
        let client = question.clientID.isEmpty ? "" : ", client ID \(question.clientID)"
        findings.append(
            Finding(
                verdict.status.isRefusal ? .credentialRefused : .credentialUnverified,
                verdict.status == .notVerifiable ? .warning : .error,
                "Row\(rows.count == 1 ? "" : "s") \(list)\(client): \(verdict.message)",
                mappingRow: rows.first, mappingColumn: verdict.status.column))
    }
}

extension CredentialStatus {
    /// Whether the server knows that the credential cannot be used as it is.
    fileprivate var isRefusal: Bool { [.invalidClient, .invalidScope, .unauthorized].contains(self) }

    /// The column of the mapping to look at.
    fileprivate var column: MappingColumn? {
        switch self {
        case .invalidClient, .notVerifiable: .clientSecret
        case .invalidScope: .scopes
        case .unauthorized: .clientID
        case .unreachable, .tlsFailed, .unexpectedAnswer: .authorizationServer
        case .valid, .throttled: nil
        }
    }
}

extension RunRecorder {
    /// Takes down what is known about credentials; `place` gives a finding its place.
    mutating func add(_ report: CredentialReport, place: (Finding) -> LocatedFinding) {
        set(report.credentials)
        for finding in report.findings { add(place(finding)) }
    }
}
