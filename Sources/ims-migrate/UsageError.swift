// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What ends a command other than its run: help that was asked for, or a command line that cannot be used.
struct UsageError {
    private let error: any Error
    private let words: CommandWords

    init(_ error: any Error, _ words: CommandWords) {
        self.error = error
        self.words = words
    }

    /// Shows it, help on standard output and everything else on standard error.
    func show() {
        // Thrown by a command while it runs, ArgumentParser would show the usage of all commands with it.
        if let problem = error as? ValidationError {
            let names = ([IMSMigrate._commandName] + words.words.prefix(words.length)).joined(separator: " ")
            return Terminal.say(
                "Error: \(problem.message)\nUsage: \(IMSMigrate.usageString(for: words.command))\n"
                    + "  See '\(names) --help' for more information.")
        }
        let text = IMSMigrate.fullMessage(for: error)
        guard !text.isEmpty else { return }
        if IMSMigrate.exitCode(for: error) == .success {
            _ = Terminal.write(text + "\n")
        } else {
            Terminal.say(text)
        }
    }
}
