// SPDX-License-Identifier: Apache-2.0

/// Looks up a secret that is named on the command line, where it must not stand itself: every user of the machine can
/// read command lines.
package enum SecretLookup {
    /// The secret behind `env:NAME` or `file:PATH`. Throws `SecretLookupProblem`.
    package static func secret(
        _ reference: String, sources: SecretSources
    ) throws(SecretLookupProblem) -> Secret {
        var resolver = SecretResolver(sources: sources)
        do throws(SecretCellProblem) {
            let cell = try SecretCell(reference)
            switch cell {
            case .environment, .file:
                guard let secret = try resolver.secret(of: cell, row: 1).value else {
                    throw SecretCellProblem(message: "it was not looked up")
                }
                return secret
            default: throw SecretCellProblem(message: "it takes env:NAME or file:PATH, and nothing else")
            }
        } catch {
            throw SecretLookupProblem(description: error.message)
        }
    }

    /// Whether a text names a source, and is no plain text.
    package static func isReference(_ text: String) -> Bool {
        text.hasPrefix("env:") || text.hasPrefix("file:")
    }
}

/// Why there is no such secret: a sentence without any of its text.
package struct SecretLookupProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence, without a full stop.
    package let description: String
}
