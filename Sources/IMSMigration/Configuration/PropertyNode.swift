// SPDX-License-Identifier: Apache-2.0

/// What the domain sees of one node of any storage form: a path and its properties, no XML and no file.
public struct PropertyNode: Sendable {
    /// The values of one property, decoded.
    public struct Value: Sendable, Hashable {
        /// The values in order; exactly one for a single-valued property.
        public var values: [String]
        /// Whether the property is an array, also when it holds one value.
        public var isMultiple: Bool
        /// The JCR type where the form has types and it is another than String: `Boolean`.
        public var type: String?

        /// A value of a property; `isMultiple` tells an array of one from a single value.
        public init(_ values: [String], isMultiple: Bool = false, type: String? = nil) {
            self.values = values
            self.isMultiple = isMultiple
            self.type = type
        }

        /// Whether both are the same byte by byte: Swift's `==` takes different spellings of an accent for equal.
        func isExactly(_ other: Value) -> Bool {
            isMultiple == other.isMultiple && type == other.type
                && values.elementsEqual(other.values) { $0.utf8.elementsEqual($1.utf8) }
        }

        /// The text of the value for showing and comparing; an array comes comma-joined.
        public var text: String { values.joined(separator: ",") }
    }

    /// JCR path of the node.
    public var path: String
    /// The properties in file order. Names are decoded JCR names.
    public var properties: [(name: String, value: Value)]
    /// PID of the OSGi factory of which it is an instance; nil for all else.
    public var factory: String?

    /// A node at `path` with decoded `properties` in file order.
    public init(path: String, properties: [(name: String, value: Value)], factory: String? = nil) {
        self.path = path
        self.properties = properties
        self.factory = factory
    }

    /// The value of the property `name`, or nil where the node has no such property.
    public subscript(name: String) -> Value? {
        properties.first { $0.name == name }?.value
    }
}

extension PropertyNode.Value: ExpressibleByStringLiteral {
    /// A single String.
    public init(stringLiteral text: String) { self.init([text]) }
}
