// SPDX-License-Identifier: Apache-2.0

/// Bytes of a file to be replaced by others. An empty range is an insertion.
public struct ByteEdit: Equatable, Hashable, Sendable {
    /// Byte offsets in the original file.
    public var range: Range<Int>
    /// What stands there afterwards; empty for a removal.
    public var replacement: [UInt8]

    /// Replaces the bytes of a range.
    public init(range: Range<Int>, replacement: [UInt8]) {
        self.range = range
        self.replacement = replacement
    }
}

/// What is to become of one property of a node.
public enum PropertyChange: Equatable, Hashable, Sendable {
    /// The property is a single String with this value afterwards, whatever it was or was not before.
    case set(name: String, value: String)
    /// The property has this value afterwards: a list, or a value of another type than String.
    case setValue(name: String, value: DocViewValue)
    /// The property is gone afterwards; one that is not there is no error.
    case remove(name: String)

    /// The decoded JCR name with its canonical prefix.
    public var name: String {
        switch self {
        case .set(let name, _), .setValue(let name, _), .remove(let name): name
        }
    }

    /// What the property has afterwards; nil where it is gone.
    var wanted: DocViewValue? {
        switch self {
        case .set(_, let value): DocViewValue(value)
        case .setValue(_, let value): value
        case .remove: nil
        }
    }
}

extension [ByteEdit] {
    /// In the order of the file; of several at one place, an insertion before what it is inserted in front of.
    package func sortedByPlace() -> [ByteEdit] {
        sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    }

    /// A file with the edits made, which may be in any order. Throws ``EditConflict``.
    package func applied(to bytes: [UInt8]) throws(EditConflict) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + reduce(0) { $0 + $1.replacement.count })
        var position = 0
        var previous: Range<Int>?
        for edit in sortedByPlace() {
            guard edit.range.lowerBound >= position, edit.range.upperBound <= bytes.count,
                edit.range != previous
            else {
                let offset = Swift.min(Swift.max(edit.range.lowerBound, 0), bytes.count)
                throw EditConflict(line: SourceEncoding.line(at: offset, in: bytes))
            }
            result.append(contentsOf: bytes[position..<edit.range.lowerBound])
            result.append(contentsOf: edit.replacement)
            position = edit.range.upperBound
            previous = edit.range
        }
        result.append(contentsOf: bytes[position...])
        return result
    }
}

/// Edits that overlap, two insertions at one place, or a range outside of the file.
package struct EditConflict: Error {
    /// The line, counted from 1, of the edit that cannot be made.
    package let line: Int

    /// What is wrong, in words.
    package var description: String { "two edits overlap, or one is outside of the file" }
}

extension DocViewDocument {
    /// The bytes of the file with edits made.
    ///
    /// - Parameter edits: in any order; they may touch each other, but not overlap. Of several at one place, an
    ///   insertion comes before what it is inserted in front of.
    /// - Throws: `editImpossible` for overlaps, two insertions at one place, and ranges outside of the file.
    public func applying(_ edits: [ByteEdit]) throws(DocViewError) -> [UInt8] {
        do throws(EditConflict) {
            return try edits.applied(to: bytes)
        } catch {
            throw .editImpossible(line: error.line, description: error.description)
        }
    }
}
