// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest
import ContentRepository
import IMSMigration

/// `apply`: carries out a reviewed plan, if planning again comes to exactly the same.
package struct ApplyRun: Sendable {
    /// No plan is as large; in bytes.
    static let largestPlan = 256 << 20

    private let settings: RunSettings
    private let place: WritePlace
    private let journalFolder: String?
    private let credentialCheck: CredentialCheck?
    private let servers: AllowedServers

    /// An application of a plan; journals are kept in `journalFolder`, nil is the standard folder. `credentialCheck` asks
    /// whether the credentials work before anything is written. `servers` are allowed beside those that the plan allows.
    package init(
        settings: RunSettings, place: WritePlace, journalFolder: String?,
        credentialCheck: CredentialCheck? = nil, servers: AllowedServers = AllowedServers()
    ) {
        self.servers = servers
        self.credentialCheck = credentialCheck
        self.settings = settings
        self.place = place
        self.journalFolder = journalFolder
    }

    /// The record of applying the plan in the file at `path`, to `repository` where that is not the plan's own.
    ///
    /// Throws `RunFailure`: 65 where the file is no plan, 4 where the plan, the mapping, a secret, the profile or a
    /// file is not what it was when the plan was made, and what a migration throws.
    package func run(
        _ path: String, repository: String?, mapping mappingFile: MappingFile
    ) throws(RunFailure) -> RunRecord {
        let (document, isWhole) = try read(path)
        let (mapping, mappingInput) = try mappingFile.read()
        guard isWhole else { throw refusal("the plan is not as it was written") }
        try expectSame(document, mappingSHA256: mappingInput.sha256)
        let repository = repository ?? document.repository
        var recorder = RunRecorder(command: "apply", mode: .apply, inputs: [repository])
        recorder.add(mapping: mappingInput)
        var allowances = document.allowances
        allowances.servers = allowances.servers.union(servers)
        let stages = MigrationStages(settings: settings, allowances: allowances, mapping: mapping)
        let opened = try Survey.open(repository, faults: settings.faults)
        try place.expectNamed(for: opened)
        let journal = place.isInPlace(opened) ? try opened.lockedJournal(in: journalFolder) : nil
        let planned = try stages.plan(opened, recorder: &recorder)
        try journal?.expectCompletion(by: planned, recorder: &recorder)
        try expectUnmoved(document, planned.input)
        guard recorder.plannedFiles == document.files,
            recorder.plannedConfigurations == document.configurations
        else {
            throw RunFailure(
                .refused,
                "Planned again, the migration is not what the plan says: a secret, a file or the plan has changed. "
                    + "Nothing was changed. Make a new plan and review it.")
        }
        if recorder.hasFindings(at: .error), !planned.input.isIncomplete {
            throw refusal("the repository holds something now that stands in the way:\n" + recorder.errors)
        }
        if let blocked = stages.blockedRecord(recorder, planned) { return blocked }
        let check = credentialCheck?.allowing(allowances.servers)
        if let blocked = try stages.verify(mapping, by: check, planned, recorder: &recorder) {
            return blocked
        }
        return try stages.write(planned, to: place, journal: journal, recorder: &recorder)
    }

    /// The plan, and whether the file holds nothing else.
    private func read(_ path: String) throws(RunFailure) -> (document: PlanDocument, isWhole: Bool) {
        let bytes = try LocalFile.input(path, limit: Self.largestPlan)
        guard let document = PlanDocument.read(bytes) else {
            throw RunFailure(
                .inputUnusable,
                "\(path): cannot be used as a plan. Pass the file that `ims-migrate plan --out` of this version wrote."
            )
        }
        return (document, document.isAll(of: bytes))
    }

    private func expectSame(_ document: PlanDocument, mappingSHA256: String) throws(RunFailure) {
        guard (try? document.isIntact()) == true else {
            throw refusal("the plan is not as it was written")
        }
        guard document.mappingSHA256 == mappingSHA256 else {
            throw refusal("the mapping is not the one that the plan was made with")
        }
        let profiles = Dictionary(
            settings.profiles.map { ($0.storage, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        guard document.profileSHA256 == profiles else {
            throw refusal("the profile is not the one that the plan was made with")
        }
    }

    /// Tells what has moved, where that can be told; planning again notices everything else.
    private func expectUnmoved(_ document: PlanDocument, _ input: Survey.Input) throws(RunFailure) {
        let documents = Dictionary(
            Survey(settings).documents(in: input.repository).map { ($0.display, $0) },
            uniquingKeysWith: { first, _ in first })
        let source = input.repository.source
        var moved: [String] = []
        var applied = 0
        for file in document.files {
            // A migrated file need not hold a configuration that is recognised any more.
            let bytes = documents[file.file].flatMap { try? source.read($0, maxBytes: .max).bytes }
            // Empty for no file, as in the plan.
            let sha256 = bytes.map { ContentDigest.sha256($0) } ?? ""
            if sha256 == file.sha256After {
                applied += 1
            } else if sha256 != file.sha256Before {
                moved.append(file.file)
            }
        }
        if applied > 0, applied == document.files.count {
            throw refusal("the plan has been applied already")
        }
        guard moved.isEmpty, applied == 0 else {
            let names = moved.prefix(20).map { "\n  \($0)" }.joined()
            throw refusal(
                moved.isEmpty
                    ? "part of the plan has been applied already"
                    : "files have changed since the plan was made:\(names)")
        }
    }

    private func refusal(_ reason: String) -> RunFailure {
        RunFailure(.refused, "Nothing was changed: \(reason).\nMake a new plan and review it.")
    }
}
