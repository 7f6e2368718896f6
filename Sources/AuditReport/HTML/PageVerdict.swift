// SPDX-License-Identifier: Apache-2.0

// What the reader learns first: how it went, what was found, done and left, and what to do now.

extension HTMLReport {
    func header(_ html: inout HTMLBuilder, hasFiles: Bool) {
        html.block(.header) { html in
            html.line(.h1, text: title)
            html.line(.p, [.class: "soft"]) { html in
                for input in record.inputs {
                    html.element(.span, [.class: "path"], text: input.path)
                    html.text(" · ")
                }
                html.text("\(record.startedAt) · \(mode)")
            }
            verdict(&html)
            html.block(.nav, [.ariaLabel: "On this page"]) { html in
                html.line(.ul) { html in
                    func link(_ id: String, _ text: String) {
                        html.element(.li) { $0.element(.a, [.href: "#\(id)"], text: text) }
                    }
                    link("attention", "What needs somebody")
                    if record.credentials?.isEmpty == false { link("credentials", "Credentials") }
                    link("figures", "Figures")
                    if !record.configurations.isEmpty {
                        link("repository", "Repository")
                        link("configurations", "Configurations")
                    }
                    if hasFiles { link("files", "Other files") }
                    link("run", "The run")
                }
            }
        }
    }

    private func verdict(_ html: inout HTMLBuilder) {
        let verdict = word
        html.block(.section, [.class: "verdict \(verdict.tone.rawValue)", .ariaLabelledBy: "verdict"]) {
            html in
            html.line(.h2, [.id: "verdict"], text: verdict.word)
            html.line(
                .p, [.class: "sentence"],
                text: ([record.exitReason] + record.omissions).joined(separator: " "))
            html.line(.dl) { html in
                func point(_ name: String, _ sentence: String) {
                    html.element(.div) { html in
                        html.element(.dt, text: name)
                        html.element(.dd) { $0.sentence(sentence) }
                    }
                }
                let isSurvey =
                    record.command != "verify-credentials"
                    && (record.scope != nil || !record.configurations.isEmpty)
                if isSurvey { point("Found", found) }
                point("Done", done)
                if isSurvey { point("Left", remaining) }
                point("To do now", next)
            }
        }
    }

    private var word: Tag {
        switch record.exitCode {
        case 2: Tag("Changes are pending.", .calm)
        case 0 where record.mode == .dryRun && record.changesAnything: Tag("Changes are pending.", .calm)
        case 0 where record.mode == .readOnly && left > 0 && record.command != "verify-credentials":
            Tag("Work remains.", .warn)
        case 0: Tag("Done.", .good)
        default: Tag("Needs attention.", .bad)
        }
    }

    /// How many configurations are not on OAuth when the run has ended.
    private var left: Int {
        record.configurations.count { record.classificationWhenDone($0) != "oauth" }
    }

    /// Whether and what the run wrote, and which part of a run it was.
    var mode: String {
        let words =
            switch (record.mode, record.exitCode) {
            case (.readOnly, _): "read only"
            case (.dryRun, _): "dry run, nothing was written"
            case (.apply, 0): record.files.isEmpty ? "nothing was to be written" : "changes are written"
            case (.apply, 5): "stopped part-way"
            case (.apply, 6): "everything was put back"
            case (.apply, 3), (.apply, 4), (.apply, 64), (.apply, 65): "nothing was written"
            case (.apply, _): "did not end well"
            }
        return words + (record.shard.map { " · \($0.words)" } ?? "")
    }

    private var found: String {
        let summary = record.summary
        guard summary.configurations > 0 else {
            return "No configuration in \(FigureText.count(summary.filesExamined, "file"))."
        }
        let kinds = [(summary.jwt, "JWT"), (summary.oauth, "OAuth"), (summary.ambiguous, "ambiguous")]
        return FigureText.count(summary.configurations, "configuration") + ": "
            + kinds.filter { $0.0 > 0 }.map { "\(FigureText.grouped($0.0))\u{A0}\($0.1)" }.joined(
                separator: ", ")
            + "."
    }

    private var done: String {
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

    private var remaining: String {
        let jwt = record.configurations.count { record.classificationWhenDone($0) == "jwt" }
        let kinds = [(jwt, "on JWT"), (left - jwt, "ambiguous")].filter { $0.0 > 0 }
        let words =
            kinds.isEmpty
            ? "None on JWT"
            : kinds.map { "\(FigureText.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
        return words + (record.mode == .dryRun && !record.isBlocked ? ", when it is carried out." : ".")
    }

    private var next: String {
        let findings = record.summary.findings
        let look =
            findings.warning > 0
            ? " Look at the \(FigureText.count(findings.warning, "warning")) below." : ""
        switch record.exitCode {
        case 0 where record.command == "verify-credentials": return "Nothing: every credential works." + look
        case 0, 2: break
        case 3 where record.command == "verify-credentials":
            return "Correct the rows that are named below, and verify again."
        case 3 where ["scan", "check"].contains(record.command) && left > 0: return Self.migration + look
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
        case .readOnly: return left > 0 ? Self.migration + look : "Nothing." + look
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
