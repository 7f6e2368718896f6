// SPDX-License-Identifier: Apache-2.0

/// Which of the client secrets of a credential is taken.
package enum SecretChoice: String, Sendable, CaseIterable {
    /// The last one. The downloads do not date secrets; new ones are taken to be added at the end.
    case newest
    /// The first one.
    case first
    /// None: an environment variable will hold it.
    case env
}

/// Fills a mapping from credentials that were downloaded.
package struct MappingImport {
    /// What came of it.
    package struct Result: Sendable {
        /// The mapping; the secrets of `secretFiles` are referred to by their file names.
        package var draft: MappingDraft
        /// What to tell about each row, and about what was not used.
        package var findings: [Finding]
        /// The secrets that are to be written, by file name; none where they stand in the mapping.
        package var secretFiles: [String: Secret]
        /// How many rows lack something.
        package var incompleteRows: Int
    }

    /// Where secrets go.
    package enum SecretPlace: Sendable, Equatable {
        /// Into files of their own.
        case files
        /// Into the mapping.
        case inline
    }

    private let credentials: [OAuthCredential]
    private let solutions: SolutionTable
    private let choice: SecretChoice?
    private let place: SecretPlace

    /// An import.
    ///
    /// - Parameters:
    ///   - credentials: of all downloads.
    ///   - choice: which of several secrets is taken; nil takes none of several.
    package init(
        credentials: [OAuthCredential], solutions: SolutionTable, choice: SecretChoice?, place: SecretPlace
    ) {
        self.credentials = OAuthCredential.merged(credentials)
        self.solutions = solutions
        self.choice = choice
        self.place = place
    }

    /// The mapping for these configurations, one row each, by path.
    package func result(for subjects: [MappingSubject]) -> Result {
        let subjects = MappingSubject.inOrder(subjects)
        let matches = CredentialMatcher(credentials: credentials, solutions: solutions).matches(for: subjects)
        var result = Result(draft: MappingDraft(rows: []), findings: [], secretFiles: [:], incompleteRows: 0)
        var names = SecretNames()
        for (index, (subject, match)) in zip(subjects, matches).enumerated() {
            var row = ImportedRow(subject: subject, number: MappingDraft.rowNumber(at: index))
            switch match {
            case .found(let credential, let basis):
                row.take(credential, basis)
                row.takeSecret(of: credential, choice: choice, place: place, &names)
            case .question(let candidates, let basis): row.ask(candidates, basis)
            case .none: row.miss(variable: names.variable(for: subject.configuration.path))
            }
            row.draft.explainGaps(of: subject, solutions: solutions)
            result.draft.rows.append(row.draft)
            result.findings += row.findings
            if row.isIncomplete { result.incompleteRows += 1 }
        }
        result.secretFiles = names.files
        let spokenOf = Set(matches.flatMap(\.credentials).map(\.clientID))
        for credential in credentials where !spokenOf.contains(credential.clientID) {
            result.findings.append(
                Finding(
                    .credentialUnused, .note,
                    "The credential \(credential.label) belongs to no configuration."))
        }
        return result
    }
}

/// The names under which secrets are kept: the same for the same secret of the same credential.
struct SecretNames {
    private(set) var files: [String: Secret] = [:]
    private var environment = TellingNames()
    private var variables: [String: String] = [:]

    /// The file of a credential's secret, named by the client id.
    mutating func file(of clientID: String, _ secret: Secret) -> String {
        let base = Self.fileName(for: clientID)
        var name = base + ".secret"
        var number = 2
        // Another secret under the same name: two downloads disagree, or two client ids look alike.
        while let other = files[name], other != secret {
            name = "\(base)-\(number).secret"
            number += 1
        }
        files[name] = secret
        return name
    }

    /// The environment variable of a credential's secret, named by the first configuration that uses it.
    mutating func variable(of clientID: String, path: String) -> String {
        if let known = variables[clientID] { return known }
        let name = variable(for: path)
        variables[clientID] = name
        return name
    }

    /// The environment variable for a configuration whose credential is not known.
    mutating func variable(for path: String) -> String { environment.name(for: path) }

    private static func fileName(for clientID: String) -> String {
        let bytes = clientID.utf8.prefix(100).map { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                byte
            default: UInt8(ascii: "_")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
