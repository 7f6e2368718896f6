// SPDX-License-Identifier: Apache-2.0

/// What every command that looks at configurations says of some of them.
extension Finding {
    /// The finding for a configuration whose kind cannot be told.
    package static func configurationAmbiguous(_ configuration: IMSConfiguration, _ level: Level) -> Finding {
        func properties(_ kind: Evidence.Kind) -> String {
            configuration.evidence.filter { $0.kind == kind }.map(\.property).joined(separator: ", ")
        }
        let jwt = properties(.jwt)
        let message =
            jwt.isEmpty
            ? "Nothing tells whether it uses JWT or OAuth; it is not migrated by guess."
            : "It looks half-finished: \(jwt) speak for JWT, \(properties(.oauth)) for OAuth. It is not migrated "
                + "by guess."
        return Finding(
            .configurationAmbiguous, level, message, path: configuration.path, line: configuration.line)
    }

    /// The finding for a configuration that Adobe looks after; nil for any other.
    package static func provisioned(_ configuration: IMSConfiguration) -> Finding? {
        configuration.provisioned.map {
            Finding(
                .adobeProvisioned, .note, "It is not to be migrated by hand: \($0).",
                path: configuration.path,
                line: configuration.line)
        }
    }

    /// The finding for a configuration that is not a whole pair.
    package static func pairBroken(_ configuration: IMSConfiguration, _ problem: String, _ level: Level)
        -> Finding
    {
        Finding(.osgiPairBroken, level, problem, path: configuration.path, line: configuration.line)
    }
}
