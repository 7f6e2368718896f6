// SPDX-License-Identifier: Apache-2.0

extension Profile {
    /// What a new configuration looks like, as far as a migration does not say so.
    package struct NewShape: Sendable, Equatable {
        /// The nodes of a new docview configuration; nil for an OSGi configuration, which is a file.
        package var nodes: Nodes?
        /// Primary type of folders that are missing above it.
        package var folder: String
        /// What stands for fields that the row leaves empty.
        package var defaults: [Field: String]
        /// Properties that a migration does not set, sorted by name.
        package var properties: [Property]

        /// The primary types of the nodes that a configuration is made of.
        package struct Nodes: Sendable, Equatable {
            /// Of the node at its path.
            package var type: String
            /// Of the `jcr:content` that holds the properties; nil where the node itself does.
            package var content: String?
        }

        /// A property with what it holds.
        package struct Property: Sendable, Equatable {
            /// Its decoded name.
            package var name: String
            /// Its values; exactly one where it is no array.
            package var values: [ProfileTemplate]
            /// Whether it is an array.
            package var isMultiple: Bool

            /// What is written; nil where a field has no value.
            func value(_ field: (Field) -> String?) -> PlannedValue? {
                let texts = values.compactMap { $0.text(field) }
                guard texts.count == values.count else { return nil }
                return isMultiple ? .texts(texts) : texts.first.map { .text($0) }
            }
        }
    }
}
