// SPDX-License-Identifier: Apache-2.0

import DocView
import OSGiConfig

/// A file that a run is going to write where nothing is yet: a docview file in the form in which FileVault writes one, or
/// an OSGi configuration.
package struct NewDocument: Sendable {
    /// The file's bytes.
    package let bytes: [UInt8]
    /// The line where the node's start tag begins, counted from 1.
    package let line: Int
    /// Unified diff from nothing, in which secrets are placeholders.
    package let diff: String
    /// Whether a line of the diff is other than the line of the file.
    package let isMasked: Bool

    /// A folder or another node of this type and nothing else.
    package init(type: String, name: String) throws(DocViewError) {
        let text = "\(Self.start([type]))\n    jcr:primaryType=\"\(type)\"/>\n"
        let document = try DocViewDocument(parsing: Array(text.utf8))
        self.init(document, node: 0, disclosure: ValueDisclosure(profiles: [], storage: ""), name: name)
    }

    /// A configuration with these properties, in the shape that the profile gives new ones. Throws `DocViewError` where
    /// a name cannot be written.
    init(
        _ nodes: Profile.NewShape.Nodes, properties: [PlannedChange], disclosure: ValueDisclosure,
        name: String
    ) throws(DocViewError) {
        let types = [nodes.type] + (nodes.content.map { [$0] } ?? [])
        let prefixes = types + properties.map(\.property)
        var text = Self.start(prefixes)
        // Two attributes, so that each has a line of its own, and those that are added take their layout.
        if let content = nodes.content {
            text +=
                "\n    jcr:primaryType=\"\(nodes.type)\">\n    <jcr:content\n        jcr:primaryType=\"\(content)\""
            text += "\n        jcr:title=\"-\"/>\n</jcr:root>\n"
        } else {
            text += "\n    jcr:primaryType=\"\(nodes.type)\"\n    jcr:title=\"-\"/>\n"
        }
        let document = try DocViewDocument(parsing: Array(text.utf8))
        let node = nodes.content == nil ? 0 : 1
        var changes = properties.map(\.edit)
        if !properties.contains(where: { $0.property == "jcr:title" }) {
            changes.append(.remove(name: "jcr:title"))
        }
        let bytes = try document.applying(document.edits(for: changes, ofNodeAt: node))
        let edited = try DocViewVerification.check(
            original: document, changes: [(node, changes)], edited: bytes)
        self.init(edited, node: node, disclosure: disclosure, name: name)
    }

    /// An OSGi configuration file with these properties, one a line. Throws `OSGiConfigError` where one cannot be written.
    init(
        _ format: OSGiFormat, properties: [PlannedChange], disclosure: ValueDisclosure, name: String
    ) throws(OSGiConfigError) {
        let empty = try OSGiConfiguration(
            parsing: Array((format == .json ? "{\n}\n" : "").utf8), format: format)
        let changes = properties.map(\.configurationEdit)
        let bytes = try empty.applying(empty.edits(for: changes))
        let edited = try OSGiVerification.check(original: empty, changes: changes, edited: bytes)
        self.init(
            bytes: bytes, line: 1, lines: MaskedConfiguration.lines(of: edited, disclosure: disclosure),
            name: name)
    }

    private init(_ document: DocViewDocument, node: Int, disclosure: ValueDisclosure, name: String) {
        self.init(
            bytes: document.bytes, line: document.nodes[node].line,
            lines: MaskedText.lines(of: document, disclosure: disclosure, configurations: [node]), name: name)
    }

    private init(bytes: [UInt8], line: Int, lines: [String], name: String) {
        self.bytes = bytes
        self.line = line
        isMasked = !lines.map { $0 + "\n" }.joined().utf8.elementsEqual(bytes)
        diff =
            "--- /dev/null\n+++ b/\(LineName.shown(name))\n@@ -0,0 +1,\(lines.count) @@\n"
            + lines.map { "+\($0)\n" }.joined()
    }

    /// The XML declaration and the root's start tag up to its declarations: those that the names need, `jcr` first.
    private static func start(_ names: [String]) -> String {
        let used = Set(
            names.compactMap { name in name.firstIndex(of: ":").map { String(name[..<$0]) } } + ["jcr"])
        let declarations = used.filter { $0 != "xml" }
            .sorted { ($0 != "jcr" ? 1 : 0, $0) < ($1 != "jcr" ? 1 : 0, $1) }
            .compactMap { prefix in
                WellKnownNamespaces.uris[prefix].map { " xmlns:\(prefix)=\"\($0)\"" }
            }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<jcr:root\(declarations.joined())"
    }
}
