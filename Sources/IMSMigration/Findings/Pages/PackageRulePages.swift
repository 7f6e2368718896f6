// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    static let packageDamaged = RulePage(
        .packages,
        meaning:
            """
            The archive, or an entry of it, is damaged, encrypted, contradictory, stored twice, or compressed by a method \
            that Java, and with it AEM, can't read. A file in a place for packages isn't a zip archive, or is empty.
            """,
        importance: "What is in it is not known, and a package that is written anew would not be the same.",
        example:
            "It was not looked at: its contents do not have the right checksum. Build or download the package again.",
        .error(.surveying, "where it could hide a configuration, or in a package that is to be rewritten"),
        .warning(.surveying, "where it is in the way of writing the package anew, or the file is empty"),
        .note(.surveying, "where it is beside the content"))

    static let packageNotCovered = RulePage(
        .packages,
        meaning: """
            META-INF/vault/filter.xml says what of a package is installed. No root in it covers the node that changes, or \
            the filters leave out a property that changes.
            """,
        importance:
            "The package could be installed without an error, and the configuration would stay on JWT.",
        example: "No filter in META-INF/vault/filter.xml covers /conf/acme/settings/cloudconfigs/target.",
        .error(.planning, "in a package, unless --allow-uncovered"),
        .warning(.planning, "in a tree, which may be deployed in another way, and with --allow-uncovered"))

    static let deltaEffects = RulePage(
        .packages,
        meaning: """
            What the AEM of --aem-version, or AEM 6.5 where it isn't known, does with a package of --delta or \
            --delta-rollback beside the planned changes, and which further properties the package protects.
            """,
        importance: """
            FileVault before 3.5 writes whole nodes. Properties that somebody added on the instance, under names that the \
            delta doesn't keep, are removed there.
            """,
        example:
            "The package leaves these properties as the instance has them: cq:lastModified, jcr:title, …",
        .note(.writing, "with --delta or --delta-rollback"))

    static let deltaAsSource = RulePage(
        .packages,
        meaning: """
            A configuration has the value {Binary} in a property that holds text. That is how a delta package of this tool \
            marks properties that an instance keeps.
            """,
        importance: """
            A delta isn't an export: the values of its configurations are missing. What is read from it would be \
            incomplete, and what is written from it would destroy configurations.
            """,
        example:
            "Not an export: jcr:title is marked as kept, which only a delta package does. Use the export that the delta was made from.",
        .error(.check + .planning + .validating + .drafting + ["verify-credentials"]),
        .warning(.scan))

    static let packageMode = RulePage(
        .packages,
        meaning:
            "The filter root has a mode (merge, update) with which an installation leaves some properties as they are.",
        importance: """
            Properties that are to go may stay, or the old values win, and the configuration on the instance is neither \
            JWT nor OAuth.
            """,
        example:
            "Its filter root has mode=\"merge\": where the configuration exists already, the changes are ignored on installation.",
        .warning(.planning))

    static let packageName = RulePage(
        .packages,
        meaning: """
            A content package inside the repository, in a tree or in another package, isn't named NAME-VERSION.zip after \
            the name and the version in its META-INF/vault/properties.xml.
            """,
        importance: """
            When what is around it is installed again with the same version, AEM doesn't replace a package of another file \
            name: it installs the old content of the inner package once more, and a migration is undone.
            """,
        example: """
            By its properties.xml, this package's file should be called acme.ui.content-1.0.zip. Under another name it \
            isn't replaced when what is around it is installed again with the same version: AEM then installs the old \
            content once more. Rename the file.
            """,
        .warning(.surveying))
}
