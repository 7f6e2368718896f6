// SPDX-License-Identifier: Apache-2.0

import DocView
import OSGiConfig

/// A file that may hold configurations, read: its bytes, and where in them the properties are.
public enum StoredDocument: Sendable {
    /// FileVault's document view; its nodes of type `sling:OsgiConfig` are OSGi configurations.
    case docView(DocViewDocument)
    /// One OSGi configuration, in a format of its own.
    case configuration(OSGiConfiguration)

    /// The whole file.
    public var bytes: [UInt8] {
        switch self {
        case .docView(let document): document.bytes
        case .configuration(let configuration): configuration.bytes
        }
    }
}

extension PropertyNode {
    /// What the domain sees of an OSGi configuration. Its names are compared without regard to case, so that they get
    /// the spelling of `names` where they are among them. A value that cannot be read counts as an empty array.
    init(path: String, configuration: OSGiConfiguration, factory: String?, names: [String]) {
        let spelling = Dictionary(
            names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        self.init(
            path: path,
            properties: configuration.properties.map { property in
                let name = spelling[property.name.lowercased()] ?? property.name
                let isMultiple = property.isMultiple || property.values.count != 1
                return (name, Value(property.values, isMultiple: isMultiple))
            },
            factory: factory)
    }
}
