// SPDX-License-Identifier: Apache-2.0

extension RulePage {
    private static let grave = "below settings/cloudconfigs, and in files that hold a configuration"
    private static let elsewhere = "in other files"

    static let xmlMalformed = RulePage(
        .files,
        meaning: """
            The file is not well-formed XML, or uses a prefix that it does not declare. What configurations are in it \
            cannot be told.
            """,
        importance:
            "FileVault cannot install such a file either, and a configuration in it would be overlooked.",
        example:
            "Line 2, column 64: not well-formed XML: an end tag that does not match its start tag. Correct the file, or export it again.",
        .error(.surveying, grave), .warning(.surveying, elsewhere))

    static let doctypeRefused = RulePage(
        .files,
        meaning: "The file declares a document type. Nothing in it was read.",
        importance: """
            A DOCTYPE can bring in other files and grow without end when it is expanded. FileVault never writes one, so \
            that it is a sign of a file that came another way.
            """,
        example: "Line 2: a DOCTYPE, which docview files do not have. Remove it, or export the file again.",
        .error(.surveying, grave), .warning(.surveying, elsewhere))

    static let encodingUnsupported = RulePage(
        .files,
        meaning: "The file is not valid UTF-8, or says that it is in another encoding.",
        importance: "Its text could be misread, and what is written back would not be what was there.",
        example: "Line 1: the file declares the encoding ISO-8859-1. Convert the file to UTF-8.",
        .error(.surveying, grave), .warning(.surveying, elsewhere))

    static let docviewInvalid = RulePage(
        .files,
        meaning: """
            An attribute does not follow FileVault's grammar of values: a leading brace that is no type, say, or a list \
            that does not end.
            """,
        importance:
            "FileVault refuses the value when the package is installed, or reads something else than was meant.",
        example:
            "The value of title: it starts with {…}, which names no property type (text that starts with a brace is written \\{…).",
        .error(.surveying, grave), .warning(.surveying, elsewhere))

    static let editImpossible = RulePage(
        .files,
        meaning: """
            The change cannot be made in the file without touching something else: two readings of it disagree, or what \
            would be written does not read back as planned.
            """,
        importance: "This tool changes exactly the bytes that it says, or nothing. So nothing was written.",
        example: "The place of clientSecret in the file cannot be told for certain.",
        .error(.planning), .error(.surveying, grave), .warning(.surveying, elsewhere))

    static let pathUnsafe = RulePage(
        .files,
        meaning: """
            A symbolic link, a device, a socket, a file named jcr_root, or an entry of a package with a name that leads out \
            of it is where content could be. It was not followed, and not copied where it is a special file.
            """,
        importance: "Behind it a run would leave the repository. What lies there was not looked at.",
        example:
            "A symbolic link, which is neither followed nor opened. If content belongs here, put the file or folder itself in its place.",
        .error(.check + .planning, "where configurations can be, at it or below it"),
        .error(.surveying, "in a package, where it could hide a configuration"), .note(.surveying),
        .warning(.surveying, "in a package that could not be written anew"))

    static let fileUnreadable = RulePage(
        .files,
        meaning: "The operating system did not let this user read the file or the folder.",
        importance: "It may hold configurations. So the result is incomplete, and the exit code is 74.",
        example:
            "Cannot be read: Permission denied. Make it readable for the user who runs this, and run it again.",
        .error(.surveying))

    static let limitReached = RulePage(
        .files,
        meaning: """
            A file, a path or a package goes beyond one of the limits that keep a run from being exhausted by what it \
            reads. It was not looked at. docs/limits.md names them all.
            """,
        importance: "What is in it is not known. No export of AEM comes near these limits.",
        example: "Its path is longer than 32768 bytes; it was not looked at. Pass a folder further down.",
        .error(.surveying), .warning(.surveying, "where it holds no configuration by what can be seen"),
        .note(.surveying, "in a package, beside the content"))

    static let buildOutputSkipped = RulePage(
        .files,
        meaning:
            "A directory named target is next to a pom.xml, outside of any jcr_root. It wasn't searched.",
        importance:
            "It's a copy that Maven makes of the sources, so every configuration would be found twice.",
        example: """
            Build output: a folder `target` next to a `pom.xml`; it was not entered. If it holds content, give it another \
            name.
            """,
        .note(.surveying))
}
