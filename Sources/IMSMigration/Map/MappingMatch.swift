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
    private var paths: [[UInt8]: [Int]] = [:]
    private var globs: [Int] = []
    private var clientIDs: [String: [Int]] = [:]
    /// The paths by which configurations go: a row that is exactly one of them is for no other configuration.
    private var configurationPaths: Set<[UInt8]> = []

    /// Prepares the rows; the order of the mapping stays.
    package init(_ mapping: Mapping) {
        rows = mapping.rows
        for (place, row) in rows.enumerated() {
            if let path = row.path {
                for name in path.names { paths[name, default: []].append(place) }
                if !path.isExact { globs.append(place) }
            } else {
                for id in Set([row.jwtClientID, row.credential?.clientID].compactMap(\.self)) {
                    clientIDs[id, default: []].append(place)
                }
            }
        }
    }

    /// The same index, which knows the paths of all configurations that there are.
    package func considering(_ configurations: some Sequence<IMSConfiguration>) -> MappingIndex {
        var index = self
        let paths = Set(configurations.map { Array($0.path.utf8) })
        index.configurationPaths = paths
        // The name of a directory can contain a star, or end with a space, although no JCR name can.
        for (place, row) in rows.enumerated() {
            guard let name = row.path?.names.first(where: paths.contains) else { continue }
            for other in row.path?.names ?? [] where other != name {
                index.paths[other]?.removeAll { $0 == place }
            }
        }
        index.globs = globs.filter { rows[$0].path?.names.contains(where: paths.contains) != true }
        return index
    }

    /// The path of the configuration that a row's path differs from by little, in one place or in upper case; nil where there
    /// is none, and for a glob.
    package func nearestPath(to pattern: PathPattern) -> String? {
        guard pattern.isExact else { return nil }
        let written = Array(pattern.text.utf8)
        return configurationPaths.filter { path in
            guard abs(path.count - written.count) <= 2 else { return false }
            let start = zip(path, written).prefix { $0 == $1 }.count
            let end = zip(path.dropFirst(start).reversed(), written.dropFirst(start).reversed())
                .prefix { $0 == $1 }.count
            if max(path.count, written.count) - start - end <= 2 { return true }
            return String(decoding: path, as: UTF8.self).lowercased() == pattern.text.lowercased()
        }.min { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// What the mapping says about one configuration.
    package func lookup(_ configuration: IMSConfiguration) -> MappingLookup {
        lookup(
            path: configuration.path, node: configuration.node, clientID: configuration.clientID,
            isMigrated: configuration.classification == .oauth)
    }

    /// What the mapping says about a companion of a configuration by itself: only a row with its exact path does.
    func lookup(companion path: String, of configuration: IMSConfiguration) -> MappingLookup {
        let matching = (paths[Array(path.utf8)] ?? []).map { rows[$0] }.filter {
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
        func matchesClientID(_ place: Int) -> Bool {
            let row = rows[place]
            guard let wanted = row.jwtClientID else { return row.path != nil }
            guard let clientID else { return false }
            return wanted == clientID || (isMigrated && row.credential?.clientID == clientID)
        }
        let exact = Set(names(of: path, node: node).flatMap { paths[$0] ?? [] })
        let ranks = [
            Array(exact),
            globs.filter { !exact.contains($0) && rows[$0].path?.matches(path: path, node: node) == true },
            clientID.flatMap { clientIDs[$0] } ?? [],
        ].map { $0.filter(matchesClientID).sorted() }

        let best = (ranks.first { !$0.isEmpty } ?? []).map { rows[$0] }
        let match: MappingMatch =
            switch best.count {
            case 0: .none
            case 1: .row(best[0])
            default: .ambiguous(best)
            }
        return MappingLookup(match: match, matchingRows: ranks.joined().map { rows[$0].row }.sorted())
    }

    /// The texts that a row can name a configuration by: its path or its node, with `/jcr:content` or without.
    private func names(of path: String, node: String) -> Set<[UInt8]> {
        let page = PathPattern.withoutContent(node)
        let own = Array(path.utf8)
        let others = [node, path + "/jcr:content", page, page + "/jcr:content"].map { Array($0.utf8) }
        return Set([own] + others.filter { !configurationPaths.contains($0) })
    }
}
