// SPDX-License-Identifier: Apache-2.0

/// Why a credential belongs to a configuration.
package enum CredentialBasis: String, Sendable, CaseIterable {
    /// Both have the same client id: a credential that was migrated in the Developer Console keeps it.
    case clientID
    /// Both have the same technical account, which a migrated credential keeps too.
    case technicalAccount
    /// Both are of one organisation and for one solution.
    case orgAndSolution

    /// The same in words.
    package var words: String {
        switch self {
        case .clientID: "by the same client id"
        case .technicalAccount: "by the same technical account"
        case .orgAndSolution: "by the same org and solution"
        }
    }

    /// How sure that is, in a word.
    package var certainty: String {
        switch self {
        case .clientID: "certain"
        case .technicalAccount: "probable"
        case .orgAndSolution: "only possible"
        }
    }
}

/// The credential of a configuration, as far as it can be told.
package enum CredentialMatch: Sendable, Equatable {
    /// This one.
    case found(OAuthCredential, CredentialBasis)
    /// One of these, two or more: a question for a person.
    case question([OAuthCredential], CredentialBasis)
    /// None.
    case none
}

/// Finds the credential of each configuration.
///
/// The client id counts before the technical account, and that before organisation and solution. What is claimed by one
/// of the first two is no candidate for other configurations by the last.
struct CredentialMatcher {
    private let credentials: [OAuthCredential]
    private let solutions: SolutionTable

    init(credentials: [OAuthCredential], solutions: SolutionTable) {
        self.credentials = credentials
        self.solutions = solutions
    }

    /// The matches, in the order of the subjects.
    func matches(for subjects: [MappingSubject]) -> [CredentialMatch] {
        var matches = subjects.map { identified($0) }
        let claimed = matches.flatMap(\.credentials).map(\.clientID)
        let free = credentials.filter { !claimed.contains($0.clientID) }
        for (index, subject) in subjects.enumerated() where matches[index] == .none {
            matches[index] = .init(free.filter { isOfOneOrgAndSolution($0, subject) }, .orgAndSolution)
        }
        return matches
    }

    /// The match by what identifies a credential.
    private func identified(_ subject: MappingSubject) -> CredentialMatch {
        let byClientID = credentials.filter { subject.clientIDs.contains($0.clientID) }
        guard byClientID.isEmpty else { return .init(byClientID, .clientID) }
        let accounts = Set(subject.technicalAccounts.map(Self.plainAccount))
        let byAccount = credentials.filter { credential in
            credential.technicalAccounts.contains { accounts.contains(Self.plainAccount($0)) }
        }
        return .init(byAccount, .technicalAccount)
    }

    /// Ids are compared without their domain, which some downloads leave out.
    private static func plainAccount(_ account: String) -> String {
        String(account.lowercased().prefix { $0 != "@" })
    }

    private func isOfOneOrgAndSolution(_ credential: OAuthCredential, _ subject: MappingSubject) -> Bool {
        guard let org = subject.orgID, org == credential.orgID else { return false }
        // Metascopes that the table does not know are compared as they are.
        if !Set(subject.metascopes).subtracting(sharedMetascopes).isDisjoint(with: credential.metascopes) {
            return true
        }
        let wanted = solutions.solutions(of: subject)
        let telling = wanted.allSatisfy(\.isShared) ? wanted : wanted.filter { !$0.isShared }
        return telling.contains { solution in
            !Set(solution.metascopes).isDisjoint(with: credential.metascopes)
                || !Set(solution.tellingScopes).isDisjoint(with: credential.scopes)
                || credential.services.contains { solutions.solution(named: $0) == solution }
        }
    }

    private var sharedMetascopes: [String] {
        solutions.solutions.filter(\.isShared).flatMap(\.metascopes)
    }
}

extension CredentialMatch {
    /// No candidate, one, or more.
    fileprivate init(_ candidates: [OAuthCredential], _ basis: CredentialBasis) {
        switch candidates.count {
        case 0: self = .none
        case 1: self = .found(candidates[0], basis)
        default: self = .question(candidates, basis)
        }
    }

    /// The credentials that are spoken of.
    var credentials: [OAuthCredential] {
        switch self {
        case .found(let credential, _): [credential]
        case .question(let credentials, _): credentials
        case .none: []
        }
    }
}
