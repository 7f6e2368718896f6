// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    static let profileDisagrees = RulePage(
        .profiles,
        meaning: """
            A configuration that is on OAuth already has other property names or values than a migration would give it.
            """,
        importance: """
            If AEM has written it, the names of the profile are not the ones that this AEM uses, and what is migrated with \
            them would not work.
            """,
        example:
            "This configuration is on OAuth and does not look as the profile cloudconfig would make it: its scope is an array.",
        .warning(.planning))

    static let profileQuestion = RulePage(
        .profiles,
        meaning:
            "The examples do not tell what a migration is to do with a property, or tell it in two ways.",
        importance: "The profile cannot be used before the question is answered: every command refuses it.",
        example: "What becomes of cloudServiceName? It can be: kept, or removed.",
        .warning(.learning))

    static let waiverExpired = RulePage(
        .gates,
        meaning: "The last day of a row of the waivers has passed. It accepts nothing any more.",
        importance: "What it accepted counts again, and can make the command fail.",
        example:
            "Row 2: the waiver of jwt-deprecated for /conf/acme/** by ops@example.com ended with 2026-01-31: Vendor migrates in June",
        .warning(.looking))

    static let waiverUnused = RulePage(
        .gates,
        meaning: "A row of the waivers matches no finding of this run.",
        importance: "It is mended, and the row can go; or the row has a typing error, and accepts nothing.",
        example:
            "Row 3: the waiver of jwt-deprecated for /conf/acme/** by ops@example.com matches no finding.",
        .warning(.looking))

    static let runUnfinished = RulePage(
        .runs,
        meaning: "A run that wrote to this repository has been stopped half-way: its journal is not closed.",
        importance: "Some files are migrated and others are not. What is shown begins in the middle.",
        example: "A run on this repository has died half-way: what is shown here begins in the middle.",
        .warning(["migrate", "plan"], "with --dry-run, and for `plan`"),
        .note(.writing, "where this run completes it"))

    static let runFailed = RulePage(
        .runs,
        meaning: """
            The run ended before it came to a result. With another format than text, this record stands in the place of \
            the one that it would have made.
            """,
        importance:
            "Nothing is known of what it did not come to. The exit code says what kind of failure it was.",
        example: "my-export: there is nothing there. Check the path.",
        .error(.recording))

    static let configurationAppeared = RulePage(
        .comparison,
        meaning: "The later run has found a configuration that the earlier one had not.",
        importance: "A new one on JWT has been made after the migration, or comes from another export.",
        example: "New, and on JWT.",
        .warning(.comparing, "where it is on JWT"), .note(.comparing, "where it is not"))

    static let configurationGone = RulePage(
        .comparison,
        meaning: "The earlier run had a configuration that the later one has not found.",
        importance: "It was removed, or is not part of the later export.",
        example: "Gone; it was on JWT.",
        .note(.comparing))

    static let configurationChanged = RulePage(
        .comparison,
        meaning:
            "The configuration is in both runs, and is not the same: its kind, its client id or what else is recorded.",
        importance: "From OAuth back to JWT means that something has overwritten the migration.",
        example: "From OAuth to JWT. Also changed: clientID.",
        .warning(.comparing, "where it is no longer on OAuth"), .note(.comparing, "elsewhere"))

    static let findingResolved = RulePage(
        .comparison,
        meaning: "A finding of the earlier run is not in the later one.",
        importance: "Something has been mended, or is not looked at any more.",
        example: "jwt-deprecated: A configuration still uses Service Account (JWT) credentials.",
        .note(.comparing))

    static let attestationBroken = RulePage(
        .attestation,
        meaning: "A file, a package, a journal or the report itself is not what the run has recorded.",
        importance:
            "Somebody has changed it since. What the report says of the repository is no longer true.",
        example: "Its digest is not the one in SHA256SUMS.",
        .error(.attesting))

    static let attestationMissing = RulePage(
        .attestation,
        meaning: "Something that the run has left, and that would prove it, is not where the report says.",
        importance:
            "Without it nobody can tell whether the rest is as it was; without its journal a run cannot be undone.",
        example: "journals: there is no journal of the run 2026-01-31T10-00-00Z-4f2a.",
        .error(.attesting))
}
