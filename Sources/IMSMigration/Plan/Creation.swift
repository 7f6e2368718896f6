// SPDX-License-Identifier: Apache-2.0

import DocView
import OSGiConfig

/// A configuration that a row of the mapping makes, where nothing is yet.
package struct Creation: Sendable {
    /// The configuration as it is going to be.
    package var configuration: IMSConfiguration
    /// Its properties, all of them new.
    package var changes: [PlannedChange]
    /// The type of the folders above it, for those that are missing.
    package var folderType: String
    /// The row that makes it.
    package var row: Int
    /// The documents that it is made of, the one that it goes by first.
    package var parts: [Part]
    /// The names of a new pair; nil for a configuration that is a node.
    var pair: NewPair?

    /// JCR paths of the nodes that hold its properties.
    package var nodes: [String] { pair == nil ? [configuration.node] : parts.map(\.path) }

    /// A document of a new configuration.
    package struct Part: Sendable {
        /// What the document is.
        enum Kind: Sendable {
            case nodes(Profile.NewShape.Nodes)
            case file(OSGiFormat)
        }

        /// JCR path of the node or file that the document makes.
        package var path: String
        var kind: Kind
        var changes: [PlannedChange]
        var disclosure: ValueDisclosure

        /// Whether it holds a client secret in clear text.
        package var holdsPlainSecret: Bool {
            changes.contains { if case .secret(let secret) = $0.after { !secret.isEncrypted } else { false } }
        }

        /// Whether the document is the file at its path, and not that of a node.
        package var isFile: Bool { if case .file = kind { true } else { false } }

        /// The document's bytes; `name` is for the diff. Throws ``RewritingError`` where something cannot be written.
        package func document(name: String) throws(RewritingError) -> NewDocument {
            switch kind {
            case .nodes(let nodes):
                do throws(DocViewError) {
                    return try NewDocument(nodes, properties: changes, disclosure: disclosure, name: name)
                } catch {
                    throw .document(error)
                }
            case .file(let format):
                do throws(OSGiConfigError) {
                    return try NewDocument(format, properties: changes, disclosure: disclosure, name: name)
                } catch {
                    throw .configuration(error)
                }
            }
        }
    }
}

/// Why a row cannot make a configuration.
package struct CreationProblem: Error, Sendable, Equatable {
    /// In words, for the person who wrote the row.
    package let message: String
    /// The rule under which it is reported.
    package let rule: FindingRule
    /// The column to look at.
    package let column: MappingColumn

    /// Why a row cannot make a configuration.
    package init(
        _ message: String, rule: FindingRule = .creationImpossible, column: MappingColumn = .path
    ) {
        self.message = message
        self.rule = rule
        self.column = column
    }
}
