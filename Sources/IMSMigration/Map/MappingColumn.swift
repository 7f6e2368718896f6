// SPDX-License-Identifier: Apache-2.0

/// The columns that a mapping CSV may have; the raw values are the names in its header, letter for letter.
public enum MappingColumn: String, Sendable, CaseIterable {
    /// JCR path of the configuration, or a glob.
    case path
    /// API key that the JWT configuration has today.
    case jwtClientID = "jwt_client_id"
    /// Client id of the OAuth credential.
    case clientID = "client_id"
    /// The secret, or where it is to be had.
    case clientSecret = "client_secret"
    /// IMS organisation.
    case orgID = "org_id"
    /// Scopes, separated by commas and/or white space.
    case scopes
    /// Origin of the IMS host.
    case authorizationServer = "authorization_server"
    /// New title.
    case title
    /// New name of the cloud service.
    case cloudService = "cloud_service"
    /// What is to happen, a `MappingAction`.
    case action
    /// For people; not read.
    case note

    /// The columns that every file needs, beside one that says which configuration is meant.
    static let required: [MappingColumn] = [.clientSecret, .scopes]

    /// The column that an unknown header most probably means, if one is close.
    ///
    /// Upper case, white space, dashes and underscores do not count; beyond that two slips of the pen are
    /// forgiven. The answer is the only thing that a message may tell of an unknown header: in a file without
    /// a header, it is a secret.
    static func closest(to header: String) -> MappingColumn? {
        let written = plain(header)
        guard !written.isEmpty, written.count <= 40 else { return nil }
        var best: (column: MappingColumn, distance: Int)?
        for column in allCases {
            let distance = editDistance(written, plain(column.rawValue))
            if distance <= 2, distance < best?.distance ?? .max {
                best = (column, distance)
            }
        }
        return best?.column
    }

    private static func plain(_ name: String) -> [Unicode.Scalar] {
        guard name.utf8.count <= 200 else { return [] }
        return name.lowercased().unicodeScalars.filter {
            !$0.properties.isWhitespace && $0 != "-" && $0 != "_"
        }
    }

    /// Levenshtein distance, by the usual table of which only one line is kept.
    private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var line = Array(0...right.count)
        for (row, one) in left.enumerated() {
            var diagonal = line[0]
            line[0] = row + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (one == other ? 0 : 1)
                diagonal = line[column + 1]
                line[column + 1] = min(replaced, diagonal + 1, line[column] + 1)
            }
        }
        return line[right.count]
    }
}
