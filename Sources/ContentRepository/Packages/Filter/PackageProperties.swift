// SPDX-License-Identifier: Apache-2.0

/// What a package says of itself: its `META-INF/vault/properties.xml`, a properties file of Java in XML.
package struct PackageProperties: Hashable, Sendable {
    /// All of them.
    package let values: [String: String]

    /// The value of a property.
    package subscript(_ key: String) -> String? { values[key] }

    /// The package's name; together with group and version what tells packages apart.
    package var name: String? { self["name"] }
    /// The package's group.
    package var group: String? { self["group"] }
    /// The package's version.
    package var version: String? { self["version"] }
    /// `application`, `content`, `container` or `mixed`, where it says.
    package var packageType: String? { self["packageType"] }
    /// What is done with access control: `ignore`, `overwrite`, `merge`, `merge_preserve` or `clear`.
    package var acHandling: String? { self["acHandling"] }
    /// Which packages must be installed before, separated by commas.
    package var dependencies: String? { self["dependencies"] }

    /// `group:name:version` as FileVault writes an identity, without what is missing; nil without a name.
    package var identifier: String? {
        guard let name, !name.isEmpty else { return nil }
        let version = version ?? ""
        return [group ?? "", name].joined(separator: ":") + (version.isEmpty ? "" : ":" + version)
    }

    /// Reads a `properties.xml`. Its DOCTYPE is passed over and nothing that it names is loaded. `file` is for messages.
    ///
    /// Throws ``VaultFileError``.
    package init(parsing bytes: [UInt8], file: String) throws(VaultFileError) {
        let root = try VaultXML.parse(bytes, file: file, allowingDoctype: true)
        guard root.name == "properties" else {
            throw .invalid(file: file, line: root.line, reason: "no <properties>")
        }
        var values: [String: String] = [:]
        for entry in root.children where entry.name == "entry" {
            guard let key = entry.attributes["key"] else {
                throw .invalid(file: file, line: entry.line, reason: "an <entry> without a key")
            }
            values[key] = entry.text
        }
        self.values = values
    }
}
