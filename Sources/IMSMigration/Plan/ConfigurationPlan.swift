// SPDX-License-Identifier: Apache-2.0

import DocView
import OSGiConfig

/// What a migration writes into one property.
package enum PlannedValue: Sendable, Equatable {
    /// A value that may be shown.
    case text(String)
    /// An array of values that may be shown.
    case texts([String])
    /// Whatever a property held, moved to another one: as much may be shown as of any value of that one.
    case value(PropertyNode.Value)
    /// A value that may not.
    case secret(Secret)
}

/// One property that a migration changes.
public struct PlannedChange: Sendable, Equatable {
    /// What happens to the property.
    public enum Kind: String, Sendable, Codable {
        /// It was not there before.
        case added
        /// It is not there afterwards.
        case removed
        /// It is there before and afterwards, with another value.
        case changed
    }

    /// Decoded JCR name.
    public var property: String
    /// What happens to it.
    public var kind: Kind
    /// What it held, nil where it was not there.
    package var before: PropertyNode.Value?
    /// What it will hold, nil where it goes away.
    package var after: PlannedValue?
    /// Whether the property is in the companion of a configuration that is kept as a pair.
    package var isInCompanion = false
    /// The companion's JCR path; nil for the configuration itself, and for a pair that is only being made.
    package var companionPath: String?
    /// The row of the mapping that the value is of, where it is another one than the configuration's.
    package var mappingRow: Int?

    package init(
        property: String, kind: Kind, before: PropertyNode.Value? = nil, after: PlannedValue? = nil,
        isInCompanion: Bool = false
    ) {
        self.property = property
        self.kind = kind
        self.before = before
        self.after = after
        self.isInCompanion = isInCompanion
    }

    /// The edit of a docview node.
    var edit: PropertyChange {
        guard let value = after?.revealed else { return .remove(name: property) }
        return .setValue(
            name: property,
            value: DocViewValue(
                type: value.type.flatMap { PropertyType(rawValue: $0) }, isMultiple: value.isMultiple,
                values: value.values))
    }

    /// The edit of an OSGi configuration.
    var configurationEdit: OSGiChange {
        guard let value = after?.revealed else { return .remove(name: property) }
        return .set(name: property, values: value.values, isMultiple: value.isMultiple)
    }
}

/// What a run is going to do with one configuration.
public struct ConfigurationPlan: Sendable {
    /// The decision.
    public enum Outcome: Sendable, Equatable {
        /// The changes are to be written.
        case planned
        /// A row of the mapping says to leave it alone.
        case skipped
        /// No row is for it.
        case unmapped
        /// Something stands in the way; a finding says what.
        case failed
        /// There is nothing to do.
        case alreadyOAuth
    }

    /// The decision.
    public var outcome: Outcome
    /// The row that decided, counted as a spreadsheet does; nil where none did.
    public var mappingRow: Int?
    /// What changes, in the profile's order; empty unless `planned`.
    public var changes: [PlannedChange] = []
    /// What a person should know about it.
    public var findings: [Finding] = []
}
