// SPDX-License-Identifier: Apache-2.0

/// The value of a JCR property as docview can express it: a type, and one value or a list.
public struct DocViewValue: Equatable, Hashable, Sendable {
    /// `nil` if the file names none.
    public var type: PropertyType?
    /// Whether it is a list, of any length; `[a]` is one.
    public var isMultiple: Bool
    /// Exactly one value unless ``isMultiple``. Half a surrogate pair, which no Swift string can hold, becomes U+FFFD.
    public var values: [String]

    /// A value from its parts.
    public init(type: PropertyType? = nil, isMultiple: Bool = false, values: [String]) {
        self.type = type
        self.isMultiple = isMultiple
        self.values = values
    }

    /// A single String value.
    public init(_ value: String) {
        self.init(values: [value])
    }

    /// The text of a single String value; `nil` for lists and for other types.
    public var singleString: String? {
        isMultiple || (type ?? .string) != .string ? nil : values.first
    }
}

/// Why FileVault refuses an attribute value, and with it the whole file. Holds none of the value's text.
public enum DocViewValueError: Error, Equatable, Sendable, CustomStringConvertible {
    /// `{…}` at the start names no property type. An encrypted secret that lacks its backslash looks like this.
    case unknownType
    /// `\u` is not followed by hexadecimal digits.
    case faultyUnicodeEscape
    /// A `{Binary}` with content.
    case inlineBinary

    /// The reason in words.
    public var description: String {
        switch self {
        case .unknownType:
            "it starts with {…}, which names no property type (text that starts with a brace is written \\{…)"
        case .faultyUnicodeEscape: "a \\u without hexadecimal digits after it"
        case .inlineBinary: "a {Binary} with content, which belongs in a .binary file"
        }
    }
}
