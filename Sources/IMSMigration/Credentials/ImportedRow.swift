// SPDX-License-Identifier: Apache-2.0

/// One row of an import while it is being made, with what is to be told about it.
struct ImportedRow {
    let subject: MappingSubject
    let number: Int
    var draft: DraftRow
    var findings: [Finding] = []
    var isIncomplete = false

    init(subject: MappingSubject, number: Int) {
        self.subject = subject
        self.number = number
        draft = DraftRow(for: subject)
    }

    /// Takes what the credential brings, but for the secret.
    mutating func take(_ credential: OAuthCredential, _ basis: CredentialBasis) {
        draft.clientID = credential.clientID
        draft.scopes = credential.scopes
        draft.notes.append("matched \(basis.words) (\(basis.certainty)): \(credential.label)")
        tell(
            .credentialMatched, basis == .orgAndSolution ? .warning : .note,
            "matched \(basis.words), which is \(basis.certainty): \(credential.label).")
        takeOrg(of: credential)
        if credential.scopes.isEmpty {
            isIncomplete = true
            tell(.credentialIncomplete, .warning, "the download names no scopes.", column: .scopes)
        }
        if draft.orgID == nil {
            isIncomplete = true
            tell(
                .credentialIncomplete, .warning, "neither the download nor the configuration names the org.",
                column: .orgID)
        }
    }

    private mutating func takeOrg(of credential: OAuthCredential) {
        guard let org = credential.orgID else { return }
        if let issuer = subject.configuration.claims?.issuer, issuer != org {
            draft.notes.append("the org of the download is not the one of the JWT")
            tell(
                .orgMismatch, .warning,
                "the org of the download is not the `iss` of the JWT payload; a migration would refuse it.",
                column: .orgID)
        }
        draft.orgID = org
    }

    /// Takes a secret, if it is clear which one.
    mutating func takeSecret(
        of credential: OAuthCredential, choice: SecretChoice?, place: MappingImport.SecretPlace,
        _ names: inout SecretNames
    ) {
        if choice == .env {
            let name = names.variable(of: credential.clientID, path: subject.configuration.path)
            draft.secret = .environment(name)
            return
        }
        let count = credential.secrets.count
        guard let last = credential.secrets.last, let first = credential.secrets.first else {
            isIncomplete = true
            draft.notes.append("client_secret: the download holds none")
            tell(
                .credentialIncomplete, .warning, "the download holds no client secret.", column: .clientSecret
            )
            return
        }
        if count > 1, choice == nil {
            isIncomplete = true
            draft.notes.append("client_secret: the download holds \(count); none was taken")
            tell(
                .credentialAmbiguous, .error,
                "the download holds \(count) client secrets, and none was taken; say which one by --secret newest, "
                    + "first or env.", column: .clientSecret)
            return
        }
        let secret = choice == .first ? first : last
        if count > 1 {
            draft.notes.append(
                choice == .first
                    ? "client_secret: the first of \(count)"
                    : "client_secret: the last of \(count), taken for the newest; downloads do not date them")
        }
        put(secret, of: credential, place, &names)
    }

    private mutating func put(
        _ secret: Secret, of credential: OAuthCredential, _ place: MappingImport.SecretPlace,
        _ names: inout SecretNames
    ) {
        guard place == .inline else {
            draft.secret = .file(names.file(of: credential.clientID, secret))
            return
        }
        // A literal that the reader would take for something else must not stand in the cell.
        if let cell = try? SecretCell(secret.revealed()), case .plaintext = cell {
            draft.secret = .inline(secret)
            tell(
                .secretPlaintext, .warning, "the client secret stands in the mapping as clear text.",
                column: .clientSecret)
        } else {
            isIncomplete = true
            draft.notes.append("client_secret: cannot stand in the mapping itself")
            tell(
                .credentialIncomplete, .warning,
                "the client secret cannot stand in the mapping, where it would be taken for a reference; leave out "
                    + "--inline-secrets.", column: .clientSecret)
        }
    }

    /// Two or more candidates: nothing is taken.
    mutating func ask(_ candidates: [OAuthCredential], _ basis: CredentialBasis) {
        isIncomplete = true
        let labels = candidates.map(\.label).joined(separator: "; or ")
        draft.notes.append("question: which credential? \(basis.words): \(labels)")
        tell(.credentialAmbiguous, .error, "\(candidates.count) credentials fit \(basis.words): \(labels).")
    }

    /// No candidate: the row is that of a template.
    mutating func miss(variable: String) {
        isIncomplete = true
        draft.secret = .environment(variable)
        draft.notes.append("no download holds a credential for it")
        tell(.credentialMissing, .warning, "no download holds a credential for this configuration.")
    }

    private mutating func tell(
        _ rule: FindingRule, _ level: Finding.Level, _ message: String, column: MappingColumn? = nil
    ) {
        let place = column.map { "Row \(number), column \($0.rawValue): " } ?? "Row \(number): "
        findings.append(
            Finding(
                rule, level, place + message, path: subject.configuration.path, mappingRow: number,
                mappingColumn: column))
    }
}
