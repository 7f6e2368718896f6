// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest
import IMSMigration

/// `plan`: what a migration would change, as a document for review.
package struct PlanRun: Sendable {
    private let settings: RunSettings
    private let allowances: Planner.Allowances
    private let detailedExitCode: Bool
    private let credentialCheck: CredentialCheck?

    /// A plan; with `detailedExitCode`, pending changes make exit code 2. `credentialCheck` asks whether the credentials
    /// work.
    package init(
        settings: RunSettings, allowances: Planner.Allowances, detailedExitCode: Bool,
        credentialCheck: CredentialCheck? = nil
    ) {
        self.credentialCheck = credentialCheck
        self.settings = settings
        self.allowances = allowances
        self.detailedExitCode = detailedExitCode
    }

    /// The record of planning the repository at `path`; the plan itself goes to the file `out`, if one is named and
    /// nothing stands in the way of applying it. Throws `RunFailure`.
    package func run(_ path: String, mapping mappingFile: MappingFile, out: OutputFile?) throws(RunFailure)
        -> RunRecord
    {
        var recorder = RunRecorder(command: "plan", mode: .dryRun, inputs: [path])
        let (mapping, mappingInput) = try mappingFile.read()
        recorder.add(mapping: mappingInput)
        let stages = MigrationStages(settings: settings, allowances: allowances, mapping: mapping)
        let repository = try Survey.open(path)
        let planned = try stages.plan(repository, recorder: &recorder)
        if let finding = repository.unfinishedRunFinding(in: nil) { recorder.add(finding) }
        if let blocked = stages.blockedRecord(recorder, planned) { return blocked }
        if let blocked = try stages.verify(mapping, by: credentialCheck, planned, recorder: &recorder) {
            return blocked
        }
        if let out {
            let text = try PlanDocument.text(
                of: recorder, repository: repository.realPath, mappingSHA256: mappingInput.sha256,
                stages: stages)
            try out.write(text)
            recorder.add([.init(path: out.path, kind: .plan, sha256: ContentDigest.sha256(Array(text.utf8)))])
        }
        let isPending = detailedExitCode && !planned.changes.isEmpty
        return recorder.finished(isPending ? .changesPending : .done) { MigrationReason.preview($0) }
    }
}

extension PlanDocument {
    /// The plan that a recorder has taken down, as its file holds it.
    fileprivate static func text(
        of recorder: RunRecorder, repository: String, mappingSHA256: String, stages: MigrationStages
    ) throws(RunFailure) -> String {
        let document = PlanDocument(
            tool: "\(RunRecord.Tool.current.name) \(RunRecord.Tool.current.version)",
            createdAt: recorder.startedAt, repository: repository, mappingSHA256: mappingSHA256,
            profiles: stages.settings.profiles, allowances: stages.allowances,
            configurations: recorder.plannedConfigurations, files: recorder.plannedFiles)
        do {
            return HarmlessJSON.of(try document.sealed().json())
        } catch {
            throw RunFailure(.unexpected, "The plan could not be encoded: \(error)")
        }
    }
}

extension RunRecorder {
    /// The configurations that are to change, as a plan names them.
    var plannedConfigurations: [PlanDocument.Configuration] {
        configurations.filter { $0.outcome == .planned && !$0.changes.isEmpty }.map { entry in
            PlanDocument.Configuration(
                path: entry.path, file: entry.file, mappingRow: entry.mappingRow ?? 0,
                changes: entry.changes.map {
                    PlanDocument.Change(
                        property: $0.property, kind: $0.kind, before: $0.before, after: $0.after,
                        secret: $0.secret)
                })
        }
    }

    /// The files that are to change, as a plan names them.
    var plannedFiles: [PlanDocument.File] {
        files.map {
            PlanDocument.File(
                file: $0.file, sha256Before: $0.sha256Before, sha256After: $0.sha256After, diff: $0.diff)
        }
    }
}
