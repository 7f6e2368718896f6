// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    static let packageDamaged = RulePage(
        .packages,
        meaning:
            "The archive, or an entry of it, is damaged, encrypted, contradictory, or compressed in an unknown way.",
        importance: "What is in it is not known, and a package that is written anew would not be the same.",
        example:
            "It was not looked at: its contents do not have the right checksum. Build or download the package again.",
        .error(.surveying, "where it could hide a configuration, or in a package that is to be rewritten"),
        .warning(.surveying, "where it is in the way of writing the package anew"),
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
}
