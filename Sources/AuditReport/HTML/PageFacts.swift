// SPDX-License-Identifier: Apache-2.0

import IMSMigration

// The facts of the run that an auditor asks for.

extension HTMLReport {
    /// A line of a fact: words, and something to be compared letter by letter, a path or a digest.
    private typealias Line = (text: String, code: String?)

    func run(_ html: inout HTMLBuilder) {
        html.section("run", "The run") { html in
            html.line(.dl, [.class: "facts"]) { html in
                for (name, lines) in facts where !lines.isEmpty {
                    html.element(.dt, text: name)
                    for line in lines {
                        html.element(.dd) { html in
                            html.text(line.text)
                            guard let code = line.code else { return }
                            html.text(" ")
                            html.code(code)
                        }
                    }
                }
            }
        }
    }

    private var facts: [(name: String, lines: [Line])] {
        var facts: [(String, [Line])] = [
            ("Command", [("\(record.command), \(mode)", nil)]),
            ("Run by", [(record.environment?.words ?? "not told", nil)]),
            (
                "When",
                [("\(record.startedAt), for \(FigureText.seconds(record.durationSeconds)) seconds", nil)]
            ),
            ("Tool", [("\(record.tool.name) \(record.tool.version)", nil)]),
            ("Inputs", record.inputs.flatMap(Self.lines)),
            ("Mapping", Self.lines(record.mapping)),
        ]
        if let scope = record.scope {
            facts.append(("Profiles", scope.profiles.map { ("\($0.storage), SHA-256", $0.sha256) }))
            facts.append(("Limits", [(Self.limits(scope), nil)]))
            facts.append(("Not looked at", notLookedAt(scope)))
        }
        if let journal = record.journal {
            facts.append(
                (
                    "Journal",
                    [("run \(journal.run), in", journal.folder), ("of the repository", journal.repository)]
                ))
        }
        facts.append(("Result", [("exit code \(record.exitCode): \(record.exitReason)", nil)]))
        return facts
    }

    private static func lines(_ input: RunRecord.Input) -> [Line] {
        var lines: [Line] = [(input.kind == .package ? "content package" : "folder", input.path)]
        if input.kind == .package {
            lines.append(
                input.sha256.map { ("SHA-256 of the package before the run", $0) }
                    ?? ("SHA-256 of the package: not computed, this run did not read all of it", nil))
        }
        if let files = input.configurationFiles, files.count > 0 {
            let words = FigureText.count(files.count, "file")
            lines.append(
                ("SHA-256 of the list of \(words) with configurations, as sha256sum prints it", files.sha256))
        }
        return lines
    }

    private static func lines(_ mapping: RunRecord.GivenFile?) -> [Line] {
        guard let mapping else { return [] }
        return [("file", mapping.path), ("SHA-256", mapping.sha256)]
    }

    private static func limits(_ scope: RunRecord.Scope) -> String {
        scope.limits.map { limit in
            let value = FigureText.grouped(limit.value)
            return switch limit.name {
            case "document-bytes": "\(value) bytes a document"
            case "document-depth": "\(value) elements in each other"
            case "tree-depth": "\(value) folders in each other"
            case "path-bytes": "\(value) bytes a path"
            case "package-nesting": "\(value) packages in each other"
            case "package-walk-bytes": "\(value) decompressed bytes of a package"
            case "package-expansion": "\(value) times the compressed size of an entry"
            default: "\(limit.name) \(value)"
            }
        }.joined(separator: ", ") + ". What goes beyond one is a finding."
    }

    private func notLookedAt(_ scope: RunRecord.Scope) -> [Line] {
        var lines: [Line] = [
            ("everything outside of", scope.paths.joined(separator: ", ")),
            ("folders named", scope.skippedFolders.joined(separator: ", ")),
        ]
        let unread: [(FindingRule, String)] = [
            (.pathUnsafe, "link or special file"), (.fileUnreadable, "unreadable file or folder"),
            (.packageDamaged, "damaged package entry"), (.limitReached, "file beyond a limit"),
        ]
        for (rule, noun) in unread {
            let count = record.findings.count { $0.rule == rule.rawValue }
            guard count > 0 else { continue }
            lines.append(("\(FigureText.count(count, noun)), see the findings (\(rule.rawValue))", nil))
        }
        return lines
    }
}
