// SPDX-License-Identifier: Apache-2.0

/// Decides what happens to each configuration: which row of the mapping is for it, and which properties change.
public struct Planner: Sendable {
    /// What a user may allow that is an error otherwise.
    public struct Allowances: Sendable {
        /// A JWT configuration without a row is left alone, with a warning.
        public var unmapped: Bool
        /// A row may bring another organisation than the JWT's `iss`, with a warning.
        public var orgMismatch: Bool
        /// A change that no workspace filter covers is written, with a warning.
        public var uncovered: Bool
        /// OSGi configurations that are migrated get a hyphen for the dot before their id.
        public var renamesDotPIDs: Bool
        /// Authorization servers that rows may name.
        public var servers: AllowedServers

        /// What a user allows.
        public init(
            unmapped: Bool = false, orgMismatch: Bool = false, uncovered: Bool = false,
            renamesDotPIDs: Bool = false, servers: AllowedServers = AllowedServers()
        ) {
            self.unmapped = unmapped
            self.orgMismatch = orgMismatch
            self.uncovered = uncovered
            self.renamesDotPIDs = renamesDotPIDs
            self.servers = servers
        }
    }

    private let mapping: Mapping
    private var index: MappingIndex
    /// The rows of the mapping, and the profiles in the order in which they are tried.
    let rows: [MappingRow], orderedProfiles: [Profile]
    private let profiles: [String: Profile]
    private let allowances: Allowances

    /// A planner for one mapping. `profiles` are those the configurations were found with.
    public init(mapping: Mapping, profiles: [Profile], allowances: Allowances) {
        self.mapping = mapping
        rows = mapping.rows
        orderedProfiles = profiles
        index = MappingIndex(mapping)
        self.profiles = Dictionary(profiles.map { ($0.storage, $0) }, uniquingKeysWith: { first, _ in first })
        self.allowances = allowances
    }

    /// The same planner, which knows all configurations that there are: a row that is exactly the path of one of them is for
    /// no other.
    package func considering(_ configurations: some Sequence<IMSConfiguration>) -> Planner {
        var planner = self
        planner.index = index.considering(configurations)
        return planner
    }

    /// The plan for `configuration`, and the rows of the mapping that match it, also where a better one wins.
    ///
    /// `references` are those to this configuration: a change that would break one is an error.
    public func plan(
        for configuration: IMSConfiguration, references: [ConfigurationReference] = []
    ) -> (plan: ConfigurationPlan, matchingRows: [Int]) {
        let lookup = index.lookup(configuration)
        var plan = decide(configuration, lookup.match)
        let broken = brokenReferences(of: configuration, by: plan, among: references)
        if !broken.isEmpty {
            plan.findings += broken
            plan.outcome = .failed
        }
        let companionRows = configuration.companions.flatMap {
            index.lookup(companion: $0.path, of: configuration).matchingRows
        }
        return (plan, lookup.matchingRows + companionRows)
    }

    /// The alias of the key store entry that a configuration signs its JWT with.
    package func keyAlias(of configuration: IMSConfiguration) -> String? {
        let value = profiles[configuration.storage]?.value(of: .keyAlias, in: configuration.properties)
        return value.flatMap { $0.text.isEmpty ? nil : $0.text }
    }

    /// What OAuth configurations say about the profiles by which others are going to be migrated.
    package func agreementFindings(
        _ configurations: [IMSConfiguration], migrated: Set<String>
    ) -> [Finding] {
        configurations.filter { $0.classification == .oauth && migrated.contains($0.storage) }.compactMap {
            configuration in
            profiles[configuration.storage].flatMap { ProfileAgreement($0).finding(about: configuration) }
        }
    }

    /// References go by path, name and title; of these a migration can change the title alone.
    private func brokenReferences(
        of configuration: IMSConfiguration, by plan: ConfigurationPlan,
        among references: [ConfigurationReference]
    ) -> [Finding] {
        guard let profile = profiles[configuration.storage],
            plan.changes.contains(where: { profile.property($0.property, holds: .title) })
        else { return [] }
        return references.filter { $0.target == .title }.map { reference in
            Finding(
                .referenceBroken, .error,
                "\(reference.path) refers to it by its title (\(reference.property)), which row "
                    + "\(plan.mappingRow ?? 0) of the mapping changes.", path: configuration.path)
        }
    }

    /// Findings about the mapping itself: rows that nothing used, servers that aren't Adobe's, and secrets in clear text.
    public func findings(usedRows: Set<Int>) -> [Finding] {
        mapping.rows.flatMap { row -> [Finding] in
            var findings: [Finding] = []
            if !usedRows.contains(row.row), row.action != .create {
                let nearest = row.path.flatMap { index.nearestPath(to: $0) }
                findings.append(
                    Finding(
                        .mappingUnused, .warning,
                        "Row \(row.row) of the mapping matches no configuration."
                            + (nearest.map { " Is \($0) meant?" } ?? ""), mappingRow: row.row))
            }
            if let server = row.authorizationServer, row.action != .skip, !allowances.servers.allow(server) {
                findings.append(.serverForeign(row, server))
            }
            let source = row.credential?.secret.source
            if source == .plaintext || source == .protected(fromPlaintext: true) {
                findings.append(
                    Finding(
                        .secretPlaintext, .warning,
                        "Row \(row.row) of the mapping holds its client secret as clear text"
                            + (source == .plaintext
                                ? ", and so will the migrated file."
                                : "; the migrated file gets it encrypted."),
                        mappingRow: row.row, mappingColumn: .clientSecret))
            }
            return findings
        }
    }

    /// The profile of a configuration's form.
    func profile(of configuration: IMSConfiguration) -> Profile? { profiles[configuration.storage] }

    private func decide(_ configuration: IMSConfiguration, _ match: MappingMatch) -> ConfigurationPlan {
        if configuration.classification == .oauth {
            if case .row(let row) = match, row.action == .create {
                return made(configuration, by: row)
            }
            return ConfigurationPlan(outcome: .alreadyOAuth)
        }
        if case .row(let row) = match, row.action == .skip {
            return ConfigurationPlan(outcome: .skipped, mappingRow: row.row)
        }
        if let finding = Finding.provisioned(configuration) {
            return ConfigurationPlan(outcome: .skipped, findings: [finding])
        }
        if configuration.classification == .ambiguous {
            return .failed(Finding.configurationAmbiguous(configuration, .error))
        }
        if let problem = configuration.pairProblem {
            return .failed(.pairBroken(configuration, problem, .error))
        }
        // The remark is reported with the configuration.
        if configuration.remarks.contains(where: { $0.level == .error }) {
            return ConfigurationPlan(outcome: .failed)
        }
        switch match {
        case .none:
            let finding = Finding(
                .mappingMissing, allowances.unmapped ? .warning : .error,
                "No row of the mapping is for this JWT configuration; it stays as it is.",
                path: configuration.path)
            return ConfigurationPlan(outcome: .unmapped, findings: [finding])
        case .ambiguous(let rows):
            let numbers = rows.map { String($0.row) }.joined(separator: " and ")
            return .failed(
                Finding(
                    .mappingAmbiguous, .error, "Rows \(numbers) of the mapping match it with equal right.",
                    path: configuration.path))
        case .row(let row):
            return migrate(configuration, by: row)
        }
    }

    private func migrate(_ configuration: IMSConfiguration, by row: MappingRow) -> ConfigurationPlan {
        if row.action == .create {
            var plan = ConfigurationPlan.failed(
                Finding(
                    .pathOccupied, .error,
                    "Row \(row.row) of the mapping is to create a configuration, but there is one already. Use "
                        + "the action migrate or skip.", path: configuration.path))
            plan.mappingRow = row.row
            return plan
        }
        guard let profile = profiles[configuration.storage], let mapped = row.credential,
            let secret = mapped.secret.value
        else {
            return .failed(
                Finding(
                    .mappingIncomplete, .error,
                    "Row \(row.row) of the mapping brings no credential to migrate with.",
                    path: configuration.path, mappingRow: row.row))
        }
        var plan = ConfigurationPlan(outcome: .planned, mappingRow: row.row)
        if secret.isPlaceholder, configuration.properties.factory == nil {
            plan.findings.append(.placeholderMisplaced(row, path: configuration.path))
        }
        if configuration.claims?.repeatsIssuer == true {
            plan.findings.append(
                Finding(
                    .claimsAmbiguous, .error,
                    "The JWT payload has more than one `iss`, so that its organization can't be determined. Remove all "
                        + "but one in AEM and export again.", path: configuration.path))
        }
        let values = CredentialValues(
            row: row, credential: mapped, secret: secret, configuration: configuration,
            server: row.authorizationServer ?? profile.server(of: configuration))
        let needed: [(Profile.Field, MappingColumn, isNeeded: Bool)] = [
            (.clientID, .clientID, profile.writes(.clientID)), (.orgID, .orgID, profile.writes(.orgID)),
            // Where a property is the server alone, it stays as it is.
            (.authorizationServer, .authorizationServer, profile.needsInTemplate(.authorizationServer)),
        ]
        if let given = mapped.orgID, let issuer = configuration.claims?.issuer.map(Placeholder.resolved),
            !issuer.unicodeScalars.contains(Placeholder.unknown), CellForm.isWhole(issuer),
            !given.utf8.elementsEqual(issuer.utf8)
        {
            let shown = CellForm.problem(ofOrg: issuer) == nil ? issuer : "another value"
            plan.findings.append(
                Finding(
                    .orgMismatch, allowances.orgMismatch ? .warning : .error,
                    "Row \(row.row) of the mapping sets the organization \(given), but the `iss` of the JWT payload is "
                        + "\(shown).", path: configuration.path, mappingRow: row.row, mappingColumn: .orgID))
        }
        for (field, column, isNeeded) in needed where isNeeded && values.texts[field] == nil {
            plan.findings.append(
                Finding(
                    .mappingIncomplete, .error,
                    "Row \(row.row), column \(column.rawValue): the cell is empty, and the configuration has no usable "
                        + "value of its own. Fill in the cell.", path: configuration.path,
                    mappingRow: row.row,
                    mappingColumn: column))
        }
        if plan.findings.contains(where: { $0.level == .error }) {
            plan.outcome = .failed
            return plan
        }
        let inCompanion = profile.companion?.properties ?? []
        plan.changes = profile.changes(of: configuration.properties, values: values).filter {
            !inCompanion.contains($0.property)
        }
        for companion in configuration.companions {
            addChanges(of: companion, of: configuration, by: row, values, profile, to: &plan)
        }
        if plan.outcome == .failed { plan.changes = [] }
        return plan
    }

    /// Adds what changes in a companion: by its own row where one has its path, else by the configuration's.
    private func addChanges(
        of companion: PropertyNode, of configuration: IMSConfiguration, by row: MappingRow,
        _ values: CredentialValues, _ profile: Profile, to plan: inout ConfigurationPlan
    ) {
        var values = values
        var own: Int?
        switch index.lookup(companion: companion.path, of: configuration).match {
        case .none: break
        case .ambiguous(let rows):
            let numbers = rows.map { String($0.row) }.joined(separator: " and ")
            plan.outcome = .failed
            plan.findings.append(
                Finding(
                    .mappingAmbiguous, .error, "Mapping rows \(numbers) both match \(companion.path).",
                    path: configuration.path))
        case .row(let other) where other.row == row.row: break
        case .row(let other):
            if other.action == .skip { return }
            guard other.action == .migrate, let secret = other.credential?.secret.value else {
                plan.outcome = .failed
                plan.findings.append(
                    Finding(
                        other.action == .create ? .pathOccupied : .mappingIncomplete, .error,
                        "Row \(other.row) of the mapping must bring a secret for \(companion.path), which is there "
                            + "already. Use the action migrate or skip.",
                        path: configuration.path, mappingRow: other.row))
                return
            }
            own = other.row
            values.fields[.clientSecret] = .secret(secret)
        }
        let names = profile.companion?.properties ?? []
        var node = configuration.properties
        node.properties.removeAll { names.contains($0.name) }
        node.properties += companion.properties
        for var change in profile.changes(of: node, values: values) where names.contains(change.property) {
            change.isInCompanion = true
            change.companionPath = companion.path
            change.mappingRow = own
            plan.changes.append(change)
        }
    }
}

extension Finding {
    /// The finding for a row whose server isn't one of Adobe's, and that nobody has allowed.
    package static func serverForeign(_ row: MappingRow, _ server: String, path: String? = nil) -> Finding {
        let host = CellForm.hostAndPort(ofServer: server)?.host ?? "its host"
        return Finding(
            .serverForeign, .error,
            "Row \(row.row): the authorization server isn't below adobelogin.com, and the secret would be sent to it. If "
                + "it is yours, pass --allow-server \(host).", path: path, mappingRow: row.row,
            mappingColumn: .authorizationServer)
    }

    /// The finding for a placeholder that AEM wouldn't replace where it would be written.
    static func placeholderMisplaced(_ row: MappingRow, path: String?) -> Finding {
        Finding(
            .mappingInvalid, .error,
            "Row \(row.row), column client_secret: AEM replaces placeholders in OSGi configurations only, and this "
                + "configuration is not one of them. Use env:NAME, file:PATH, or an encrypted value.",
            path: path,
            mappingRow: row.row, mappingColumn: .clientSecret)
    }
}

extension ConfigurationPlan {
    static func failed(_ finding: Finding) -> ConfigurationPlan {
        ConfigurationPlan(outcome: .failed, findings: [finding])
    }
}

extension Profile {
    /// What a migration changes in a node, in the order of the steps.
    fileprivate func changes(of node: PropertyNode, values: CredentialValues) -> [PlannedChange] {
        migrated.flatMap { $0.changes(of: node, values: values) }
    }

    fileprivate func writes(_ field: Field) -> Bool { migrated.contains { $0.writes(field) } }

    /// Whether a property is made of this field and other things.
    fileprivate func needsInTemplate(_ field: Field) -> Bool {
        migrated.contains {
            if case .setTemplate(_, let template) = $0 { template.fields.contains(field) } else { false }
        }
    }

    /// The authorization server that a configuration names, with the defaults of placeholders in their places.
    package func resolvedServer(of configuration: IMSConfiguration) -> String? {
        server(of: configuration).map(Placeholder.resolved)
    }

    /// The authorization server that a configuration names, in whatever URL, else the one of its JWT's audience.
    package func server(of configuration: IMSConfiguration) -> String? {
        fields[.authorizationServer]?.lazy.compactMap {
            configuration.properties[$0].flatMap { ServerOrigin.origin(of: $0.text) }
        }.first ?? configuration.claims?.audience.flatMap { ServerOrigin.origin(of: $0) }
    }
}
