// SPDX-License-Identifier: Apache-2.0
import DocView

/// Proves that edited bytes are the original configuration with the planned changes, and nothing else.
public enum OSGiVerification {
    /// Reads the edited bytes again and compares them with the original.
    ///
    /// What was to be removed must be gone; what was to be set must have exactly the planned values, and the type that
    /// it had, or String. All other properties, and everything between them, must be the same bytes in the same order;
    /// only beside a property that is new or gone may white space and commas differ, and there they must be what
    /// ``OSGiConfiguration/edits(for:)`` makes of them.
    ///
    /// - Returns: the edited file, read.
    /// - Throws: `verificationFailed`, or what reading the edited bytes throws.
    public static func check(
        original: OSGiConfiguration, changes: [OSGiChange], edited bytes: [UInt8]
    ) throws(OSGiConfigError) -> OSGiConfiguration {
        let edited: OSGiConfiguration
        if case .node(_, let index) = original.source {
            edited = try OSGiConfiguration(
                node: index, of: OSGiConfiguration.document(bytes, original.limits), limits: original.limits)
        } else {
            edited = try OSGiConfiguration(
                parsing: bytes, format: original.format, limits: original.limits)
        }
        var planned: [String: OSGiChange] = [:]
        for change in changes { planned[change.name.foldedName] = change }
        try ConfigurationComparison(original: original, edited: edited, planned: planned).check()
        guard try original.applying(original.edits(for: changes)) == bytes else {
            throw .verificationFailed(line: 1, description: "a byte changed that was not planned")
        }
        return edited
    }
}
