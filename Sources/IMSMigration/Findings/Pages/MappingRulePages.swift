// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    static let mappingMissing = RulePage(
        .mapping,
        meaning: "The configuration is on JWT, and no row matches its path or its API key.",
        importance: "It would stay on JWT, and nobody would have decided that.",
        example: "No row of the mapping is for this JWT configuration; it stays as it is.",
        .error(.planning + .validating, "unless --allow-unmapped"),
        .warning(.planning + .validating, "with --allow-unmapped"), .warning(.learning))

    static let mappingUnused = RulePage(
        .mapping,
        meaning: "The row's path or client id is that of no configuration in this repository.",
        importance: "Most often it is a typing error, and the configuration that was meant has no row.",
        example: "Row 7 of the mapping matches no configuration.",
        .warning(.planning + .validating))

    static let mappingAmbiguous = RulePage(
        .mapping,
        meaning: """
            Two rows match one configuration and rank alike. An exact path ranks before a glob, and a glob before a row \
            with a client id alone.
            """,
        importance:
            "Which credential it is to get cannot be told, and a guess could give it somebody else's.",
        example: "Rows 3 and 5 of the mapping match it with equal right.",
        .error(.planning + .validating))

    static let mappingIncomplete = RulePage(
        .mapping,
        meaning: """
            An empty cell takes its value from the configuration: the client ID it has, the organization of its JWT \
            payload. Here the configuration has no such value, or one that is empty or has white space around it.
            """,
        importance: "A credential without it gets no token. Nothing is written, and the exit code is 65.",
        example:
            "Row 2, column org_id: the cell is empty, and the configuration has no usable value of its own. Fill in the cell.",
        .error(.planning + .validating))

    static let mappingInvalid = RulePage(
        .mapping,
        meaning: """
            The file isn't a CSV as RFC 4180 defines it, lacks columns, or has cells that don't have the form of their \
            column. Every problem is reported in one run, with its row and column, and never with the text of a cell. \
            For OSGi placeholders such as `$[secret:NAME]`: the row's configuration isn't an OSGi configuration.
            """,
        importance: "Nothing is planned, sent or written with it: exit code 65.",
        example: "Row 4, column 3 (client_secret): the cell is empty.",
        .error(.usingMapping))

    static let mappingFormat = RulePage(
        .mapping,
        meaning: "A client ID doesn't have the 32 digits that it usually has, or a scope is listed twice.",
        importance: "Often the cell was cut off or is for another column.",
        example:
            "Row 2, column 5 (client_id): the client ID isn't 32 hexadecimal digits, as in Adobe Developer Console. Check "
            + "that it is whole.",
        .note(.validating))

    static let mappingReplaces = RulePage(
        .mapping,
        meaning:
            "The cell of an optional column (title, cloud_service, authorization_server) changes what is there.",
        importance:
            "It may be meant. A cell that was copied along by mistake would change more than the credential.",
        example: "Row 3, column 8 (title): replaces what the configuration has.",
        .note(.validating, "with a repository"))

    static let clientIDChanged = RulePage(
        .mapping,
        meaning: "The row brings another client id than the JWT configuration has today.",
        importance:
            "Right for a new credential; for one that was migrated in Developer Console it would be a mistake.",
        example: "Row 3, column 2 (client_id): the client id is not the one that the configuration has.",
        .note(.validating, "with a repository"))

    static let orgMismatch = RulePage(
        .mapping,
        meaning: "The row's `org_id` is not the `iss` claim of the JWT payload that the configuration has.",
        importance: """
            A configuration that gets a credential of another organisation talks to another customer's data, or to none.
            """,
        example:
            "Row 2 of the mapping sets the organization NEW@AdobeOrg, but the `iss` of the JWT payload is OLD@AdobeOrg.",
        .error(.planning + .validating, "unless --allow-org-mismatch"),
        .warning(.planning + .validating, "with --allow-org-mismatch"), .warning(.importing))

    static let claimsAmbiguous = RulePage(
        .mapping,
        meaning: "The JWT payload of a configuration that a row migrates has `iss` more than once.",
        importance:
            "AEM and this tool could take different ones, and the wrong organization would be written.",
        example:
            "The JWT payload has more than one `iss`, so that its organization can't be determined. Remove all but one in "
            + "AEM and export again.",
        .error(.planning + .validating))

    static let serverForeign = RulePage(
        .mapping,
        meaning: """
            The host of an `authorization_server` cell is not below adobelogin.com. With `verify-credentials` and \
            `--verify-credentials` also the host that a configuration names, where the row names none.
            """,
        importance:
            "The client secret would be sent there, by AEM or by this tool. Nothing is sent or written.",
        example:
            "Row 2: the authorization server isn't below adobelogin.com, and the secret would be sent to it. If it is "
            + "yours, pass --allow-server ims.example.com.",
        .error(.verifying + .validating))

    static let pathOccupied = RulePage(
        .creation,
        meaning:
            "A row with the action `create`, or a file that is to be renamed, finds something in its place.",
        importance: "It would be overwritten.",
        example:
            "Row 6 of the mapping is to create a configuration, but there is one already. Use the action migrate or skip.",
        .error(.planning))

    static let creationImpossible = RulePage(
        .creation,
        meaning:
            "No configuration can be at the path of a row with the action `create`, or nothing above it is there.",
        importance: "AEM would not find it, or FileVault would not install it.",
        example:
            "Row 6 is to create a configuration at a path where none can be. These are for them: /conf/**/settings/cloudconfigs/**.",
        .error(.planning))
}
