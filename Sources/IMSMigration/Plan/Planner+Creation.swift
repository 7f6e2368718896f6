// SPDX-License-Identifier: Apache-2.0

extension Planner {
    /// The rows that make configurations, in the order of the mapping.
    package var creatingRows: [MappingRow] { rows.filter { $0.action == .create } }

    /// What a row makes. The reader has seen to it that the row has one exact path, a title and a whole credential.
    ///
    /// Throws ``CreationProblem`` where nothing can be made there.
    package func creation(by row: MappingRow) throws(CreationProblem) -> Creation {
        guard let path = row.path?.text, let mapped = row.credential,
            let secret = mapped.secret.value
        else { throw CreationProblem("Row \(row.row) brings no credential to create with.") }
        guard let profile = orderedProfiles.first(where: { $0.covers(path) })
        else {
            let places = orderedProfiles.filter { $0.created != nil }.flatMap(\.paths).map(\.text)
            throw CreationProblem(
                "Row \(row.row) is to create a configuration at a path where none can be. These are for them: "
                    + "\(places.joined(separator: ", ")).")
        }
        guard let shape = profile.created else {
            throw CreationProblem(
                "The profile \(profile.name) does not say what a new configuration looks like. Create it in AEM's "
                    + "console.")
        }
        if secret.isPlaceholder, shape.nodes != nil {
            let finding = Finding.placeholderMisplaced(row, path: path)
            throw CreationProblem(finding.message, rule: finding.rule, column: .clientSecret)
        }
        let pair = shape.nodes == nil ? try NewPair(path: path, profile: profile, row: row.row) : nil
        var texts = shape.defaults.merging(
            [
                .scopes: mapped.scopes.joined(separator: ","), .clientID: mapped.clientID,
                .orgID: mapped.orgID, .title: row.title, .cloudService: row.cloudService,
                .authorizationServer: row.authorizationServer,
            ].compactMapValues(\.self), uniquingKeysWith: { $1 })
        var fields = texts.mapValues { PlannedValue.text($0) }
        fields[.clientSecret] = .secret(secret)
        texts[.name] = pair?.id
        return try creation(
            row, path, profile, shape, pair,
            CredentialValues(fields: fields, texts: texts, scopes: mapped.scopes))
    }

    private func creation(
        _ row: MappingRow, _ path: String, _ profile: Profile, _ shape: Profile.NewShape, _ pair: NewPair?,
        _ values: CredentialValues
    ) throws(CreationProblem) -> Creation {
        let holder = shape.nodes?.content == nil ? path : path + "/jcr:content"
        let changes = Self.changes(of: PropertyNode(path: holder, properties: []), profile, shape, values)
        let node = PropertyNode(
            path: holder,
            properties: changes.compactMap { change in
                change.after.map { (change.property, $0.revealed) }
            }, factory: pair?.factory)
        // What a scan would not take for an OAuth configuration, AEM would hardly either.
        guard let configuration = Classifier.configuration(in: node, line: 1, profile: profile),
            configuration.classification == .oauth
        else {
            throw CreationProblem(
                "Row \(row.row): what the profile \(profile.name) makes of the row would not be recognised as an OAuth "
                    + "configuration. Check its authorization_server.")
        }
        let disclosure = ValueDisclosure(profiles: [profile], storage: profile.storage)
        let parts: [Creation.Part]
        if let nodes = shape.nodes {
            parts = [.init(path: path, kind: .nodes(nodes), changes: changes, disclosure: disclosure)]
        } else {
            parts = pair?.parts(changes, disclosure: disclosure) ?? []
        }
        return Creation(
            configuration: configuration, changes: changes, folderType: shape.folder, row: row.row,
            parts: parts,
            pair: pair)
    }

    /// The properties of the new configuration: those of its shape, and those that a migration writes.
    private static func changes(
        of empty: PropertyNode, _ profile: Profile, _ shape: Profile.NewShape, _ values: CredentialValues
    ) -> [PlannedChange] {
        var after: [(name: String, value: PlannedValue)] = shape.properties.compactMap { property in
            property.value { values.texts[$0] }.map { (property.name, $0) }
        }
        for step in profile.migrated {
            for change in step.changes(of: empty, values: values) {
                guard let value = change.after else { continue }
                after.removeAll { $0.name == change.property }
                after.append((change.property, value))
            }
        }
        let inCompanion = profile.companion?.properties ?? []
        return after.map {
            PlannedChange(
                property: $0.name, kind: .added, before: nil, after: $0.value,
                isInCompanion: inCompanion.contains($0.name))
        }
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
}
