// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The facts of the run that an auditor asks for.
struct PageFacts {
    struct Fact {
        let name: String
        var lines: [Line]
    }

    struct Line {
        let text: String
        /// Something to be compared letter by letter: a path or a digest.
        let code: String?
    }

    let facts: [Fact]

    init(_ record: RunRecord, mode: String) {
        var facts = [
            Fact(
                name: "Command",
                lines: [Line(text: "\(HarmlessText.line(record.command)), \(mode)", code: nil)]),
            Fact(
                name: "Run by",
                lines: [Line(text: record.environment?.words.map(HarmlessText.line) ?? "not told", code: nil)]
            ),
            Fact(
                name: "When",
                lines: [
                    Line(
                        text:
                            "\(HarmlessText.line(record.startedAt)), for \(FigureText.seconds(record.durationSeconds)) seconds",
                        code: nil)
                ]),
            Fact(
                name: "Tool",
                lines: [
                    Line(text: HarmlessText.line("\(record.tool.name) \(record.tool.version)"), code: nil)
                ]),
            Fact(name: "Inputs", lines: record.inputs.flatMap(Self.lines)),
            Fact(name: "Mapping", lines: Self.lines(record.mapping)),
        ]
        if let scope = record.scope {
            facts.append(
                Fact(
                    name: "Profiles",
                    lines: scope.profiles.map {
                        Line(
                            text: "\(HarmlessText.line($0.storage)), SHA-256",
                            code: HarmlessText.line($0.sha256))
                    }))
            facts.append(Fact(name: "Limits", lines: [Line(text: Self.limits(scope), code: nil)]))
            facts.append(Fact(name: "Not looked at", lines: Self.notLookedAt(scope, record)))
        }
        if let journal = record.journal {
            facts.append(
                Fact(
                    name: "Journal",
                    lines: [
                        Line(
                            text: "run \(HarmlessText.line(journal.run)), in",
                            code: HarmlessText.line(journal.folder)),
                        Line(text: "of the repository", code: HarmlessText.line(journal.repository)),
                    ]))
        }
        facts.append(
            Fact(
                name: "Result",
                lines: [
                    Line(
                        text: "exit code \(record.exitCode): \(HarmlessText.line(record.exitReason))",
                        code: nil)
                ]))
        self.facts = facts.filter { !$0.lines.isEmpty }
    }

    private static func lines(_ input: RunRecord.Input) -> [Line] {
        var lines = [
            Line(
                text: input.kind == .package ? "content package" : "folder",
                code: HarmlessText.line(input.path))
        ]
        if input.kind == .package {
            lines.append(
                input.sha256.map {
                    Line(text: "SHA-256 of the package before the run", code: HarmlessText.line($0))
                }
                    ?? Line(
                        text: "SHA-256 of the package: not computed, this run did not read all of it",
                        code: nil))
        }
        if let files = input.configurationFiles, files.count > 0 {
            let words = FigureText.count(files.count, "file")
            lines.append(
                Line(
                    text: "SHA-256 of the list of \(words) with configurations, as sha256sum prints it",
                    code: HarmlessText.line(files.sha256)))
        }
        return lines
    }

    private static func lines(_ mapping: RunRecord.GivenFile?) -> [Line] {
        guard let mapping else { return [] }
        return [
            Line(text: "file", code: HarmlessText.line(mapping.path)),
            Line(text: "SHA-256", code: HarmlessText.line(mapping.sha256)),
        ]
    }

    private static func limits(_ scope: RunRecord.Scope) -> String {
        scope.limits.map { limit in
            let name = HarmlessText.line(limit.name)
            return switch limit.name {
            case "document-bytes": "\(FigureText.grouped(limit.value)) bytes a document"
            case "document-depth": "\(FigureText.grouped(limit.value)) elements in each other"
            case "tree-depth": "\(FigureText.grouped(limit.value)) folders in each other"
            case "path-bytes": "\(FigureText.grouped(limit.value)) bytes a path"
            case "package-nesting": "\(FigureText.grouped(limit.value)) packages in each other"
            case "package-walk-bytes": "\(FigureText.grouped(limit.value)) decompressed bytes of a package"
            case "package-expansion":
                "\(FigureText.grouped(limit.value)) times the compressed size of an entry"
            default: "\(name) \(FigureText.grouped(limit.value))"
            }
        }.joined(separator: ", ") + ". What goes beyond one is a finding."
    }

    private static func notLookedAt(_ scope: RunRecord.Scope, _ record: RunRecord) -> [Line] {
        var lines = [
            Line(
                text: "everything outside of",
                code: scope.paths.map(HarmlessText.line).joined(separator: ", ")),
            Line(
                text: "folders named",
                code: scope.skippedFolders.map(HarmlessText.line).joined(separator: ", ")),
        ]
        let unread: [(FindingRule, String)] = [
            (.pathUnsafe, "link or special file"), (.fileUnreadable, "unreadable file or folder"),
            (.packageDamaged, "damaged package entry"), (.limitReached, "file beyond a limit"),
        ]
        for (rule, noun) in unread {
            let count = record.findings.count { $0.rule == rule.rawValue }
            guard count > 0 else { continue }
            lines.append(
                Line(text: FigureText.count(count, noun) + ", see the findings (\(rule.rawValue))", code: nil)
            )
        }
        return lines
    }
}
