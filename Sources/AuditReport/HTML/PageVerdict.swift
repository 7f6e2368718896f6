// SPDX-License-Identifier: Apache-2.0

/// What the reader learns first: how it went, what was found, done and left, and what to do now.
struct PageVerdict {
    struct Point {
        let name: String
        let spans: [PageWords.Span]

        init(name: String, text: String) {
            self.name = name
            spans = PageWords.spans(text)
        }
    }

    let tone: String
    let word: String
    let sentence: String
    let mode: String
    let points: [Point]

    init(_ record: RunRecord) {
        let left = record.configurations.count { record.classificationWhenDone($0) != "oauth" }
        sentence = HarmlessText.line(([record.exitReason] + record.omissions).joined(separator: " "))
        mode = Self.mode(record) + (record.shard.map { " · \($0.words)" } ?? "")
        switch record.exitCode {
        case 2: (tone, word) = ("calm", "Changes are pending.")
        case 0 where record.mode == .dryRun && record.changesAnything:
            (tone, word) = ("calm", "Changes are pending.")
        case 0 where record.mode == .readOnly && left > 0 && record.command != "verify-credentials":
            (tone, word) = ("warn", "Work remains.")
        case 0: (tone, word) = ("good", "Done.")
        default: (tone, word) = ("bad", "Needs attention.")
        }
        let isSurvey =
            record.command != "verify-credentials"
            && (record.scope != nil || !record.configurations.isEmpty)
        var points: [Point] = []
        if isSurvey { points.append(Point(name: "Found", text: Self.found(record.summary))) }
        points.append(Point(name: "Done", text: Self.done(record)))
        if isSurvey { points.append(Point(name: "Left", text: Self.left(record))) }
        points.append(Point(name: "To do now", text: Self.next(record, left: left)))
        self.points = points
    }

    private static func mode(_ record: RunRecord) -> String {
        switch (record.mode, record.exitCode) {
        case (.readOnly, _): "read only"
        case (.dryRun, _): "dry run, nothing was written"
        case (.apply, 0): record.files.isEmpty ? "nothing was to be written" : "changes are written"
        case (.apply, 5): "stopped part-way"
        case (.apply, 6): "everything was put back"
        case (.apply, 3), (.apply, 4), (.apply, 64), (.apply, 65): "nothing was written"
        case (.apply, _): "did not end well"
        }
    }

    private static func found(_ summary: RunRecord.Summary) -> String {
        guard summary.configurations > 0 else {
            return "No configuration in \(FigureText.count(summary.filesExamined, "file"))."
        }
        let kinds = [(summary.jwt, "JWT"), (summary.oauth, "OAuth"), (summary.ambiguous, "ambiguous")]
        return FigureText.count(summary.configurations, "configuration") + ": "
            + kinds.filter { $0.0 > 0 }.map { "\(FigureText.grouped($0.0))\u{A0}\($0.1)" }.joined(
                separator: ", ")
            + "."
    }

    private static func done(_ record: RunRecord) -> String {
        let summary = record.summary
        let files = FigureText.count(record.files.count, "file")
        switch record.mode {
        case .readOnly: return "Nothing was to be changed."
        case .dryRun:
            return record.files.isEmpty || record.isBlocked
                ? "Nothing was written." : "Nothing was written; \(files) would be."
        case .apply:
            guard record.exitCode == 0 else { return "See above." }
            if record.command == "rollback" { return "\(files) put back." }
            let counts = [
                (summary.migrated, "migrated"), (summary.created, "created"), (summary.planned, "prepared"),
            ]
            let words = counts.filter { $0.0 > 0 }.map { "\(FigureText.grouped($0.0)) \($0.1)" }
            return words.isEmpty
                ? "There was nothing to write." : words.joined(separator: ", ") + "; \(files) written."
        }
    }

    private static func left(_ record: RunRecord) -> String {
        var counts: [String: Int] = [:]
        for entry in record.configurations { counts[record.classificationWhenDone(entry), default: 0] += 1 }
        let jwt = counts["jwt"] ?? 0
        let unclear = record.configurations.count - jwt - (counts["oauth"] ?? 0)
        let kinds = [(jwt, "on JWT"), (unclear, "ambiguous")].filter { $0.0 > 0 }
        let words =
            kinds.isEmpty
            ? "None on JWT"
            : kinds.map { "\(FigureText.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
        return words + (record.mode == .dryRun && !record.isBlocked ? ", when it is carried out." : ".")
    }

    private static func next(_ record: RunRecord, left: Int) -> String {
        let findings = record.summary.findings
        let look =
            findings.warning > 0
            ? " Look at the \(FigureText.count(findings.warning, "warning")) below." : ""
        switch record.exitCode {
        case 0 where record.command == "verify-credentials": return "Nothing: every credential works." + look
        case 0, 2: break
        case 3 where record.command == "verify-credentials":
            return "Correct the rows that are named below, and verify again."
        case 3 where ["scan", "check"].contains(record.command) && left > 0: return migration + look
        case 3 where findings.error > 0:
            return
                "Remove the cause of the \(FigureText.count(findings.error, "error")) below, and run it again."
        case 3: return "Deal with the findings below: this run was told to stop at them."
        case 4: return "Read below why it was refused, and decide what is right. Nothing was changed."
        case 5: return "Remove the cause, then run it again to complete it, or undo it by rollback."
        case 6: return "Nothing is lost. Keep this report: the cause has to be found before another try."
        default: return "Remove the cause that is told below, and run it again."
        }
        switch record.mode {
        case .readOnly: return left > 0 ? migration + look : "Nothing." + look
        case .dryRun:
            guard !record.files.isEmpty else { return "Nothing." + look }
            return record.command == "plan"
                ? "Review the changes below, then run `ims-migrate apply`." + look
                : "Review the changes below, then run it again without `--dry-run`." + look
        case .apply:
            guard !record.files.isEmpty, record.command != "rollback" else { return "Nothing." + look }
            let undo =
                record.journal == nil
                ? "" : " To go back: `ims-migrate rollback` with this run’s report.json."
            return "Deploy the result, and test each integration in AEM." + undo + look
        }
    }

    private static let migration =
        "Create OAuth Server-to-Server credentials in Adobe Developer Console, fill in a mapping, and preview the "
        + "migration with `ims-migrate migrate --dry-run`."
}
