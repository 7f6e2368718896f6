// SPDX-License-Identifier: Apache-2.0

/// One configuration before and after it was migrated by hand, with what is known of its credential.
package struct LearningPair: Sendable {
    /// What it is called in messages: its JCR path, where that is known.
    package var name: String
    /// Its properties before and after; of a pair of OSGi configurations those of both.
    package var before: PropertyNode, after: PropertyNode
    /// The names of the properties that are in the companion.
    package var inCompanion: Set<String>
    /// Whether it should have a companion that was not given.
    package var lacksCompanion: Bool
    /// The row of the mapping that is for it; nil where there is no mapping, or no row in it.
    package var row: MappingRow?

    /// A pair.
    package init(
        name: String, before: PropertyNode, after: PropertyNode, inCompanion: Set<String> = [],
        lacksCompanion: Bool = false, row: MappingRow? = nil
    ) {
        self.name = name
        self.before = before
        self.after = after
        self.inCompanion = inCompanion
        self.lacksCompanion = lacksCompanion
        self.row = row
    }

    /// The secret that the mapping gives.
    var secret: Secret? { row?.credential?.secret.value }

    /// The configuration before, as `profile` sees it, also where it does not recognise one in it.
    func configuration(by profile: Profile) -> IMSConfiguration {
        Classifier.read(before, line: 1, profile: profile)
    }

    /// What a migration by `profile` would write.
    func values(by profile: Profile) -> CredentialValues {
        let configuration = configuration(by: profile)
        let credential = row?.credential
        return CredentialValues(
            given: row?.optionalFields ?? [:], clientID: credential?.clientID, orgID: credential?.orgID,
            scopes: credential?.scopes ?? [], secret: secret, configuration: configuration,
            server: row?.authorizationServer ?? profile.server(of: configuration))
    }

    /// The names of the properties on either side that are no repository administration.
    var names: Set<String> {
        Set((before.properties + after.properties).map(\.name).filter { !VolatileProperties.contain($0) })
    }
}

extension PropertyNode {
    /// The node with these changes made.
    func applying(_ changes: [PlannedChange]) -> PropertyNode {
        var node = self
        for change in changes {
            node.properties.removeAll { $0.name == change.property }
            if let value = change.after?.revealed { node.properties.append((change.property, value)) }
        }
        return node
    }
}
