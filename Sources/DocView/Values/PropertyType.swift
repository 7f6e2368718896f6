// SPDX-License-Identifier: Apache-2.0

/// The JCR property types that a docview value can name. A value without a type, or with `{undefined}`, has none:
/// FileVault then imports a String (a Name for `jcr:primaryType` and `jcr:mixinTypes`).
///
/// The raw values are FileVault's spellings; upper and lower case count.
public enum PropertyType: String, CaseIterable, Sendable {
    /// Text.
    case string = "String"
    /// Without content: the binary is in a `.binary` file, or is to be left alone.
    case binary = "Binary"
    /// A Binary given by its reference in a data store.
    case binaryReference = "BinaryRef"
    /// A whole number of 64 bits.
    case long = "Long"
    /// A number of 64 bits with a fraction.
    case double = "Double"
    /// A moment with its time zone, as ISO 8601.
    case date = "Date"
    /// `true` or `false`.
    case boolean = "Boolean"
    /// The name of a node or a property.
    case name = "Name"
    /// The path of a node.
    case path = "Path"
    /// The identifier of a node, which cannot go while it is referred to.
    case reference = "Reference"
    /// The identifier of a node, which may go.
    case weakReference = "WeakReference"
    /// A URI.
    case uri = "URI"
    /// A decimal number of any length.
    case decimal = "Decimal"
}
