// SPDX-License-Identifier: Apache-2.0

/// The text of a client secret, kept from every place where a value is shown by accident.
///
/// Printing it, interpolating it, dumping it or looking at it in a debugger shows a placeholder. It cannot be
/// encoded. `revealed()` is the one way to its text, so that a search for that word finds every use.
package struct Secret: Sendable, Hashable {
    /// What stands for a secret wherever one would be shown.
    package static let placeholder = "(secret)"

    private let text: String

    /// - Parameter text: the secret itself, not a reference to it.
    package init(_ text: String) {
        self.text = text
    }

    /// The text itself. Only what writes a migrated file, the journal or a token request needs it.
    package func revealed() -> String {
        text
    }

    /// Whether it is a value that an AEM has encrypted, and not the secret itself.
    package var isEncrypted: Bool { SecretCell.isEncrypted(text) }

    /// Whether it is a placeholder that AEM replaces, and not the secret itself.
    package var isPlaceholder: Bool { SecretCell.isPlaceholder(text) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The placeholder.
    package var description: String { Self.placeholder }

    /// The placeholder.
    package var debugDescription: String { Self.placeholder }

    /// Nothing: `dump` and debuggers read a value through its mirror, private properties too.
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
