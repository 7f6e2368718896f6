// SPDX-License-Identifier: Apache-2.0

import AuditReport
import MigrationPipeline

/// What can be set beforehand, in `ims-migrate.json` or by an environment variable, and not only be typed.
///
/// The raw value is its one name: the key in the file, with two dashes the option, and in capitals, behind
/// `IMS_MIGRATE_`, the variable.
enum Setting: String, CaseIterable, Sendable {
    case aemVersion = "aem-version"
    case allowOrgMismatch = "allow-org-mismatch"
    case allowUncovered = "allow-uncovered"
    case allowUnmapped = "allow-unmapped"
    case baseline
    case color
    case failOn = "fail-on"
    case format
    case jobs
    case journalDir = "journal-dir"
    case mapping
    case profile
    case quiet
    case reportDir = "report-dir"
    case runBy = "run-by"
    case timeout
    case verbose
    case waivers

    /// What a value of it looks like.
    enum Kind: Sendable {
        /// One of some words.
        case choice([String])
        /// A file or a folder. In the settings file relative to the folder of that.
        case path
        /// A number, perhaps a whole one.
        case number(ClosedRange<Double>, isWhole: Bool)
        /// A version of AEM.
        case version
        /// Any text; may be empty.
        case text
        /// On or off.
        case toggle
    }

    var kind: Kind {
        switch self {
        case .aemVersion: .version
        case .allowOrgMismatch, .allowUncovered, .allowUnmapped, .quiet, .verbose: .toggle
        case .baseline, .journalDir, .mapping, .profile, .reportDir, .waivers: .path
        case .color: .choice(ColorChoice.allCases.map(\.rawValue))
        case .failOn: .choice(FailOn.allCases.map(\.rawValue))
        case .format: .choice(ReportFormat.allCases.map(\.rawValue))
        case .jobs: .number(CommonOptions.jobsAllowed, isWhole: true)
        case .runBy: .text
        case .timeout: .number(NetworkOptions.timeoutAllowed, isWhole: false)
        }
    }

    /// What counts where nothing sets it.
    var builtIn: String {
        switch self {
        case .allowOrgMismatch, .allowUncovered, .allowUnmapped, .quiet, .verbose: "false"
        case .aemVersion, .baseline, .mapping, .waivers: "none"
        case .color: ColorChoice.auto.rawValue
        case .failOn: FailOn.error.rawValue
        case .format: ReportFormat.text.rawValue
        case .jobs: "one a processor; 4 servers"
        case .journalDir: "ims-migrate in $XDG_STATE_HOME or ~/.local/state"
        case .profile: "the built-in ones"
        case .reportDir: "reports for migrate, apply and rollback, else none"
        case .runBy: "user and host"
        case .timeout: "15"
        }
    }

    /// The same as a value; nil where it is none that could be typed.
    var builtInValue: String? {
        switch kind {
        case .choice, .toggle: builtIn
        default: self == .timeout ? builtIn : nil
        }
    }

    var option: String { "--" + rawValue }
    var variable: String { "IMS_MIGRATE_" + rawValue.uppercased().replacing("-", with: "_") }

    /// The letter that is short for it.
    private var letter: Character? {
        switch self {
        case .quiet: "q"
        case .verbose: "v"
        default: nil
        }
    }

    /// The setting that is off where this one is on.
    private var opposite: Setting? {
        switch self {
        case .quiet: .verbose
        case .verbose: .quiet
        default: nil
        }
    }

    /// Whether a word that decides it turns it on.
    func isOn(by word: String) -> Bool {
        word == option || (word.isShort && letter.map(word.contains) == true)
    }

    /// The word of a command line that decides it, if one does: the option itself, `--no-…`, or the opposite.
    func word(in options: [String]) -> String? {
        options.last { word in
            if word == option || word.hasPrefix(option + "=") || word == "--no-" + rawValue { return true }
            if let letter, word.isShort, word.contains(letter) { return true }
            guard let opposite else { return false }
            return word == opposite.option || (word.isShort && opposite.letter.map(word.contains) == true)
        }
    }
}

extension String {
    /// Whether it is one dash and letters.
    fileprivate var isShort: Bool { hasPrefix("-") && !hasPrefix("--") && count > 1 }
}

/// Options that one cannot set beforehand, and why: a settings file comes with a folder, and a folder may come from
/// anybody. What it can set is how a run looks, what it reads and what counts as an error; not what it runs, whom it talks
/// to, where the repository is written, and what a person has agreed to.
enum Unsettable {
    static func reason(_ key: String) -> String? {
        switch key {
        case "allow-commands": "it would run commands that nobody has typed"
        case "env-file": "it says where secrets come from"
        case "allow-server", "ims-endpoint", "protect-with", "protect-user", "protect-password",
            "verify-credentials":
            "it sends secrets to a server"
        case "delta", "delta-keep", "delta-rollback", "force", "in-place", "out", "output", "package-name",
            "secrets-dir",
            "inline-secrets":
            "it says what is written, and where"
        case "yes": "it agrees to changes that nobody has seen"
        case "detailed-exitcode", "dry-run", "forget", "rename-dot-pids", "repository", "secret", "shard",
            "test-rollback", "unmapped-only":
            "it is about one run"
        case "config", "no-config": "it says which settings file counts"
        default: nil
        }
    }
}
