// SPDX-License-Identifier: Apache-2.0

/// Files of `META-INF/vault` that say what a package is and covers.
package enum VaultFile: String, Hashable, Sendable, CaseIterable {
    /// Which nodes and properties the package replaces.
    case filter = "filter.xml"
    /// The package's name, group, version and the like.
    case properties = "properties.xml"

    /// Its name in a package.
    var inPackage: String { "META-INF/vault/\(rawValue)" }

    /// The longest that is read, in bytes.
    static let mostBytes = 4 << 20
}

/// Why a file of `META-INF/vault` cannot be used.
package enum VaultFileError: Error, Hashable, Sendable {
    /// It cannot be read.
    case unreadable(file: String, reason: String)
    /// It is no well-formed XML.
    case malformed(file: String, line: Int, reason: String)
    /// It has a DOCTYPE where none belongs, or one that declares entities.
    case doctypeRefused(file: String, line: Int)
    /// It is XML, but does not say what such a file says.
    case invalid(file: String, line: Int, reason: String)
}

extension VaultFileError: CustomStringConvertible {
    /// What is wrong, where, and what to do about it.
    package var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file): cannot be read: \(reason). Build or download the package again."
        case .malformed(let file, let line, let reason):
            "\(file), line \(line): not well-formed XML: \(reason). Correct the file."
        case .doctypeRefused(let file, let line):
            "\(file), line \(line): a DOCTYPE that does not belong there. Remove it."
        case .invalid(let file, let line, let reason):
            "\(file), line \(line): \(reason). FileVault would refuse it as well; correct the file."
        }
    }
}
