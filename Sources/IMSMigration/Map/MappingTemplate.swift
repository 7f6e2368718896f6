// SPDX-License-Identifier: Apache-2.0

/// Makes a mapping to fill in: what the configurations tell is there, what only a person knows is not.
package struct MappingTemplate {
    private let solutions: SolutionTable

    /// A template that takes its suggestions from `solutions`.
    package init(solutions: SolutionTable) { self.solutions = solutions }

    /// One row for each of the subjects, by path.
    ///
    /// - Parameter takenNames: environment variables that another mapping uses for other secrets.
    package func draft(for subjects: [MappingSubject], takenNames: Set<String> = []) -> MappingDraft {
        var names = TellingNames(taken: takenNames)
        return MappingDraft(
            rows: MappingSubject.inOrder(subjects).map { subject in
                var row = DraftRow(for: subject)
                row.secret = .environment(names.name(for: subject.configuration.path))
                row.explainGaps(of: subject, solutions: solutions)
                return row
            })
    }
}

extension DraftRow {
    /// Notes what a person needs to fill in what is empty.
    mutating func explainGaps(of subject: MappingSubject, solutions: SolutionTable) {
        if scopes.isEmpty {
            let suggestion = ScopeSuggestion(for: subject, solutions: solutions)
            notes.insert(
                suggestion?.note
                    ?? "scopes: none are public for this solution; Adobe Developer Console shows those of the credential",
                at: 0)
        }
        if orgID == nil { notes.append("org_id: the configuration does not tell it; fill it in") }
        if jwtClientID == nil, clientID == nil {
            notes.append("client_id: the configuration does not tell it; fill it in")
        }
        if let account = subject.technicalAccounts.first { notes.append("technical account: \(account)") }
    }
}

extension MappingSubject {
    /// The subjects by path, each path and client id once: several roots of a repository may hold the same
    /// configuration, and two rows for it would be ambiguous.
    static func inOrder(_ subjects: [MappingSubject]) -> [MappingSubject] {
        struct Key: Hashable {
            let path: [UInt8]
            let clientID: String?
        }
        var seen: Set<Key> = []
        return subjects.enumerated().sorted { left, right in
            let paths = (left.element.configuration.path, right.element.configuration.path)
            if paths.0.utf8.elementsEqual(paths.1.utf8) { return left.offset < right.offset }
            return paths.0.utf8.lexicographicallyPrecedes(paths.1.utf8)
        }.map(\.element).filter {
            seen.insert(Key(path: Array($0.configuration.path.utf8), clientID: $0.configuration.clientID))
                .inserted
        }
    }
}

extension JWTClaims {
    /// The origin of the audience, where that has the form of an authorization server.
    var authorizationServer: String? {
        guard let server = audience.flatMap({ ServerOrigin.origin(of: $0) }) else { return nil }
        return CellForm.problem(ofServer: server) == nil ? server : nil
    }
}
