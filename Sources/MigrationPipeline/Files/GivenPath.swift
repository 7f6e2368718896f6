// SPDX-License-Identifier: Apache-2.0

import IMSMigration
import SystemPackage

/// A file that a user named, as findings name it: by its name, relative to its folder.
struct GivenPath {
    /// The folder as it was given; `.` where none was.
    let folder: String
    let name: String

    init(_ path: String) {
        let path = FilePath(path)
        let folder = path.removingLastComponent().string
        self.folder = folder.isEmpty ? "." : folder
        name = path.lastComponent?.string ?? path.string
    }

    /// A finding about the file.
    func located(_ finding: Finding) -> LocatedFinding {
        var finding = finding
        finding.file = name
        return LocatedFinding(input: folder, finding: finding)
    }
}
