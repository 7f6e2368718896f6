// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    static let jwtDeprecated = RulePage(
        .configurations,
        meaning: """
            The configuration holds a Service Account (JWT) credential: evidence such as a JWT payload, the alias of a key \
            pair or a technical account speaks for it, and nothing for OAuth. The record lists that evidence.
            """,
        importance: """
            Adobe has ended JWT credentials. A configuration that still uses one stops getting tokens, and the service \
            behind it stops working in AEM.
            """,
        example: "A configuration still uses Service Account (JWT) credentials.",
        .error(.check), .warning(.scan))

    static let configurationAmbiguous = RulePage(
        .configurations,
        meaning: """
            Properties of both kinds stand side by side, as after a migration that was begun by hand and not finished, or \
            nothing tells the kind at all.
            """,
        importance: """
            Whichever kind is guessed could be wrong, and a migration would then overwrite a credential that works. So it \
            is never migrated by guess.
            """,
        example:
            "It looks half-finished: jwtClaims speak for JWT, scope for OAuth. It is not migrated by guess.",
        .error(.planning + .check, "unless a row of the mapping skips it"),
        .warning(.scan + .drafting), .error(.validating, "unless a row skips it"))

    static let adobeProvisioned = RulePage(
        .configurations,
        meaning: """
            The configuration bears the marks of those that Adobe sets up itself on AEM as a Cloud Service. It counts as \
            skipped.
            """,
        importance:
            "Adobe migrates these itself. One that was changed by hand can no longer be looked after by Adobe.",
        example: "It is not to be migrated by hand: Adobe has provisioned it.",
        .note(.looking + .planning + .validating))

    static let referenceBroken = RulePage(
        .configurations,
        meaning: """
            Other configurations refer to this one by a title or a name that the migration would change: the mapping's \
            `title`, or a file name with --rename-dot-pids.
            """,
        importance:
            "What refers to it would point nowhere after the deployment, and its service would stop working.",
        example:
            "/conf/acme/settings/stock refers to it by its title (imsConfig), which row 4 of the mapping changes.",
        .error(.planning + .validating))

    static let keystoreOrphan = RulePage(
        .configurations,
        meaning: """
            The JWT credential signed with a key from a service user's key store. When the configuration is migrated, \
            nothing in this repository uses that alias any more.
            """,
        importance: """
            A private key that nobody uses is a risk without a use. It does not stop a migration: the key is needed until \
            the new credential works.
            """,
        example: "Its key store alias acme-2020 is not used any more when it is migrated.",
        .note(.planning))

    static let jwtElsewhere = RulePage(
        .configurations,
        meaning: """
            Something that is not an Adobe IMS configuration holds a JWT credential: a product with a storage of its own, \
            which this tool knows by sight and does not touch.
            """,
        importance: "It stops working like the others, and no migration of this tool will help it.",
        example: "The Adobe I/O integration of ACS AEM Commons.",
        .note(.surveying))

    static let targetReadiness = RulePage(
        .configurations,
        meaning: """
            With --aem-version, what the AEM that the configurations are deployed to needs so that it can use OAuth \
            Server-to-Server: 6.5 takes service pack 11 to 20 and a hotfix, from 6.5.21 on it is built in.
            """,
        importance: "On a version without it, every migrated configuration fails to get a token.",
        example:
            "AEM 6.5.8 cannot use OAuth Server-to-Server: it takes service pack 11 and a hotfix, or 6.5.21.",
        .error(.looking + .planning, "where that version cannot use OAuth"),
        .warning(.looking + .planning, "where it needs a hotfix"),
        .note(.looking + .planning, "where it can"))
}
