// SPDX-License-Identifier: Apache-2.0

/// Names that are no content wherever they stand.
package enum SkippedNames {
    /// Version control, other tools' packages, and build output: never entered.
    package static let folders = [".git", ".svn", ".hg", ".bzr", "node_modules", ".build"]

    private static let everywhere: Set<[UInt8]> = Set(folders.map { Array($0.utf8) })
    private static let vault = Array(".vlt".utf8)
    private static let vaultCopies = Array(".vlt-".utf8)

    static func isSkipped(_ name: [UInt8]) -> Bool { everywhere.contains(name) }

    /// What FileVault's importer passes over as well: the records of its own checkout tool.
    static func isSkippedInContent(_ name: some Collection<UInt8>) -> Bool {
        // Nearly all names begin with another letter.
        guard name.first == UInt8(ascii: ".") || name.first == UInt8(ascii: "n") else { return false }
        return isSkipped(Array(name)) || name.elementsEqual(vault) || name.starts(with: vaultCopies)
    }
}
