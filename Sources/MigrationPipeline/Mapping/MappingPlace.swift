// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// Where the rows of a mapping are.
struct MappingPlace {
    private let place: GivenPath
    private let examination: MappingExamination

    init(_ path: String, _ examination: MappingExamination) {
        place = GivenPath(path)
        self.examination = examination
    }

    /// The finding with its place in the file. A finding about a configuration has its place in the repository.
    func located(_ finding: Finding) -> LocatedFinding {
        var finding = finding
        finding.line = finding.mappingRow.flatMap { examination.line(ofRow: $0) }
        return place.located(finding)
    }
}
