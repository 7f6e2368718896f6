// SPDX-License-Identifier: Apache-2.0

/// A file that should be a mapping, read as far as it can be read.
package struct MappingExamination: Sendable {
    /// The rows whose cells can be told apart, in the order of the file, with problems or without.
    package let rows: [ExaminedRow]
    /// Everything that keeps the file from being a mapping, by row and column.
    package let problems: [MappingProblem]
    /// Where each row starts.
    let lines: [Int: Int]
    /// Whether the header is in order.
    package let isTable: Bool

    /// The mapping. Throws every problem, where there is one.
    package func mapping() throws(MappingProblems) -> Mapping {
        guard problems.isEmpty else { throw MappingProblems(problems) }
        return Mapping(rows: rows.compactMap(\.complete))
    }

    /// The line of the file on which a row starts, from 1.
    package func line(ofRow row: Int) -> Int? { lines[row] }

    /// What the rows that can be understood say about configurations, whatever they lack beyond that. For matching
    /// alone: a credential in it is a stand-in.
    package var provisional: Mapping { Mapping(rows: rows.compactMap(\.provisional)) }
}

/// One row of such a file.
package struct ExaminedRow: Sendable {
    /// What is known of a row's secret.
    struct Secret: Sendable {
        var value: MappedSecret?
        var source: SecretSource?
        /// Whether it stands in a file that others than its owner may read.
        var isExposed = false
    }

    /// The row as a spreadsheet counts it.
    package let number: Int
    /// Whether something is wrong with it.
    let hasProblem: Bool
    let action: MappingAction?
    let pattern: PathPattern?
    let secret: Secret
    let scopes: [String]
    /// The columns whose cells don't have the form of the column.
    let malformed: Set<MappingColumn>
    /// The cells that are not empty and have the form of their column, without the secret's and the note's.
    let cells: [MappingColumn: String]
    let columnNumbers: [MappingColumn: Int]

    /// Where the row says that its secret comes from.
    package var secretSource: SecretSource? { secret.source }

    /// The row, where nothing is wrong with it.
    var complete: MappingRow? {
        guard !hasProblem, let action else { return nil }
        guard action != .skip else { return row(action, credential: nil) }
        guard let value = secret.value else { return nil }
        return row(action, credential: credential(value, scopes))
    }

    /// The row with stand-ins for the secret and for scopes that are missing; nil where it cannot be told which
    /// configurations it means.
    var provisional: MappingRow? {
        guard let action, malformed.isDisjoint(with: [.path, .jwtClientID]),
            pattern != nil || cells[.path] == nil, pattern != nil || cells[.jwtClientID] != nil
        else { return nil }
        guard action != .skip else { return row(action, credential: nil) }
        let standIn = MappedSecret.resolved(IMSMigration.Secret(""), from: secret.source ?? .encrypted)
        // Whether a placeholder can be written depends on the configuration.
        let isPlaceholder = secret.value?.value?.isPlaceholder == true
        return row(
            action, credential: credential(isPlaceholder ? secret.value ?? standIn : standIn, scopes))
    }

    private func row(_ action: MappingAction, credential: MappedCredential?) -> MappingRow {
        MappingRow(
            row: number, path: pattern, jwtClientID: cells[.jwtClientID], action: action,
            credential: credential, title: cells[.title], cloudService: cells[.cloudService],
            authorizationServer: cells[.authorizationServer])
    }

    private func credential(_ secret: MappedSecret, _ scopes: [String]) -> MappedCredential {
        MappedCredential(
            clientID: cells[.clientID], secret: secret, orgID: cells[.orgID], scopes: scopes)
    }
}
