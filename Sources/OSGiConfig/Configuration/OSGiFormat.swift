// SPDX-License-Identifier: Apache-2.0

/// How an OSGi configuration is written down.
public enum OSGiFormat: String, CaseIterable, Sendable {
    /// Apache Felix's own text format, `NAME.config`.
    case felix = ".config"
    /// JSON as OSGi's Configurator reads it, `NAME.cfg.json`.
    case json = ".cfg.json"
    /// A node of type `sling:OsgiConfig` in a docview file, mostly `NAME.xml`.
    case node = ".xml"
    /// Java properties, `NAME.properties`. Sling's installer reads them; this library never edits them.
    case properties = ".properties"
    /// Java properties under their other ending, `NAME.cfg`.
    case cfg = ".cfg"

    /// The formats that this library edits.
    public static let editable: [OSGiFormat] = [.felix, .json, .node]

    /// The format that a file name tells by its extension; `nil` for all others. Sling's installer takes the same endings,
    /// in lower case only, and strips one of them: the PID of `X.config.cfg.json` ends in `.config`.
    public init?(fileName: String) {
        // By bytes: to Swift's characters, the dot may be one with what stands before it.
        func ends(_ ending: String) -> Bool {
            fileName.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
        guard let format = Self.allCases.first(where: { ends($0.rawValue) }) else { return nil }
        self = format
    }

    /// Whether this library edits files of the format.
    public var isEditable: Bool { Self.editable.contains(self) }
}
