// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    static let secretPlaintext = RulePage(
        .secrets,
        meaning:
            "A cell of `client_secret` holds the secret itself, and not a reference such as env:NAME or file:PATH.",
        importance: "Whoever can read the mapping has the secret; in version control that is for ever.",
        example:
            "Row 2 of the mapping holds its client secret as clear text, and so will the migrated file.",
        .warning(.planning + .validating + .importing))

    static let secretExposed = RulePage(
        .secrets,
        meaning:
            "The mapping, the file of a `file:` cell or that of --env-file can be read by group or others.",
        importance: "Everybody who can log in to this machine can read the secret.",
        example: "Row 2, column 3 (client_secret): the file of the secret can be read by others.",
        .warning(.validating))

    static let secretShadowed = RulePage(
        .secrets,
        meaning: "A variable has one value in the environment and another in the file of --env-file.",
        importance: "The environment counts. If the file is the newer one, an old secret is written.",
        example: "Row 2: the environment and the --env-file give its variable different values.",
        .warning(.validating))

    static let credentialMatched = RulePage(
        .downloads,
        meaning:
            "A credential of a download belongs to the configuration; the message says by what, and how sure that is.",
        importance: "What was matched by org and solution alone is likely, not certain: look at these rows.",
        example: "Row 2: matched by the same client id, which is certain: Acme Target.",
        .note(.importing), .warning(.importing, "where it is less than certain"))

    static let credentialMissing = RulePage(
        .downloads,
        meaning:
            "None of the downloads has a credential for the configuration; its row is that of a template.",
        importance: "The row has to be filled in by hand before a migration can run.",
        example: "Row 5: no download holds a credential for this configuration.",
        .warning(.importing))

    static let credentialAmbiguous = RulePage(
        .downloads,
        meaning:
            "Two or more credentials fit a configuration equally well, or one credential has several secrets.",
        importance: "Nothing is taken by guess; the row stays incomplete.",
        example: "Row 3: 2 credentials fit by the same org and solution: Acme A; or Acme B.",
        .error(.importing))

    static let credentialIncomplete = RulePage(
        .downloads,
        meaning: "A download leaves out the secret, the scopes or the org of a credential.",
        importance: "The row stays incomplete, and no migration runs with it.",
        example: "Row 2: the download holds no client secret.",
        .warning(.importing))

    static let credentialUnused = RulePage(
        .downloads,
        meaning: "A credential of a download was matched with no configuration of this repository.",
        importance: "It may be for something else. Or the configuration it is for is not in this export.",
        example: "The credential Acme Campaign belongs to no configuration.",
        .note(.importing))

    static let credentialUnusable = RulePage(
        .downloads,
        meaning:
            "A file or a credential in it was passed over: no download, or a credential of another kind.",
        importance:
            "A Service Account (JWT) credential has to be migrated in Developer Console before it is of use.",
        example: "Passed over in project.json: the credential Acme, a Service Account (JWT) credential.",
        .note(.importing))

    static let credentialRefused = RulePage(
        .verification,
        meaning:
            "The authorization server has answered, and gives no token for this client id, secret and scopes.",
        importance: "AEM would get none either. With --verify-credentials nothing is written.",
        example:
            "Row 2, client id 0f0f0f0f0f0f0f0f: The credential does not have all of the scopes openid,AdobeID. Copy the scopes that Developer Console shows for it, or add the API that they belong to.",
        .error(.verifying))

    static let credentialUnverified = RulePage(
        .verification,
        meaning: """
            Nobody has said yes or no: the server could not be reached, has asked to wait, or was not asked because the \
            secret is encrypted or something is missing.
            """,
        importance: "The credential may work or not. What was not asked is no reason to go on.",
        example: "Row 4: the client secret is encrypted by an AEM, and only that AEM can read it.",
        .error(.verifying), .warning(.verifying, "where the secret is encrypted"))
}
