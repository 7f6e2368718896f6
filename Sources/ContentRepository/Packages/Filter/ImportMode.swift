// SPDX-License-Identifier: Apache-2.0

/// What becomes of existing nodes when a package is installed (FileVault, `ImportMode`).
package enum ImportMode: String, Hashable, Sendable, CaseIterable {
    /// Existing nodes are replaced by those of the package; what the package does not have is removed.
    case replace
    /// Existing nodes are mostly left alone; deprecated, as it is inconsistent.
    case merge
    /// Existing nodes are mostly replaced; deprecated, as it is inconsistent.
    case update
    /// Only what is not there yet is added: a property that exists is left alone.
    case mergeProperties = "merge_properties"
    /// What the package has replaces what is there; nothing is removed.
    case updateProperties = "update_properties"

    /// Whether new values of properties that exist are ignored.
    package var ignoresChanges: Bool { self == .merge || self == .mergeProperties }
    /// Whether properties that are not in the package stay where they exist.
    package var keepsRemovedProperties: Bool { self != .replace }
}
