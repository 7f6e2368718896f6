// SPDX-License-Identifier: Apache-2.0

/// How an OSGi configuration is written down.
public enum OSGiFormat: String, CaseIterable, Sendable {
    /// Apache Felix's own text format, `NAME.config`.
    case felix = ".config"
    /// JSON as OSGi's Configurator reads it, `NAME.cfg.json`.
    case json = ".cfg.json"
    /// A node of type `sling:OsgiConfig` in a docview file, mostly `NAME.xml`.
    case node = ".xml"

    /// The format that a file name tells by its extension; `nil` for all others, `.cfg` and `.properties` among them,
    /// which Sling's installer reads as Java properties.
    public init?(fileName: String) {
        // By bytes: to Swift's characters, the dot may be one with what stands before it.
        func ends(_ ending: String) -> Bool {
            fileName.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
        guard let format = Self.allCases.first(where: { ends($0.rawValue) }) else { return nil }
        self = format
    }
}
