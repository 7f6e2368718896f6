// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// `profile learn`: a profile from configurations that were migrated by hand.
package struct ProfileLearnRun: Sendable {
    private let settings: RunSettings

    /// A run with the built-in profiles of `settings`.
    package init(settings: RunSettings) { self.settings = settings }

    /// Learns from `examples`, exports before and after, and writes the profile to `out`. Throws `RunFailure`.
    package func run(
        _ examples: [(before: String, after: String)], mapping mappingFile: MappingFile?, out: OutputFile
    ) throws(RunFailure) -> LearningReport {
        let inputs = examples.flatMap { [$0.before, $0.after] } + [mappingFile?.path].compactMap(\.self)
        if let target = LocalFile.resolved(out.path),
            inputs.contains(where: { LocalFile.resolved($0) == target })
        {
            throw RunFailure(.usage, "\(out.path): is one of the inputs. Name another file for the profile.")
        }
        let mapping = try mappingFile?.read().mapping
        var found: [(example: Int, found: LearningPairing.Found)] = []
        for (number, example) in examples.enumerated() {
            let pairing = LearningPairing(
                before: try LearningInput.read(example.before, settings: settings),
                after: try LearningInput.read(example.after, settings: settings))
            found += try pairing.found().map { (number, $0) }
        }
        let storages = Set(found.map { $0.found.profile?.storage ?? "" })
        guard storages.count == 1 else {
            throw RunFailure(
                .inputUnusable,
                "The examples are of several storage forms (\(storages.sorted().joined(separator: ", "))), and a profile "
                    + "is for one. Learn each from examples of its own.")
        }
        var findings: [Finding] = []
        for index in found.indices {
            guard let mapping else { break }
            let row = try Self.row(for: found[index].found, in: mapping)
            found[index].found.pair.row = row
            if row == nil {
                findings.append(
                    Finding(
                        .mappingMissing, .warning,
                        "No row of the mapping is for this configuration, so that its credential is not known.",
                        path: found[index].found.pair.name))
            }
        }
        let learned = Self.learn(found.map(\.found))
        try out.write(learned.json)
        findings += Self.findings(learned)
        let pairs = found.map { entry in
            LearningReport.Pair(
                before: examples[entry.example].before, after: examples[entry.example].after,
                path: entry.found.pair.name, mappingRow: entry.found.pair.row?.row)
        }
        return Self.report(learned, out: out.path, pairs: pairs, findings: findings)
    }

    private static func learn(_ found: [LearningPairing.Found]) -> LearnedProfile {
        let pairs = found.map(\.pair)
        if let profile = found.first?.profile { return ProfileLearner.learn(from: pairs, base: profile) }
        let form = InventedForm(pairs, knowsPaths: found.contains(where: \.knowsPath))
        return ProfileLearner.learn(from: pairs, base: form.profile, open: form.questions)
    }

    /// The row for a configuration; for one whose path is not known also the only one there is.
    private static func row(
        for found: LearningPairing.Found, in mapping: Mapping
    ) throws(RunFailure) -> MappingRow? {
        let node = found.pair.before.path
        let lookup = MappingIndex(mapping).lookup(
            path: found.configuration?.path ?? node, node: node, clientID: found.clientID, isMigrated: false)
        switch lookup.match {
        case .row(let row): return row.credential == nil ? nil : row
        case .ambiguous(let rows):
            let numbers = rows.map { String($0.row) }.joined(separator: " and ")
            throw RunFailure(
                .inputUnusable,
                "Rows \(numbers) of the mapping match \(found.pair.name) with equal right. Keep one of them.")
        case .none:
            let rows = mapping.rows.filter { $0.credential != nil && $0.action == .migrate }
            return !found.knowsPath && rows.count == 1 ? rows[0] : nil
        }
    }

    private static func findings(_ learned: LearnedProfile) -> [Finding] {
        learned.questions.map { question in
            let options = question.options.map(\.meaning).joined(separator: "; ")
            return Finding(
                .profileQuestion, .warning,
                options.isEmpty ? question.text : "\(question.text) It can be: \(options).")
        }
    }

    private static func report(
        _ learned: LearnedProfile, out: String, pairs: [LearningReport.Pair], findings: [Finding]
    ) -> LearningReport {
        var report = LearningReport(
            profile: out, name: learned.profile.name, storage: learned.profile.storage)
        report.pairs = pairs
        report.properties = learned.properties.map { property in
            LearningReport.Property(
                property: property.property, kind: property.kind.rawValue, explanation: property.text,
                source: property.source, field: property.field?.rawValue)
        }
        report.findings = findings.map { finding in
            RunRecord.Finding(
                rule: finding.rule.rawValue, level: finding.level.rawValue, message: finding.message,
                path: finding.path)
        }
        let status: ExitStatus = learned.isProven ? .done : .findings
        report.exitCode = status.rawValue
        let count = learned.questions.count
        report.exitReason =
            learned.isProven
            ? "\(out): written. Applied to what it was learned from it gives what was done by hand."
            : "\(out): written, with \(count) open question\(count == 1 ? "" : "s"). It cannot be used before each is "
                + "answered: put the step that is right into migrated, if one is needed, and remove the question."
        return report
    }
}

extension LearningPairing.Found {
    /// The client id that it has before its migration.
    fileprivate var clientID: String? {
        configuration?.clientID
            ?? pair.before.properties.lazy.compactMap { JWTClaims($0.value)?.clientID }.first
    }
}
