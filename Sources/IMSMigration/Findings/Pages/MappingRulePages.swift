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
            An empty cell takes its value from the configuration: the client id it has, the org of its JWT payload. Here \
            the configuration does not tell the value either.
            """,
        importance: "A credential without it gets no token. Nothing is written, and the exit code is 65.",
        example:
            "Row 2, column org_id: the cell is needed, because the configuration does not tell this value itself.",
        .error(.planning + .validating))

    static let mappingInvalid = RulePage(
        .mapping,
        meaning: """
            The file is no CSV as RFC 4180 has it, lacks columns, or has cells that mean nothing. Every problem is told, \
            with its row and column, and never with the text of a cell.
            """,
        importance: "Nothing can be planned with it: exit code 65.",
        example: "Row 4, column 3 (client_secret): the cell is empty.",
        .error(.validating))

    static let mappingFormat = RulePage(
        .mapping,
        meaning: "A client id, an org, a scope or an authorization server does not look as Adobe's do.",
        importance:
            "Most often something was cut off or went into the wrong column; such a credential gets no token.",
        example: "Row 2, column 5 (org_id): ends with @AdobeOrg in other capitals.",
        .error(.validating, "where it cannot work"),
        .warning(.validating, "where a server is not one of Adobe's"),
        .note(.validating, "where it is merely unusual"))

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
        example: "Row 2 of the mapping brings an org_id that is not the `iss` of the JWT payload.",
        .error(.planning + .validating, "unless --allow-org-mismatch"),
        .warning(.planning + .validating, "with --allow-org-mismatch"), .warning(.importing))

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
