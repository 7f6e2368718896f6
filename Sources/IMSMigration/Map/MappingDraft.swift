// SPDX-License-Identifier: Apache-2.0

/// A mapping that is made for people to complete.
package struct MappingDraft: Sendable {
    /// The rows in the order of the file; the first is row 2.
    package var rows: [DraftRow]

    /// A mapping of these rows.
    package init(rows: [DraftRow]) { self.rows = rows }

    /// The number that a row gets, counted as a spreadsheet does.
    package static func rowNumber(at index: Int) -> Int { index + 2 }

    /// The rows as they would be matched; a credential in them is a stand-in.
    package var provisional: Mapping { MappingReader.examine(Array(csv().utf8), sources: nil).provisional }

    private static let columns: [MappingColumn] = [
        .path, .jwtClientID, .clientID, .clientSecret, .orgID, .scopes, .authorizationServer, .title,
        .cloudService,
        .action, .note,
    ]

    /// The CSV, with a header. It holds the secrets that stand in the rows themselves, and no others.
    ///
    /// Cells that a spreadsheet would run as a formula have an apostrophe in front, which the reader drops again;
    /// secrets stay as they are.
    package func csv() -> String {
        var text = CSVWriter.row(Self.columns.map(\.rawValue))
        for row in rows {
            text += CSVWriter.row(
                Self.columns.map { column in
                    column == .clientSecret
                        ? row.secret?.cell ?? "" : SpreadsheetCell.harmless(row.cell(column))
                })
        }
        return text
    }
}

/// One row of a draft. What is not known stays empty.
package struct DraftRow: Sendable {
    /// What stands in the cell of the secret.
    package enum SecretReference: Sendable, Equatable {
        /// The name of an environment variable that will hold it.
        case environment(String)
        /// The path of a file that holds it, as seen from the folder of the CSV.
        case file(String)
        /// The secret itself.
        case inline(Secret)

        fileprivate var cell: String {
            switch self {
            case .environment(let name): "env:" + name
            case .file(let path): "file:" + path
            case .inline(let secret): secret.revealed()
            }
        }
    }

    /// The path, as a pattern that matches the configuration.
    package var path: String
    /// Today's API key.
    package var jwtClientID: String?
    /// Client id of the OAuth credential.
    package var clientID: String?
    /// Where the secret is.
    package var secret: SecretReference?
    /// Organisation.
    package var orgID: String?
    /// Scopes.
    package var scopes: [String] = []
    /// What the configuration has already, so that a row that gives it changes nothing; the authorization server may be
    /// the one of the JWT, where the configuration has none.
    package var authorizationServer: String?, title: String?, cloudService: String?
    /// What people should know.
    package var notes: [String] = []

    /// A row that keeps everything as `subject` has it, without a credential.
    package init(for subject: MappingSubject) {
        let configuration = subject.configuration
        path = Self.pathCell(configuration.path)
        jwtClientID = Self.usable(configuration.clientID, .jwtClientID)
        orgID = Self.usable(subject.orgID, .orgID)
        title = keep(subject.title, "title")
        cloudService = keep(subject.cloudService, "cloud service")
        if subject.authorizationServer != nil {
            authorizationServer = subject.authorizationServer.flatMap { server in
                CellForm.problem(ofServer: server) == nil ? server : nil
            }
        } else if let server = subject.configuration.claims?.authorizationServer {
            // Without one, nothing would tell AEM where to ask for a token, nor that this is a configuration for IMS.
            authorizationServer = server
            notes.append("authorization_server: the one of the JWT; the configuration has none")
        }
    }

    /// A value that the reader gives back as it is; of any other, a note.
    private mutating func keep(_ value: String?, _ name: String) -> String? {
        guard let value, !value.isBlank else { return nil }
        if SpreadsheetCell.isFit(value), !CellForm.holdsClientSecret(value) { return value }
        notes.append("\(name): \(value)")
        return nil
    }

    /// A value that the reader takes for this column and gives back as it is.
    private static func usable(_ value: String?, _ column: MappingColumn) -> String? {
        guard let value, CellForm.isWhole(value), SpreadsheetCell.isFit(value),
            CellForm.problem(of: column, value) == nil
        else { return nil }
        return value
    }

    /// The path; what a cell can't contain is a `*` of a glob instead.
    private static func pathCell(_ path: String) -> String {
        let shown = path.unicodeScalars.map { SpreadsheetCell.isUnfit($0) ? "*" : String($0) }.joined()
        guard CellForm.holdsClientSecret(shown) else { return shown }
        return shown.split(separator: "-", omittingEmptySubsequences: false).joined(separator: "*")
    }

    fileprivate func cell(_ column: MappingColumn) -> String {
        switch column {
        case .path: path
        case .jwtClientID: jwtClientID ?? ""
        case .clientID: clientID ?? ""
        case .orgID: orgID ?? ""
        case .scopes: scopes.joined(separator: ",")
        case .authorizationServer: authorizationServer ?? ""
        case .title: title ?? ""
        case .cloudService: cloudService ?? ""
        case .note:
            SpreadsheetCell.shown(
                notes.filter { !CellForm.holdsClientSecret($0) }.joined(separator: " | "))
        case .clientSecret, .action: ""
        }
    }
}

extension MappingDraft {
    /// Replaces the file names of secrets by their paths.
    package mutating func placeSecrets(_ path: (_ name: String) -> String) {
        for index in rows.indices {
            if case .file(let name)? = rows[index].secret { rows[index].secret = .file(path(name)) }
        }
    }
}
