// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    static let osgiPairBroken = RulePage(
        .osgi,
        meaning: """
            An access token provider takes its client secret from a customizer, another configuration. There can be one \
            for each run mode. Here there is none that belongs to the provider, more than one for the same run mode, or \
            one that another provider needs as well.
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
        meaning: """
            A file of a pair holds a value that AEM refuses, loses or replaces: null, an object, an unknown type, a number \
            that is none. Or a provider leaves its authorization server to a placeholder, and neither the placeholder nor \
            its default says that the server is one of Adobe's.
            """,
        importance: """
            AEM does not see what the file seems to say. In most cases it refuses the whole file, or a JWT configuration \
            would be overlooked.
            """,
        example: "service.ranking: null, for which AEM drops the whole configuration.",
        .error(.check + .planning + .validating),
        .warning(
            .surveying,
            "`scan` and commands that decide nothing; elsewhere a value that only some versions of AEM lose, and a provider that uses OAuth"
        ))

    static let osgiTwin = RulePage(
        .osgi,
        meaning: """
            Two files or nodes hold the configuration of one PID for the same run mode: `X.config` next to `X.cfg.json`, a \
            hyphen next to `~` or a dot before the ID, or the same name in two folders. The order of run modes in a \
            folder's name makes no difference, nor does `install` in place of `config`.
            """,
        importance:
            "AEM uses one of them, and the file does not say which. A migration of the other one has no effect.",
        example:
            "apps/acme/config/x.config has the same PID in the same run mode, and only one of the two counts. Keep one of them.",
        .error(.check + .planning + .validating, "in one package or module"),
        .warning(.surveying, "`scan` and commands that decide nothing; elsewhere in two packages or modules"))

    static let osgiFormatUnsupported = RulePage(
        .osgi,
        meaning: """
            A provider or customizer that isn't known to use OAuth is in a file that ends in `.cfg` or `.properties`. Sling's \
            installer reads these formats. ims-migrate reads them as well, but doesn't change them.
            """,
        importance: "The configuration is in use in AEM and has to be migrated.",
        example:
            "AEM reads this file, and ims-migrate does not change files of its format. Convert it to .config or .cfg.json.",
        .error(.check + .planning + .validating), .warning(.surveying))

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
