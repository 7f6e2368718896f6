// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    static let osgiPairBroken = RulePage(
        .osgi,
        meaning: """
            An access token provider takes its client secret from a customizer, another configuration in the same folder. \
            Here there is none that belongs to it, or more than one.
            """,
        importance: "Where the secret would have to be written cannot be told, so that it is not migrated.",
        example: "No configuration with its secret belongs to it: none has its customizer type.",
        .error(.planning + .validating), .warning(.looking))

    static let osgiMalformed = RulePage(
        .osgi,
        meaning:
            "The file is not in the format that its ending says (.config, .cfg.json), or has a property twice.",
        importance: "AEM does not load such a configuration, and a credential in it would be overlooked.",
        example: "Line 3: the value does not end.",
        .error(.surveying, "where its name is that of a factory with credentials"),
        .warning(.surveying, "elsewhere"))

    static let osgiDoubtful = RulePage(
        .osgi,
        meaning: "A property is written in a way that AEM's own reader and others take for different values.",
        importance: "What AEM sees may not be what the file seems to say.",
        example: "service.ranking: null, for which AEM drops the whole configuration.",
        .warning(.looking + .planning))

    static let osgiDotPID = RulePage(
        .osgi,
        meaning: """
            The file is named FACTORY.ID and not FACTORY-ID or FACTORY~ID. With --rename-dot-pids a migration renames it.
            """,
        importance:
            "Adobe asks for the hyphen: with a dot, AEM may take it for a configuration of another service.",
        example:
            "A dot stands before the id in the name of the configuration, where Adobe asks for a hyphen.",
        .note(.looking + .planning))
}
