// SPDX-License-Identifier: Apache-2.0

import DocView
import OSGiConfig

/// The rewriting of one file, node by node; every result is read again and compared before it counts.
struct NodeRewriting {
    /// The planned changes of one node.
    typealias NodeChanges = (nodeIndex: Int, changes: [PlannedChange])

    /// The file with all changes.
    private(set) var edited: StoredDocument
    /// All edits, of the bytes before, sorted.
    private(set) var edits: [ByteEdit] = []

    /// The children that are to be named below one node.
    typealias NamedChildren = (nodeIndex: Int, names: [String])

    /// Throws ``RewritingError``.
    init(
        _ original: StoredDocument, _ changes: [NodeChanges], naming children: [NamedChildren] = []
    ) throws(RewritingError) {
        edited = original
        switch original {
        case .configuration(let configuration):
            let planned = changes.flatMap(\.changes).map(\.configurationEdit)
            do throws(OSGiConfigError) {
                edits = try configuration.edits(for: planned).sortedByPlace()
                let bytes = try configuration.applying(edits)
                edited = .configuration(
                    try OSGiVerification.check(original: configuration, changes: planned, edited: bytes))
            } catch {
                throw .configuration(error)
            }
        case .docView(let document):
            let configurations = Set(OSGiConfiguration.nodes(in: document))
            let nodes = changes.filter { !configurations.contains($0.nodeIndex) }
            do throws(DocViewError) {
                try rewrite(document, nodes)
            } catch {
                throw .document(error)
            }
            do throws(OSGiConfigError) {
                for node in changes where configurations.contains(node.nodeIndex) {
                    try rewrite(document, node)
                }
            } catch {
                throw .configuration(error)
            }
            do throws(DocViewError) {
                for named in children { try name(named, document) }
            } catch {
                throw .document(error)
            }
            edits = edits.sortedByPlace()
            // Each step was verified by itself; this proves that the edits together are those steps.
            guard let together = try? document.applying(edits), together == edited.bytes else {
                throw .document(.verificationFailed(line: 1, description: "the edits do not go together"))
            }
        }
    }

    private mutating func rewrite(_ document: DocViewDocument, _ nodes: [NodeChanges]) throws(DocViewError) {
        guard !nodes.isEmpty else { return }
        var planned: [(node: Int, changes: [PropertyChange])] = []
        for node in nodes {
            let changes = node.changes.map(\.edit)
            edits += try document.edits(for: changes, ofNodeAt: node.nodeIndex)
            planned.append((node.nodeIndex, changes))
        }
        edits.sort { $0.range.lowerBound < $1.range.lowerBound }
        let bytes = try document.applying(edits)
        edited = .docView(try DocViewVerification.check(original: document, changes: planned, edited: bytes))
    }

    /// Placeholders for children of one node, on top of what is rewritten already. They are the only nodes that edits add;
    /// of several parents the innermost is given first, so that the numbers of the others stay.
    private mutating func name(_ named: NamedChildren, _ document: DocViewDocument) throws(DocViewError) {
        guard case .docView(let current) = edited else { return }
        edits.append(try document.edit(naming: named.names, belowNodeAt: named.nodeIndex))
        let bytes = try current.applying([current.edit(naming: named.names, belowNodeAt: named.nodeIndex)])
        let result = try DocViewDocument(parsing: bytes)
        try current.verify(result, naming: named.names, belowNodeAt: named.nodeIndex)
        edited = .docView(result)
    }

    /// One `sling:OsgiConfig` node, on top of what is rewritten already: edits never add or remove nodes.
    private mutating func rewrite(
        _ document: DocViewDocument, _ node: NodeChanges
    ) throws(OSGiConfigError) {
        guard case .docView(let current) = edited else { return }
        let changes = node.changes.map(\.configurationEdit)
        edits += try OSGiConfiguration(node: node.nodeIndex, of: document).edits(for: changes)
        let configuration = try OSGiConfiguration(node: node.nodeIndex, of: current)
        let bytes = try configuration.applying(configuration.edits(for: changes))
        _ = try OSGiVerification.check(original: configuration, changes: changes, edited: bytes)
        do throws(DocViewError) {
            edited = .docView(try DocViewDocument(parsing: bytes))
        } catch {
            throw .document(error)
        }
    }
}

/// Why a file cannot be rewritten.
public enum RewritingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Of a docview file.
    case document(DocViewError)
    /// Of an OSGi configuration.
    case configuration(OSGiConfigError)

    /// The line, counted from 1, where the trouble was noticed.
    public var line: Int {
        switch self {
        case .document(let error): error.line
        case .configuration(let error): error.line
        }
    }

    /// What is wrong, where, and what to do about it.
    public var description: String {
        switch self {
        case .document(let error): error.description
        case .configuration(let error): error.description
        }
    }
}
