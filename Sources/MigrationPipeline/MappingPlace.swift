// SPDX-License-Identifier: Apache-2.0

import IMSMigration
import SystemPackage

/// Where the rows of a mapping are.
struct MappingPlace {
    private let folder: String
    private let name: String
    private let examination: MappingExamination

    init(_ path: String, _ examination: MappingExamination) {
        let path = FilePath(path)
        let folder = path.removingLastComponent().string
        self.folder = folder.isEmpty ? "." : folder
        name = path.lastComponent?.string ?? path.string
        self.examination = examination
    }

    /// The finding with its place in the file. A finding about a configuration has its place in the repository.
    func located(_ finding: Finding) -> LocatedFinding {
        var finding = finding
        finding.file = name
        finding.line = finding.mappingRow.flatMap { examination.line(ofRow: $0) }
        return LocatedFinding(input: folder, finding: finding)
    }
}
