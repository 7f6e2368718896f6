// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// The JWT configurations of a repository, for the commands that make a mapping for them.
struct MappingSurvey {
    let subjects: [MappingSubject]
    /// Whether something could not be read, so that configurations may be missing.
    let isIncomplete: Bool
    /// Every configuration of the repository.
    var configurations: [IMSConfiguration] { input.configurations }
    private let input: Survey.Input

    /// Surveys the repository at `path`. Throws `RunFailure`.
    init(_ path: String, settings: RunSettings) throws(RunFailure) {
        input = try Survey(settings, for: .inventory).input(try Survey.open(path))
        isIncomplete = input.isIncomplete
        let deltaPaths = input.deltaPaths
        subjects = input.documents.flatMap(\.found).map(\.configuration).compactMap { configuration in
            guard configuration.needsRow, !deltaPaths.contains(configuration.path),
                let profile = settings.profiles.first(where: { $0.storage == configuration.storage })
            else { return nil }
            return MappingSubject(configuration, profile: profile)
        }
    }

    /// Takes down what was found; `rows` are those that were made for the JWT configurations.
    func record(in recorder: inout RunRecorder, rows: MappingDraft) {
        let index = MappingIndex(rows.provisional).considering(input.configurations)
        recorder.add(input)
        for document in input.documents {
            for configuration in document.found.map(\.configuration) {
                let row = configuration.needsRow ? index.row(for: configuration)?.row : nil
                recorder.add(configuration, in: document, of: input, mappingRow: row)
                if configuration.classification == .ambiguous {
                    let finding = Finding.configurationAmbiguous(configuration, .warning)
                    recorder.add(LocatedFinding(finding, in: document, of: input))
                }
            }
        }
    }
}

extension IMSConfiguration {
    /// Whether somebody has to give it a credential.
    fileprivate var needsRow: Bool { classification == .jwt && !isLeftToAdobe }
}
