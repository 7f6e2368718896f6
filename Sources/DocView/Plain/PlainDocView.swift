// SPDX-License-Identifier: Apache-2.0

/// A quick reading of docview files in FileVault's own plain form, without libxml2 and without memory of its own.
///
/// It says yes or nothing. Where it says yes, ``DocViewDocument`` would read the file without error, with no value that
/// FileVault refuses, and with exactly these elements and attributes. Whatever is out of the ordinary (other encodings,
/// prefixes with another meaning, encoded names, single quotes, text, CDATA, references that are not common) is left to the
/// parser. Values are kept from one file to the next for their memory alone.
package struct PlainDocView: ~Copyable {
    /// One attribute, in place.
    package struct Attribute {
        /// The name as written, which is the JCR name.
        package let name: UnsafeBufferPointer<UInt8>
        /// What is between the quotes.
        package let value: UnsafeBufferPointer<UInt8>
        /// Whether the value stands for itself: ASCII, with no reference, type, list, escape or line break.
        package let isLiteral: Bool

        let colon: Int?
    }

    /// The longest file that is read this way, in bytes; with it all of ``DocViewLimits/standard`` are kept.
    static let maximumBytes = 1 << 20
    static let maximumDepth = 200
    static let maximumAttributes = 64

    private let classes = ByteClass.makeTable()
    var attributes: [Attribute] = []
    var open: [UnsafeBufferPointer<UInt8>] = []
    var namespaces = PlainNamespaces()

    /// A reading that can be used for any number of files, one after the other.
    package init() {}

    deinit { classes.deallocate() }

    /// Whether the file is plain and `accepts` said yes to the attributes of each of its elements. The pointers are valid
    /// during the call alone.
    package mutating func reads(
        _ bytes: UnsafeBufferPointer<UInt8>, accepting accepts: (UnsafeBufferPointer<Attribute>) -> Bool
    ) -> Bool {
        guard bytes.count <= Self.maximumBytes, var cursor = PlainCursor(bytes, classes) else { return false }
        open.removeAll(keepingCapacity: true)
        namespaces.removeAll()
        var isBehindRoot = false
        while true {
            cursor.skipSpace()
            guard let byte = cursor.next() else {
                return isBehindRoot && (!cursor.hasHighBytes || cursor.isCleanUTF8)
            }
            guard byte == .lessThan, let mark = cursor.byte else { return false }
            switch mark {
            case .exclamationMark:
                guard cursor.skipComment() else { return false }
            case .slash:
                guard let name = open.popLast(), cursor.skipEndTag(of: name) else { return false }
                isBehindRoot = open.isEmpty
            default:
                guard !isBehindRoot, let isEmpty = readStartTag(&cursor) else { return false }
                guard attributes.withUnsafeBufferPointer(accepts) else { return false }
                isBehindRoot = isEmpty && open.isEmpty
            }
        }
    }

    /// Reads the rest of a start tag; nil where it is not plain. True for the tag of an empty element.
    private mutating func readStartTag(_ cursor: inout PlainCursor) -> Bool? {
        guard let (name, colon) = cursor.readName() else { return nil }
        let isRoot = open.isEmpty
        attributes.removeAll(keepingCapacity: true)
        while true {
            let hasSpace = cursor.skipSpace()
            guard let byte = cursor.byte else { return nil }
            if byte == .greaterThan || byte == .slash {
                cursor.position += 1
                let isEmpty = byte == .slash
                if isEmpty, cursor.next() != .greaterThan { return nil }
                guard namespaces.declares(prefixOf: name, colon),
                    attributes.allSatisfy({ namespaces.declares(prefixOf: $0.name, $0.colon) })
                else { return nil }
                if !isEmpty {
                    guard open.count < Self.maximumDepth else { return nil }
                    open.append(name)
                }
                return isEmpty
            }
            guard hasSpace, readAttribute(&cursor, isRoot: isRoot) else { return nil }
        }
    }

    private mutating func readAttribute(_ cursor: inout PlainCursor, isRoot: Bool) -> Bool {
        guard let (name, colon) = cursor.readName(), !name.mayBeEncoded,
            cursor.next() == .equals, cursor.next() == .doubleQuote,
            let (value, isLiteral) = cursor.readValue()
        else { return false }
        if name.starts(with: "xmlns") {
            // One that is redeclared further down would need a scope.
            return isRoot && isLiteral && namespaces.declare(name, colon, value)
        }
        guard attributes.count < Self.maximumAttributes,
            !attributes.contains(where: { $0.name.equals(name) })
        else { return false }
        attributes.append(Attribute(name: name, value: value, isLiteral: isLiteral, colon: colon))
        return true
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether both hold the same bytes.
    func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }

    func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            count >= text.count && UnsafeBufferPointer(rebasing: self[..<text.count]).equals(text)
        }
    }

    /// Whether a name could stand for another one (ISO 9075: `_xHHHH_`).
    fileprivate var mayBeEncoded: Bool {
        guard count > 1 else { return false }
        for index in 1..<count where self[index] == 0x78 && self[index - 1] == 0x5F { return true }
        return false
    }
}
