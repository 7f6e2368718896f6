// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

/// Whether a run that writes asks first.
struct ConfirmationOptions: ParsableArguments {
    @Flag(
        name: .shortAndLong,
        help: "Do not ask before writing. On a terminal one is asked once; without one, never.")
    var yes = false

    /// What asks; nil where nobody is to be asked, or nobody could answer.
    var asks: Confirmation? {
        yes || !Terminal.inputIsTerminal || !Terminal.errorIsTerminal ? nil : Confirmation()
    }
}

/// Shows what is going to be written, and asks once whether it may.
struct Confirmation: Sendable {
    /// Whether the answer is yes. An end of input, an interruption or any other word is no.
    func callAsFunction(_ changes: PendingChanges) -> Bool {
        let style = TextStyle(
            width: Terminal.errorWidth, color: Terminal.usesColorForErrors)
        Terminal.control(PendingText(changes, rows: Terminal.errorRows).render(style))
        guard let answer = Terminal.answer({ Interruption.isRequested })?.lowercased() else {
            Terminal.control("\n")
            return false
        }
        return answer == "y" || answer == "yes"
    }
}

/// What is going to be written, in words.
struct PendingText {
    private let changes: PendingChanges
    private let most: Int

    /// - Parameter rows: how many lines the terminal has; the question must not push its beginning out of sight.
    init(_ changes: PendingChanges, rows: Int) {
        self.changes = changes
        most = min(max(rows - 10, 5), 30)
    }

    func render(_ style: TextStyle) -> String {
        var text = "\n" + style.paint(HarmlessText.line(changes.repository), .bold) + ": \(summary)\n\n"
        for item in changes.items.prefix(most) {
            let name = HarmlessText.line(item.path ?? item.file)
            text += "  \(item.isNew ? style.paint("+", .good) : style.paint("~", .warning)) \(name)\n"
        }
        if changes.items.count > most { text += "  … and \(changes.items.count - most) more\n" }
        text += "\n"
        for place in changes.places {
            text += line(place.what.prefix(1).uppercased() + place.what.dropFirst(), place.path, style)
        }
        if let journal = changes.journal {
            text += line("Journal", journal, style)
            if changes.kind == .migrate {
                text += style.paint("  `ims-migrate rollback` puts back what was there.", .dim) + "\n"
            }
        }
        return text + "\n" + style.paint(question, .bold) + " [y/N] "
    }

    private func line(_ label: String, _ path: String, _ style: TextStyle) -> String {
        "  " + style.paint(label + ":", .dim) + " " + HarmlessText.line(path) + "\n"
    }

    private var summary: String {
        let files = "\(changes.fileCount) file\(changes.fileCount == 1 ? "" : "s")"
        switch changes.kind {
        case .putBack: return "\(files) would be put back."
        case .migrate:
            let count = changes.items.count
            return "\(count) configuration\(count == 1 ? "" : "s") in \(files) would change."
        }
    }

    private var question: String {
        switch changes.kind {
        case .putBack: "Put them back?"
        case .migrate: "Write these changes?"
        }
    }
}
