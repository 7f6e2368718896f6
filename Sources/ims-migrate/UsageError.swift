// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration

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
            try? Terminal.deliver(text + "\n")
        } else {
            let hint = Self.nearestValue(in: IMSMigrate.message(for: error)).map {
                "\n  Did you mean '\($0)'?"
            }
            Terminal.say(text + (hint ?? ""))
        }
    }

    /// The value that somebody most probably meant. ArgumentParser lists those that there are, and leaves it at that.
    private static func nearestValue(in message: String) -> String? {
        guard
            let refused = message.firstMatch(
                of: /The value '([^']*)' is invalid for [^.]*\. Please provide one of/)
        else { return nil }
        let list = message[refused.range.upperBound...]
        let values = list.matches(of: /(?:'([^']+)'|\n *- (\S+))/).compactMap { $0.output.1 ?? $0.output.2 }
        return NearestName.of(String(refused.output.1), among: values) { String($0) }.map { String($0) }
    }
}
