// SPDX-License-Identifier: Apache-2.0

/// The columns that a CSV file of this tool may have; the raw values are the names in its header.
public protocol TableColumn: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The columns that every file needs.
    static var required: [Self] { get }
    /// Of these columns a file needs one at least; empty where there is no such choice.
    static var alternatives: [Self] { get }
    /// What a file with none of the `alternatives` does not say.
    static var purposeOfAlternatives: String { get }
}

extension TableColumn {
    /// The column of a header. Upper case does not count, and spaces and hyphens stand for underscores.
    static func named(_ header: String) -> Self? {
        var name = ""
        for scalar in header.trimmingWhiteSpace().lowercased().unicodeScalars {
            if scalar == "-" || scalar == "_" || scalar.properties.isWhitespace {
                if name.last != "_" { name.append("_") }
            } else {
                name.unicodeScalars.append(scalar)
            }
        }
        return Self(rawValue: name)
    }

    /// The column that an unknown header most probably means, if one is close.
    ///
    /// The answer is the only thing that a message may tell of an unknown header: in a file without a header, it can
    /// be a secret.
    static func closest(to header: String) -> Self? {
        NearestName.of(header, among: Array(allCases)) { $0.rawValue }
    }
}
