// SPDX-License-Identifier: Apache-2.0

/// The JCR property types that a docview value can name. A value without a type, or with `{undefined}`, has none:
/// FileVault then imports a String (a Name for `jcr:primaryType` and `jcr:mixinTypes`).
///
/// The raw values are FileVault's spellings; upper and lower case count.
public enum PropertyType: String, CaseIterable, Sendable {
    case string = "String"
    /// Without content: the binary is in a `.binary` file, or is to be left alone.
    case binary = "Binary"
    /// A Binary given by its reference in a data store.
    case binaryReference = "BinaryRef"
    case long = "Long"
    case double = "Double"
    case date = "Date"
    case boolean = "Boolean"
    case name = "Name"
    case path = "Path"
    case reference = "Reference"
    case weakReference = "WeakReference"
    case uri = "URI"
    case decimal = "Decimal"
}
