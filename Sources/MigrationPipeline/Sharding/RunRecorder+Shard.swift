// SPDX-License-Identifier: Apache-2.0

import AuditReport

/// What of a run that is split belongs to this part.
extension RunRecorder {
    /// Whether a file is written by this part; every file is, where the run is not split.
    func isOwn(_ file: String, of input: String) -> Bool { ownership?.owns(file, of: input) ?? true }

    /// What of a migration this part writes.
    func ownPart(of planned: PlannedMigration) -> PlannedMigration {
        guard let ownership else { return planned }
        var own = planned
        own.files.removeAll { ownership.owns($0.document.display, of: planned.input.path) != true }
        if !ownership.createsConfigurations {
            own.whole = []
            own.created = []
        }
        return own
    }

    /// The same with what is this part's alone. A finding that belongs to no configuration is in every part: whoever
    /// reads only one is not to miss it, and merging knows it again.
    func ownPart() -> RunRecorder {
        guard let ownership else { return self }
        var own = self
        let kept = record.configurations.indices.filter { index in
            let entry = record.configurations[index]
            return created.contains(index)
                ? ownership.createsConfigurations : ownership.owns(entry.file, of: entry.input) ?? true
        }
        own.record.configurations = kept.map { record.configurations[$0] }
        own.created = Set(kept.indices.filter { created.contains(kept[$0]) })
        own.record.files = record.files.filter {
            ownership.owns($0.file, of: $0.input) ?? ownership.createsConfigurations
        }
        own.record.findings = record.findings.filter { ownership.owns($0.file, of: $0.input) ?? true }
        return own
    }
}
