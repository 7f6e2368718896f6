// SPDX-License-Identifier: Apache-2.0

/// What `profile learn` tells: how each property came about, and what is left to be decided.
package struct LearningReport: Codable, Sendable, Equatable {
    /// One example.
    package struct Pair: Codable, Sendable, Equatable {
        /// The two exports, as they were given.
        package var before: String, after: String
        /// The JCR path of the configuration, or its file where that is not known.
        package var path: String
        /// The row of the mapping that is for it.
        package var mappingRow: Int?

        /// An example.
        package init(before: String, after: String, path: String, mappingRow: Int?) {
            self.before = before
            self.after = after
            self.path = path
            self.mappingRow = mappingRow
        }
    }

    /// One property with its explanation.
    package struct Property: Codable, Sendable, Equatable {
        /// Its name.
        package var property: String
        /// The kind of explanation: `kept`, `removed`, `renamed`, `copied`, `field`, `template`, `entries`, `constant`,
        /// `volatile` or `question`.
        package var kind: String
        /// The explanation in words.
        package var explanation: String
        /// Where the value came from, and which field of the credential it is.
        package var source: String?, field: String?

        /// A property.
        package init(
            property: String, kind: String, explanation: String, source: String? = nil, field: String? = nil
        ) {
            self.property = property
            self.kind = kind
            self.explanation = explanation
            self.source = source
            self.field = field
        }
    }

    /// Version of this format.
    package var schemaVersion = 1
    /// The tool that made it.
    package var tool = RunRecord.Tool.current
    /// The command.
    package var command = "profile learn"
    /// The file that the profile was written to, its name and storage form.
    package var profile: String, name: String, storage: String
    /// The examples.
    package var pairs: [Pair] = []
    /// Every property of the examples.
    package var properties: [Property] = []
    /// What a person has to look at.
    package var findings: [RunRecord.Finding] = []
    /// How the run ended, and why.
    package var exitCode = 0, exitReason = ""

    /// A report about the profile in the file `profile`.
    package init(profile: String, name: String, storage: String) {
        self.profile = profile
        self.name = name
        self.storage = storage
    }

    /// A table of the properties, the findings below it, and how it ended; quiet leaves out the table.
    package func text(_ style: TextStyle) -> String {
        var paragraphs =
            style.quiet
            ? [] : [pairs.map { HarmlessText.line($0.path) + "\n" }.joined(), table.render(style)]
        for finding in findings {
            let words = "\(finding.level): \(finding.message)"
            paragraphs.append(HarmlessText.lines(words, width: style.width).joined())
        }
        paragraphs.append(HarmlessText.lines(exitReason, width: style.width).joined())
        return HarmlessText.withoutBuildCommands(inLinesOf: paragraphs.joined(separator: "\n"))
    }

    private var table: TextTable {
        TextTable(
            header: ["PROPERTY", "EXPLANATION"],
            rows: properties.map { property in
                [
                    .init(text: HarmlessText.line(property.property)),
                    .init(text: HarmlessText.line(property.explanation)),
                ]
            })
    }

    /// The report as JSON. Throws `EncodingError`.
    package func json() throws -> String { try HarmlessJSON.text(of: self) }
}
