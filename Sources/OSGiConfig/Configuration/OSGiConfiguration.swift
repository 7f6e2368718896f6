// SPDX-License-Identifier: Apache-2.0
import DocView

/// One OSGi configuration: the bytes of its file, and where in them its properties are.
///
/// The bytes are never written anew from the properties. A change is a list of `ByteEdit`s, and everything that they
/// do not touch stays as its author wrote it.
public struct OSGiConfiguration: Sendable {
    /// What the file's own grammar made of it.
    enum Source: Sendable {
        case felix(FelixFile)
        case json(JSONFile)
        case node(DocViewDocument, Int)
        /// Java properties, which are read and never edited.
        case properties
    }

    /// The whole file.
    public let bytes: [UInt8]
    /// How the file is written.
    public let format: OSGiFormat
    /// The properties, in the order of the file. A node's `jcr:` and other prefixed properties are none: Sling's
    /// installer leaves them out (`ConfigNodeConverter`).
    public let properties: [OSGiProperty]
    /// What is not to be relied on, in the order of the file.
    public let doubts: [OSGiDoubt]
    let source: Source
    /// What the file was read with; its edited form is read with the same.
    let limits: OSGiConfigLimits

    /// Reads a configuration file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - format: for ``OSGiFormat/node`` the file must have exactly one `sling:OsgiConfig` node; see
    ///     ``init(node:of:limits:)`` for others.
    ///   - limits: what the file may ask for.
    /// - Throws: ``OSGiConfigError``: encoding, grammar, a property that occurs twice, limit, no configuration.
    public init(
        parsing bytes: [UInt8], format: OSGiFormat, limits: OSGiConfigLimits = .standard
    ) throws(OSGiConfigError) {
        switch format {
        case .felix:
            let file = try FelixParser.parse(bytes, limits: limits)
            try self.init(
                bytes: bytes, format: format, properties: file.properties.map(\.property),
                doubts: file.doubts, source: .felix(file), limits: limits)
        case .json:
            let file = try JSONParser.parse(bytes, limits: limits)
            try self.init(
                bytes: bytes, format: format, properties: file.members.map(\.property), doubts: file.doubts,
                source: .json(file), limits: limits)
        case .node:
            let document = try Self.document(bytes, limits)
            let nodes = Self.nodes(in: document)
            guard let node = nodes.first, nodes.count == 1 else {
                throw .noConfiguration(
                    line: nodes.dropFirst().first.map { document.nodes[$0].line } ?? 1,
                    description: nodes.isEmpty
                        ? "the file has no node of type sling:OsgiConfig"
                        : "the file has several nodes of type sling:OsgiConfig")
            }
            try self.init(node: node, of: document, limits: limits)
        case .properties, .cfg:
            try self.init(
                bytes: bytes, format: format,
                properties: try JavaProperties.properties(in: bytes, limits: limits),
                doubts: [], source: .properties, limits: limits)
        }
    }

    /// Reads a configuration file whose name tells its format.
    ///
    /// - Throws: `noConfiguration` for other names, or what ``init(parsing:format:limits:)`` throws.
    public init(
        parsing bytes: [UInt8], fileName: String, limits: OSGiConfigLimits = .standard
    ) throws(OSGiConfigError) {
        guard let format = OSGiFormat(fileName: fileName) else {
            throw .noConfiguration(
                line: 1,
                description:
                    "the file's name ends in none of \(OSGiFormat.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        try self.init(parsing: bytes, format: format, limits: limits)
    }

    /// Takes a node of a docview file for a configuration.
    ///
    /// - Parameters:
    ///   - index: of the node in the document; ``nodes(in:)`` finds them.
    ///   - document: the file that it is in.
    ///   - limits: what the file may ask for when it has been edited and is read again.
    /// - Throws: `noConfiguration` for a node that is none, `duplicateProperty`.
    public init(
        node index: Int, of document: DocViewDocument, limits: OSGiConfigLimits = .standard
    ) throws(OSGiConfigError) {
        guard Self.nodes(in: document).contains(index) else {
            throw .noConfiguration(
                line: document.nodes.indices.contains(index) ? document.nodes[index].line : 1,
                description: "the node is not of type sling:OsgiConfig")
        }
        let (properties, doubts) = ConfigurationNode.properties(of: document.nodes[index], in: document)
        try self.init(
            bytes: document.bytes, format: .node, properties: properties, doubts: doubts,
            source: .node(document, index), limits: limits)
    }

    private init(
        bytes: [UInt8], format: OSGiFormat, properties: [OSGiProperty], doubts: [OSGiDoubt], source: Source,
        limits: OSGiConfigLimits
    ) throws(OSGiConfigError) {
        var names: Set<String> = []
        for property in properties where !names.insert(property.name.foldedName).inserted {
            throw .duplicate(property.name, line: property.line)
        }
        self.bytes = bytes
        self.format = format
        self.properties = properties
        self.doubts = doubts
        self.source = source
        self.limits = limits
    }

    /// The nodes of type `sling:OsgiConfig`, as indices.
    public static func nodes(in document: DocViewDocument) -> [Int] {
        document.nodes.indices.filter {
            document.nodes[$0].property(named: "jcr:primaryType")?.value?.values == ["sling:OsgiConfig"]
        }
    }

    /// The property of that name; case makes no difference, as for OSGi.
    public func property(named name: String) -> OSGiProperty? {
        properties.first { $0.name.isExactly(name) || $0.name.foldedName == name.foldedName }
    }

    static func document(_ bytes: [UInt8], _ limits: OSGiConfigLimits) throws(OSGiConfigError)
        -> DocViewDocument
    {
        do throws(DocViewError) {
            return try DocViewDocument(
                parsing: bytes, limits: DocViewLimits(maximumBytes: limits.maximumBytes))
        } catch {
            throw .document(error)
        }
    }
}
