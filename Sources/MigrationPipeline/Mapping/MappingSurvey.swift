// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// The JWT configurations of a repository, for the commands that make a mapping for them.
struct MappingSurvey {
    let subjects: [MappingSubject]
    /// Whether something could not be read, so that configurations may be missing.
    let isIncomplete: Bool
    private let input: Survey.Input

    /// Surveys the repository at `path`. Throws `RunFailure`.
    init(_ path: String, settings: RunSettings) throws(RunFailure) {
        input = try Survey(settings).input(try Survey.open(path))
        isIncomplete = input.isIncomplete
        subjects = input.documents.flatMap(\.found).map(\.configuration).compactMap { configuration in
            guard configuration.classification == .jwt, !configuration.isLeftToAdobe,
                let profile = settings.profiles.first(where: { $0.storage == configuration.storage })
            else { return nil }
            return MappingSubject(configuration, profile: profile)
        }
    }

    /// Takes down what was found; `rows` are those that were made for the JWT configurations.
    func record(in recorder: inout RunRecorder, rows: MappingDraft) {
        let index = MappingIndex(rows.provisional)
        recorder.add(input)
        for document in input.documents {
            for configuration in document.found.map(\.configuration) {
                recorder.add(configuration, in: document, of: input, mappingRow: index.row(of: configuration))
                if configuration.classification == .ambiguous {
                    let finding = Finding.configurationAmbiguous(configuration, .warning)
                    recorder.add(LocatedFinding(finding, in: document, of: input))
                }
            }
        }
    }
}

extension MappingIndex {
    /// The number of the row that is for a JWT configuration; nil where none is, or more than one.
    fileprivate func row(of configuration: IMSConfiguration) -> Int? {
        guard configuration.classification == .jwt, !configuration.isLeftToAdobe else { return nil }
        let lookup = lookup(
            path: configuration.path, node: configuration.node, clientID: configuration.clientID,
            isMigrated: false)
        guard case .row(let row) = lookup.match else { return nil }
        return row.row
    }
}
