// SPDX-License-Identifier: Apache-2.0

extension ExportedTree {
    /// Reads a file of the `META-INF/vault` that stands beside a content root, as ``DocumentSource/vaultFile(_:of:)``
    /// says: beside `jcr_root` in an unpacked package and in a Maven module, in the top folder of a tree without one.
    package func vaultFile(_ name: VaultFile, of place: PackagePlace) throws(VaultFileError) -> [UInt8]? {
        guard place.packages.isEmpty else { return try packagedVaultFile(name, of: place) }
        let isJCRRoot = place.contentRoot.name == FileName.jcrRoot
        guard let folder = isJCRRoot ? place.contentRoot.parent : place.contentRoot else { return nil }
        let file = ["META-INF", "vault", name.rawValue].reduce(folder) { $0.appending(Array($1.utf8)) }
        do {
            return try read(file, maxBytes: VaultFile.mostBytes).bytes
        } catch .notFound {
            return nil
        } catch {
            throw .unreadable(file: location(of: file), reason: error.description)
        }
    }
}
