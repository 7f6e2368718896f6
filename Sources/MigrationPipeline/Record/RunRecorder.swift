// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import IMSMigration

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Collects what the stages found and decided into the run record.
struct RunRecorder {
    var record: RunRecord
    private let start = ContinuousClock.now
    /// Which of the configurations are to be made, by their places in the record.
    var created: Set<Int> = []
    /// Says what of it all is this part's, where the run is split.
    var ownership: ShardOwnership?

    init(command: String, mode: RunRecord.Mode, inputs: [String]) {
        record = RunRecord(
            tool: .current, command: command, mode: mode, startedAt: Date.now.formatted(.iso8601))
        record.inputs = inputs.map { RunRecord.Input(path: $0, kind: .tree) }
    }

    /// Makes this the record of one part of a run, if it is split: what is found and decided is still noted as a whole.
    mutating func divide(_ shard: Shard?, fingerprint: @autoclosure () -> String) {
        guard let shard else { return }
        let ownership = ShardOwnership(shard, fingerprint: fingerprint())
        record.shard = RunRecord.Shard(
            index: shard.index, count: shard.count, fingerprint: ownership.fingerprint)
        self.ownership = ownership
    }

    /// Notes what the mapping creates, where the run is split: before an input is added.
    mutating func expectCreation(of paths: () -> Set<String>) {
        if ownership != nil { ownership?.created = paths() }
    }

    mutating func add(_ input: Survey.Input) {
        ownership?.add(input)
        record.summary.filesExamined += input.documentCount
        for index in record.inputs.indices where record.inputs[index].path == input.path {
            record.inputs[index].kind = input.repository.source.kind == .package ? .package : .tree
            record.inputs[index].configurationFiles = input.configurationFiles
        }
        record.scope = input.scope
        for located in input.findings { add(located) }
    }

    mutating func add(_ located: LocatedFinding) {
        let finding = located.finding
        record.findings.append(
            RunRecord.Finding(
                rule: finding.rule.rawValue, level: finding.level.rawValue, message: finding.message,
                path: finding.path, file: finding.file, input: finding.file == nil ? nil : located.input,
                line: finding.line, mappingRow: finding.mappingRow,
                mappingColumn: finding.mappingColumn?.rawValue))
    }

    /// Takes down a finding as an error; one that says the same already becomes one.
    mutating func addError(_ located: LocatedFinding) {
        var located = located
        located.finding.level = .error
        let finding = located.finding
        let known = record.findings.firstIndex {
            $0.rule == finding.rule.rawValue && $0.message == finding.message && $0.file == finding.file
        }
        if let known {
            record.findings[known].level = finding.level.rawValue
        } else {
            add(located)
        }
    }

    mutating func add(
        _ configuration: IMSConfiguration, in document: Survey.Document,
        companions: [Survey.Document] = [], of input: Survey.Input,
        outcome: RunRecord.Configuration.Outcome = .none, mappingRow: Int? = nil,
        changes: [RunRecord.Change] = []
    ) {
        var entry = RunRecord.Configuration(
            configuration, file: document.file.display, input: input.path, line: configuration.line)
        entry.evidence = configuration.evidence.map {
            RunRecord.Evidence(property: $0.property, reason: $0.reason, kind: $0.kind.rawValue)
        }
        entry.outcome = outcome
        entry.mappingRow = mappingRow
        entry.changes = changes
        let files = companions.map(\.file.display)
        entry.companionFiles = files.isEmpty ? nil : files
        entry.references = input.references.references(to: configuration).map {
            RunRecord.Reference(path: $0.path, property: $0.property)
        }
        record.configurations.append(entry)
    }

    /// A configuration that is going to be made: what it is when it is there.
    mutating func addCreated(
        _ configuration: IMSConfiguration, file: String, line: Int, input: String, mappingRow: Int,
        changes: [RunRecord.Change]
    ) {
        var entry = RunRecord.Configuration(configuration, file: file, input: input, line: line)
        entry.outcome = .planned
        entry.mappingRow = mappingRow
        entry.changes = changes
        created.insert(record.configurations.count)
        record.configurations.append(entry)
    }

    /// Notes which mapping was used.
    mutating func add(mapping: RunRecord.GivenFile) { record.mapping = mapping }

    /// Notes what the package is that is going to be written anew. Its contents are read for that anyway; a run that
    /// only looks at some of its entries does not read the rest for a digest.
    mutating func addDigest(of repository: OpenRepository) throws(RunFailure) {
        guard case .package(let package) = repository else { return }
        do {
            let sha256 = try package.sha256()
            for index in record.inputs.indices where record.inputs[index].path == repository.path {
                record.inputs[index].sha256 = sha256
            }
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    mutating func add(_ plan: FilePlan, file: String, input: String) {
        record.files.append(
            RunRecord.File(
                file: file, input: input, sha256Before: plan.sha256Before, sha256After: plan.sha256After,
                diff: plan.diff, masked: plan.isMasked))
    }

    /// Notes a file that comes or goes as a whole; `diff` shows no secret.
    mutating func add(_ change: ContentChange, diff: String, isMasked: Bool, input: String) {
        record.files.append(
            RunRecord.File(
                file: change.display, input: input, sha256Before: change.sha256Before,
                sha256After: change.sha256After, diff: diff, masked: isMasked))
    }

    /// Notes what authorization servers said.
    mutating func set(_ credentials: [RunRecord.Credential]) { record.credentials = credentials }

    /// When the run started, RFC 3339 in UTC.
    var startedAt: String { record.startedAt }

    /// Notes where the run can be undone from.
    mutating func add(_ run: JournaledRun, in journal: Journal) {
        record.journal = RunRecord.JournalReference(
            run: run.id, folder: journal.folder.absolutePath, repository: run.repository,
            sha256: run.sha256OfIndex)
    }

    /// Notes what was written as a whole.
    mutating func add(_ outputs: [RunRecord.Output]) { if !outputs.isEmpty { record.outputs = outputs } }

    /// Fills in what changed between two runs.
    mutating func compare(
        _ old: (record: RunRecord, reference: RunRecord.StoredRun),
        _ new: (record: RunRecord, reference: RunRecord.StoredRun)
    ) {
        record.comparison = .init(old: old.reference, new: new.reference)
        RunComparison.fill(&record, old: old.record, new: new.record)
    }

    /// Notes what came of writing: the journal, and what a copy left out.
    mutating func add(
        _ written: (run: JournaledRun?, leftOut: [WalkProblem]), in journal: Journal?, of input: Survey.Input
    ) {
        if let run = written.run, let journal { add(run, in: journal) }
        for problem in written.leftOut {
            let message = "Not copied: \(problem.message)"
            add(
                LocatedFinding(
                    input: input.path,
                    finding: Finding(.pathUnsafe, .note, message, file: problem.path.display)))
        }
    }

    /// What has been taken down so far.
    var configurations: [RunRecord.Configuration] { record.configurations }
    var files: [RunRecord.File] { record.files }

    /// A file that got its old bytes back, or would.
    mutating func addRestored(_ file: Rollback.File, input: String) {
        record.files.append(
            RunRecord.File(
                file: file.path.display, input: input, sha256Before: file.sha256Now,
                sha256After: file.sha256Before, diff: "", masked: false))
    }

    /// Everything planned has been written and verified.
    mutating func markPlannedAsMigrated() {
        for index in record.configurations.indices where record.configurations[index].outcome == .planned {
            record.configurations[index].outcome = created.contains(index) ? .created : .migrated
        }
    }

    /// Whether a finding makes a command that fails on `failOn` fail.
    func hasFindings(at failOn: FailOn) -> Bool {
        record.openFindings.contains { finding in
            // What is left over after a migration is no reason not to migrate.
            guard finding.rule != FindingRule.keystoreOrphan.rawValue else { return false }
            return Finding.Level(rawValue: finding.level).map { failOn.includes($0) } ?? true
        }
    }

    /// How a command that fails on `failOn` ends, if nothing else is in its way.
    func status(_ failOn: FailOn) -> ExitStatus { hasFindings(at: failOn) ? .findings : .done }

    /// The errors, a line each, the first of many.
    var errors: String {
        record.openFindings.filter { $0.level == Finding.Level.error.rawValue }.prefix(20).map {
            "  \([$0.path ?? $0.file, $0.message].compactMap(\.self).joined(separator: ": "))"
        }.joined(separator: "\n")
    }

    func hasFinding(_ rule: FindingRule) -> Bool { count(of: rule) > 0 }

    /// How many findings of a rule there are.
    func count(of rule: FindingRule) -> Int { record.findings.count { $0.rule == rule.rawValue } }

    /// How many errors there are.
    var errorCount: Int { record.findings.count { $0.level == Finding.Level.error.rawValue } }

    /// The record with its figures, its findings in order, and the end of the run.
    func finished(_ status: ExitStatus, _ reason: (RunRecord.Summary) -> String) -> RunRecord {
        var record = ownPart().record
        record.count()
        record.findings = RecordOrder(record.inputs).sorted(record.findings)
        let elapsed = (ContinuousClock.now - start).components
        let milliseconds = elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
        record.durationSeconds = Double(milliseconds) / 1000
        record.exitCode = status.rawValue
        record.exitReason = reason(record.summary)
        return record
    }
}

extension RunRecord.Configuration {
    /// What a configuration is, before anything is decided about it.
    fileprivate init(_ configuration: IMSConfiguration, file: String, input: String, line: Int) {
        self.init(
            path: configuration.path, node: configuration.node, file: file, input: input, line: line,
            storage: configuration.storage)
        title = configuration.title
        cloudService = configuration.cloudService
        clientID = configuration.clientID
        classification = configuration.classification.rawValue
    }
}
