// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// `mapping template`: a mapping to fill in.
package struct MappingTemplateRun: Sendable {
    private let settings: RunSettings

    /// A run.
    package init(settings: RunSettings) { self.settings = settings }

    /// The template for the repository at `path`, which goes to the file `out` where one is named.
    ///
    /// With an `existing` mapping, configurations that it has a row for are left out; it may still lack cells. Throws
    /// `RunFailure`.
    package func run(_ path: String, existing: MappingFile?, out: OutputFile?) throws(RunFailure)
        -> MadeMapping
    {
        var recorder = RunRecorder(command: "mapping template", mode: .readOnly, inputs: [path])
        let known =
            try existing.map { file throws(RunFailure) in try Self.rows(of: file) } ?? Mapping(rows: [])
        let survey = try MappingSurvey(path, settings: settings)
        let index = MappingIndex(known).considering(survey.configurations)
        let missing = survey.subjects.filter { index.lookup($0.configuration).match == .none }
        let draft = MappingTemplate(solutions: try SolutionTable.loaded())
            .draft(for: missing, takenNames: known.environmentNames)
        survey.record(in: &recorder, rows: draft)
        if survey.isIncomplete { return MadeMapping(csv: nil, record: recorder.incompleteMapping()) }
        try out?.write(draft.csv())
        let place = out.map { " Written to \($0.path)." } ?? ""
        let record = recorder.finished(recorder.status(settings.failOn)) { summary in
            let rows = "\(draft.rows.count) row\(draft.rows.count == 1 ? "" : "s")"
            if summary.jwt == 0 { return "No JWT configuration was found: the mapping has no rows." + place }
            return existing == nil
                ? "\(rows) to fill in: the secrets' variables, and the scopes.\(place)"
                : "\(rows) to fill in: what the existing mapping lacks.\(place)"
        }
        return MadeMapping(csv: out == nil ? draft.csv() : nil, record: record)
    }

    /// The rows of a mapping that may be half filled in.
    private static func rows(of file: MappingFile) throws(RunFailure) -> Mapping {
        let examination = try file.examineWithoutSecrets()
        guard examination.isTable else { return try file.readWithoutSecrets().mapping }
        return examination.provisional
    }
}

extension Mapping {
    /// The environment variables that its secrets are in.
    fileprivate var environmentNames: Set<String> {
        Set(
            rows.compactMap { row in
                guard case .environment(let name)? = row.credential?.secret.source else { return nil }
                return name
            })
    }
}
