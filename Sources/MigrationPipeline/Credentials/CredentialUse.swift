// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// A row of the mapping with what has to be known to ask about its credential: for one configuration, or by itself.
struct CredentialUse {
    let row: MappingRow
    /// The client id that a configuration will have.
    let clientID: String?
    /// The authorization server that the mapping names.
    let givenServer: String?
    /// The authorization server that the configuration names, where the mapping names none.
    let configuredServer: String?
    /// The scopes that the configuration will have.
    let scopes: [String]
    /// The configuration.
    let path: String?

    /// The use of a row's secret for `configuration`. All else is of the row for the configuration, `row` itself or the one
    /// that `row` gives another secret to, for a companion.
    init(
        _ row: MappingRow, within main: MappingRow? = nil, for configuration: IMSConfiguration,
        profiles: [Profile]
    ) {
        let main = main ?? row
        self.row = row
        clientID = main.credential?.clientID ?? configuration.ownClientID
        givenServer = main.authorizationServer
        configuredServer = profiles.first { $0.storage == configuration.storage }?
            .resolvedServer(of: configuration)
        scopes = main.credential?.scopes ?? []
        path = configuration.path
    }

    /// The uses for `configuration`: of the row that is for it, and of rows that are for its companions.
    private static func uses(
        for configuration: IMSConfiguration, _ index: MappingIndex, profiles: [Profile],
        where isUsed: (MappingRow) -> Bool
    ) -> [CredentialUse] {
        guard let row = index.row(for: configuration), isUsed(row) else { return [] }
        let others = index.companionRows(of: configuration).filter { isUsed($0) && $0.row != row.row }
        return [CredentialUse(row, for: configuration, profiles: profiles)]
            + others.map { CredentialUse($0, within: row, for: configuration, profiles: profiles) }
    }

    /// The row alone: its API key of today is what an empty client id keeps.
    init(_ row: MappingRow) {
        self.row = row
        clientID = row.credential?.clientID ?? row.jwtClientID
        givenServer = row.authorizationServer
        configuredServer = nil
        scopes = row.credential?.scopes ?? []
        path = nil
    }
}

extension CredentialUse {
    /// One use of each row of `mapping` for each configuration that it is for; rows that are for none stand by
    /// themselves.
    static func all(
        in mapping: Mapping, _ configurations: [IMSConfiguration], profiles: [Profile]
    ) -> [CredentialUse] {
        let index = MappingIndex(mapping).considering(configurations)
        let matched = configurations.flatMap {
            uses(for: $0, index, profiles: profiles) { $0.action != .skip }
        }
        let used = Set(matched.map(\.row.row))
        let others = mapping.rows.filter { $0.action != .skip && !used.contains($0.row) }
        return matched + others.map { CredentialUse($0) }
    }

    /// The uses that a planned migration makes of `mapping`: of configurations that are migrated, and of rows that make
    /// one (`plannedRows`).
    static func planned(
        in mapping: Mapping, _ configurations: [IMSConfiguration], plannedRows: Set<Int>, profiles: [Profile]
    ) -> [CredentialUse] {
        let index = MappingIndex(mapping).considering(configurations)
        let migrated = configurations.filter { $0.classification == .jwt }.flatMap {
            uses(for: $0, index, profiles: profiles) { $0.action == .migrate }
        }
        let made = mapping.rows.filter { $0.action == .create && plannedRows.contains($0.row) }
        return migrated + made.map { CredentialUse($0) }
    }
}
