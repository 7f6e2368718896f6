// SPDX-License-Identifier: Apache-2.0

import DocView

/// A configuration that a row of the mapping makes, where nothing is yet.
public struct Creation: Sendable {
    /// The configuration as it is going to be.
    public var configuration: IMSConfiguration
    /// Its properties, all of them new.
    public var changes: [PlannedChange]
    /// The type of the folders above it, for those that are missing.
    public var folderType: String
    /// The row that makes it.
    public var row: Int
    var shape: Profile.NewShape
    var disclosure: ValueDisclosure

    /// The file that holds it; `name` is for the diff. Throws `DocViewError`.
    public func document(name: String) throws(DocViewError) -> NewDocument {
        try NewDocument(shape, properties: changes, disclosure: disclosure, name: name)
    }
}

extension Planner {
    /// The rows that make configurations, in the order of the mapping.
    public var creatingRows: [MappingRow] { rows.filter { $0.action == .create } }

    /// What a row makes. The reader has seen to it that the row has one exact path, a title and a whole credential.
    ///
    /// Throws ``CreationProblem`` where nothing can be made there.
    public func creation(by row: MappingRow) throws(CreationProblem) -> Creation {
        guard let path = row.path?.text, let mapped = row.credential,
            case .resolved(let secret, _) = mapped.secret
        else { throw CreationProblem("Row \(row.row) brings no credential to create with.") }
        guard let profile = orderedProfiles.first(where: { $0.covers(path) })
        else {
            throw CreationProblem(
                "Row \(row.row) is to create a configuration at a path where none can be. Below "
                    + "/conf/<tenant>/settings/cloudconfigs they can.")
        }
        guard let shape = profile.created else {
            throw CreationProblem(
                "The profile \(profile.name) does not say what a new configuration looks like. Create it in AEM's "
                    + "console.")
        }
        var values: [Profile.Field: PlannedValue] = [
            .clientSecret: .secret(secret), .scopes: .text(mapped.scopes.joined(separator: ",")),
        ]
        values[.clientID] = mapped.clientID.map { .text($0) }
        values[.orgID] = mapped.orgID.map { .text($0) }
        values[.title] = row.title.map { .text($0) }
        values[.cloudService] = row.cloudService.map { .text($0) }
        values[.authorizationServer] = row.authorizationServer.map { .text($0) }
        return creation(path, profile, shape, values, row)
    }

    /// What becomes of a configuration that is where a row is to make one: nothing, if an earlier run has made it.
    func made(_ configuration: IMSConfiguration, by row: MappingRow) -> ConfigurationPlan {
        let creation = try? self.creation(by: row)
        // Encrypted anew it is never the same.
        let isEncryptedAnew =
            if case .protected? = row.credential?.secret.source { true } else { false }
        let isMade = creation?.changes.allSatisfy { change in
            guard let found = configuration.properties[change.property], let after = change.after else {
                return false
            }
            if isEncryptedAnew, case .secret = after, Secret(found.text).isEncrypted { return true }
            return after.revealed.isExactly(found)
        }
        if isMade == true { return ConfigurationPlan(outcome: .alreadyOAuth, mappingRow: row.row) }
        var plan = ConfigurationPlan.failed(
            Finding(
                .pathOccupied, .error,
                "Row \(row.row) of the mapping is to create a configuration, but there is another one already.",
                path: configuration.path, mappingRow: row.row, mappingColumn: .path))
        plan.mappingRow = row.row
        return plan
    }

    private func creation(
        _ path: String, _ profile: Profile, _ shape: Profile.NewShape,
        _ values: [Profile.Field: PlannedValue],
        _ row: MappingRow
    ) -> Creation {
        let node = shape.content == nil ? path : path + "/jcr:content"
        var texts = values.compactMapValues { if case .text(let text) = $0 { text } else { nil } }
        texts[.authorizationServer] =
            texts[.authorizationServer]
            ?? profile.fields[.authorizationServer]?.lazy
            .compactMap { name in shape.properties.first { $0.name == name }?.value }.first
        let credential = CredentialValues(
            fields: values, texts: texts, scopes: row.credential?.scopes ?? [])
        var after: [(name: String, value: PlannedValue)] = shape.properties.map { ($0.name, .text($0.value)) }
        let empty = PropertyNode(path: node, properties: [])
        for step in profile.migrated {
            for change in step.changes(of: empty, values: credential) {
                guard let value = change.after else { continue }
                after.removeAll { $0.name == change.property }
                after.append((change.property, value))
            }
        }
        let changes = after.map {
            PlannedChange(property: $0.name, kind: .added, before: nil, after: $0.value)
        }
        let configuration = IMSConfiguration(
            path: path, node: node, line: 1, storage: profile.storage, title: row.title,
            cloudService: row.cloudService, clientID: row.credential?.clientID, orgID: row.credential?.orgID,
            classification: .oauth, evidence: [], claims: nil, properties: empty)
        return Creation(
            configuration: configuration, changes: changes, folderType: shape.folder, row: row.row,
            shape: shape,
            disclosure: ValueDisclosure(profiles: [profile], storage: profile.storage))
    }
}

/// Why a row cannot make a configuration.
public struct CreationProblem: Error, Sendable, Equatable {
    /// In words, for the person who wrote the row.
    public let message: String
    /// The rule under which it is reported.
    public let rule: FindingRule

    /// Why a row cannot make a configuration.
    public init(_ message: String, rule: FindingRule = .creationImpossible) {
        self.message = message
        self.rule = rule
    }
}
