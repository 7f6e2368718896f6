// SPDX-License-Identifier: Apache-2.0
import DocView

/// What is to become of one property of a configuration.
public enum OSGiChange: Equatable, Hashable, Sendable {
    /// The property has these values afterwards: exactly one, or an array of any length. One that is there keeps its
    /// type, the spelling of its name and its layout; a new one is of type String.
    case set(name: String, values: [String], isMultiple: Bool)
    /// The property is gone afterwards; one that is not there is no error.
    case remove(name: String)

    /// A single value.
    public static func set(name: String, value: String) -> OSGiChange {
        .set(name: name, values: [value], isMultiple: false)
    }

    /// The property's name; case makes no difference to a property that is there.
    public var name: String {
        switch self {
        case .set(let name, _, _), .remove(let name): name
        }
    }
}

extension OSGiConfiguration {
    /// The edits that make changes to the configuration, in the order of the file.
    ///
    /// A property that has the wanted values already is not touched, however it is spelled. Within an array only the
    /// values that differ are; the array keeps its brackets, its lines and its way with commas. New properties stand
    /// behind the last one that stays, in the order of `changes`, and are laid out like it; in a node they stand where
    /// FileVault's order puts them. What is removed takes its line with it, or its comma; comments stay.
    ///
    /// - Parameter changes: each property at most once.
    /// - Throws: `editImpossible` for a property named twice, a value that the property's type cannot have, a name
    ///   that the format cannot express, a property that is there but ``OSGiProperty/isOpaque``, and a file in a format
    ///   that is not ``OSGiFormat/isEditable``.
    public func edits(for changes: [OSGiChange]) throws(OSGiConfigError) -> [ByteEdit] {
        let plan = try ChangePlan(changes, of: self)
        switch source {
        case .felix(let file): return try FelixEdits(bytes: bytes, file: file, plan: plan).edits()
        case .json(let file): return try JSONEdits(bytes: bytes, file: file, plan: plan).edits()
        case .node(let document, let index):
            return try NodeEdits(document: document, index: index, plan: plan).edits()
        case .properties:
            throw .editImpossible(
                line: 1,
                description:
                    "Java properties (\(format.rawValue)) are not edited. Convert the file to .config or .cfg.json"
            )
        }
    }

    /// The bytes of the file with edits made.
    ///
    /// - Parameter edits: in any order; they may touch each other, but not overlap. Of several at one place, an
    ///   insertion comes before what it is inserted in front of.
    /// - Throws: `editImpossible` for overlaps, two insertions at one place, and ranges outside of the file.
    public func applying(_ edits: [ByteEdit]) throws(OSGiConfigError) -> [UInt8] {
        do throws(EditConflict) {
            return try edits.applied(to: bytes)
        } catch {
            throw .editImpossible(line: error.line, description: error.description)
        }
    }
}
