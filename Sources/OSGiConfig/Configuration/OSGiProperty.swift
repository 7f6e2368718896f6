// SPDX-License-Identifier: Apache-2.0

/// One property of an OSGi configuration, with the places of its parts in the file.
public struct OSGiProperty: Equatable, Sendable {
    /// The decoded name, without a type hint. OSGi ignores case when it compares names, and keeps it.
    public let name: String
    /// The decoded values, exactly one unless ``isMultiple``; none if ``isOpaque``.
    ///
    /// Numbers and Booleans are given as they are spelled. Float and Double are, in Felix's format, the decimal
    /// number of their IEEE 754 bits (`F"1065353216"` is 1.0).
    public let values: [String]
    /// Whether it is an array or a collection, of any length.
    public let isMultiple: Bool
    /// The type of each value; `nil` if ``isOpaque``.
    public let type: OSGiType?
    /// Byte offsets from the name to the end of the value. For a node also the white space before the attribute.
    public let span: Range<Int>
    /// Byte offsets of the name, without quotes, and in JSON with the type hint.
    public let nameSpan: Range<Int>
    /// Byte offsets of the value with its type code, quotes and brackets; for a node what is inside the quotes.
    public let valueSpan: Range<Int>
    /// The line, counted from 1, where the name begins.
    public let line: Int

    /// Whether the value is one that this reader does not take apart, and that no edit replaces: a JSON object, an
    /// array of unlike things, or a type that the reader in AEM does not know either.
    public var isOpaque: Bool { type == nil }

    /// Whether it is exactly these values, compared byte by byte.
    func has(_ values: [String], isMultiple: Bool) -> Bool {
        !isOpaque && self.isMultiple == isMultiple
            && self.values.elementsEqual(values) { $0.isExactly($1) }
    }
}

/// What a file says that not every reader takes for the same, or that AEM would refuse or lose.
public struct OSGiDoubt: Equatable, Sendable {
    /// The property's name.
    public let property: String
    /// The line, counted from 1.
    public let line: Int
    /// What is doubtful, in words, and never with the value's own text.
    public let reason: String
    /// Whether some versions of AEM read what is meant. If not, each version refuses the file or loses the value.
    public let dependsOnVersion: Bool

    init(property: String, line: Int, reason: String, dependsOnVersion: Bool = false) {
        self.property = property
        self.line = line
        self.reason = reason
        self.dependsOnVersion = dependsOnVersion
    }
}
