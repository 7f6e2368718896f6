// SPDX-License-Identifier: Apache-2.0

/// What a mapping says about one configuration.
package enum MappingMatch: Sendable, Equatable {
    /// This row.
    case row(MappingRow)
    /// These rows, two or more, all of the best rank, in the order of the file.
    case ambiguous([MappingRow])
    /// Nothing.
    case none
}

/// The answer for one configuration.
package struct MappingLookup: Sendable, Equatable {
    /// The best row.
    package let match: MappingMatch
    /// The numbers of all rows that match, of whatever rank, in ascending order. A row that is in no
    /// configuration's list is unused.
    package let matchingRows: [Int]
}

/// A mapping, ready to be asked about many configurations.
///
/// Rows rank by their path: an exact path, then a glob, then a client id alone.
package struct MappingIndex: Sendable {
    private let rows: [MappingRow]
    // Places in `rows`. Only globs have to be tried one by one.
    private var exactPaths: [String: [Int]] = [:]
    private var globs: [Int] = []
    private var clientIDs: [String: [Int]] = [:]

    /// Prepares the rows; the order of the mapping stays.
    package init(_ mapping: Mapping) {
        rows = mapping.rows
        for (place, row) in rows.enumerated() {
            if let path = row.path {
                if path.isExact {
                    exactPaths[path.text, default: []].append(place)
                } else {
                    globs.append(place)
                }
            } else {
                for id in Set([row.jwtClientID, row.credential?.clientID].compactMap(\.self)) {
                    clientIDs[id, default: []].append(place)
                }
            }
        }
    }

    /// What the mapping says about one configuration.
    package func lookup(_ configuration: IMSConfiguration) -> MappingLookup {
        lookup(
            path: configuration.path, node: configuration.node, clientID: configuration.clientID,
            isMigrated: configuration.classification == .oauth)
    }

    /// What the mapping says about a companion of a configuration by itself: only a row with its exact path does.
    func lookup(companion path: String, of configuration: IMSConfiguration) -> MappingLookup {
        let matching = (exactPaths[path] ?? []).map { rows[$0] }.filter {
            $0.jwtClientID == nil || $0.jwtClientID == configuration.clientID
        }
        let match: MappingMatch =
            switch matching.count {
            case 0: .none
            case 1: .row(matching[0])
            default: .ambiguous(matching)
            }
        return MappingLookup(match: match, matchingRows: matching.map(\.row).sorted())
    }

    /// The rows that are for companions of a configuration by themselves.
    package func companionRows(of configuration: IMSConfiguration) -> [MappingRow] {
        configuration.companions.compactMap {
            if case .row(let row) = lookup(companion: $0.path, of: configuration).match { row } else { nil }
        }
    }

    /// The row that is for a configuration; nil where none is, or more than one.
    package func row(for configuration: IMSConfiguration) -> MappingRow? {
        if case .row(let row) = lookup(configuration).match { row } else { nil }
    }

    /// What the mapping says about what stands at a path.
    ///
    /// - Parameters:
    ///   - path: the path that the configuration goes by.
    ///   - node: the path of the node that holds its properties.
    ///   - clientID: the client id (for JWT: API key) that it has today.
    ///   - isMigrated: whether it uses OAuth already. A migration may have replaced the client id that the row
    ///     asks for, so that the one the row brings is as good; otherwise a second run would call the row unused.
    package func lookup(path: String, node: String, clientID: String?, isMigrated: Bool) -> MappingLookup {
        func matches(_ place: Int) -> Bool {
            let row = rows[place]
            if let pattern = row.path, !pattern.matches(path: path, node: node) { return false }
            guard let wanted = row.jwtClientID else { return row.path != nil }
            guard let clientID else { return false }
            return wanted == clientID || (isMigrated && row.credential?.clientID == clientID)
        }
        let pathNames = Set([path, PathPattern.withoutContent(path), PathPattern.withoutContent(node)])
        let ranks = [
            pathNames.flatMap { exactPaths[$0] ?? [] },
            globs,
            clientID.flatMap { clientIDs[$0] } ?? [],
        ].map { $0.filter(matches).sorted() }

        let best = (ranks.first { !$0.isEmpty } ?? []).map { rows[$0] }
        let match: MappingMatch =
            switch best.count {
            case 0: .none
            case 1: .row(best[0])
            default: .ambiguous(best)
            }
        return MappingLookup(match: match, matchingRows: ranks.joined().map { rows[$0].row }.sorted())
    }
}
