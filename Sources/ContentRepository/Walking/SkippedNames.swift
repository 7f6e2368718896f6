// SPDX-License-Identifier: Apache-2.0

/// Names that are passed over.
package enum SkippedNames {
    /// Version control, other tools' packages, and build output: never entered outside of a `jcr_root`. Inside one, every
    /// name is a node's.
    package static let folders = [".git", "node_modules", ".build"]

    private static let outsideContent: Set<[UInt8]> = Set(folders.map { Array($0.utf8) })
    private static let vault = Array(".vlt".utf8)
    private static let vaultCopies = Array(".vlt-".utf8)

    /// Whether it is passed over outside of a `jcr_root`.
    static func isSkippedOutsideContent(_ name: some Collection<UInt8>) -> Bool {
        outsideContent.contains(Array(name))
    }

    /// What FileVault's importer passes over as well: the records of its own checkout tool.
    static func isSkippedInContent(_ name: some Collection<UInt8>) -> Bool {
        // Nearly all names begin with another letter.
        guard name.first == UInt8(ascii: ".") else { return false }
        return name.elementsEqual(vault) || name.starts(with: vaultCopies)
    }
}
