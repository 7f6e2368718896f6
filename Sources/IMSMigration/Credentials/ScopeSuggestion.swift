// SPDX-License-Identifier: Apache-2.0

/// Scopes that the credential of a configuration probably has: for a person to check, never used by default.
package struct ScopeSuggestion: Sendable, Equatable {
    /// The scopes, each once; at least one.
    package let scopes: [String]
    /// What they are for and where that is known from, for people.
    package let reason: String

    /// The suggestion for a configuration; nil where nothing is public about its solutions.
    package init?(for subject: MappingSubject, solutions table: SolutionTable) {
        let solutions = table.solutions(of: subject).filter { !$0.scopes.isEmpty }
        var scopes: [String] = []
        for scope in solutions.flatMap(\.scopes) where !scopes.contains(scope) { scopes.append(scope) }
        guard !scopes.isEmpty else { return nil }
        self.scopes = scopes
        reason = solutions.map { solution in
            let metascopes = solution.metascopes.filter(subject.metascopes.contains)
            let basis = metascopes.isEmpty ? "by the name of the service" : metascopes.joined(separator: ", ")
            return
                "\(solution.name), \(basis); \(solution.isVerified ? "" : "unconfirmed, from ")\(solution.source)"
        }.joined(separator: "; ")
    }

    /// The suggestion in one line for a `note`, marked as one.
    package var note: String {
        "scopes, only a suggestion: \(scopes.joined(separator: ",")) (\(reason)); check them in Adobe Developer Console"
    }
}

extension SolutionTable {
    /// The solutions that a configuration is for: by its metascopes, and where it has none by the name of its service.
    func solutions(of subject: MappingSubject) -> [Solution] {
        guard subject.metascopes.isEmpty else { return solutions(ofMetascopes: subject.metascopes) }
        return subject.configuration.cloudService.flatMap { solution(named: $0) }.map { [$0] } ?? []
    }
}
