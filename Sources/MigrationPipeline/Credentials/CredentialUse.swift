// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// A row of the mapping with what has to be known to ask about its credential: for one configuration, or by itself.
struct CredentialUse {
    let row: MappingRow
    /// The client id that a configuration will have.
    let clientID: String?
    /// The authorization server that the configuration names, where the row names none.
    let configuredServer: String?
    /// The configuration.
    let path: String?

    /// The use for `configuration`.
    init(_ row: MappingRow, for configuration: IMSConfiguration, profiles: [Profile]) {
        self.row = row
        clientID = row.credential?.clientID ?? configuration.ownClientID
        configuredServer = profiles.first { $0.storage == configuration.storage }?.server(of: configuration)
        path = configuration.path
    }

    /// The row alone: its API key of today is what an empty client id keeps.
    init(_ row: MappingRow) {
        self.row = row
        clientID = row.credential?.clientID ?? row.jwtClientID
        configuredServer = nil
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
        let matched = configurations.compactMap { configuration -> CredentialUse? in
            guard let row = index.row(for: configuration), row.action != .skip else { return nil }
            return CredentialUse(row, for: configuration, profiles: profiles)
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
        let migrated = configurations.compactMap { configuration -> CredentialUse? in
            guard configuration.classification == .jwt, let row = index.row(for: configuration),
                row.action == .migrate
            else { return nil }
            return CredentialUse(row, for: configuration, profiles: profiles)
        }
        let made = mapping.rows.filter { $0.action == .create && plannedRows.contains($0.row) }
        return migrated + made.map { CredentialUse($0) }
    }
}
