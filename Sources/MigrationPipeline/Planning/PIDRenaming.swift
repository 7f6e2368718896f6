// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import IMSMigration
import OSGiConfig

/// A planned file that gets another name as well: a hyphen for the dot before the id of an OSGi configuration.
struct RenamedFile {
    var file: PlannedFile
    /// Its new place, and the JCR path of its node there.
    var path: RelativePath
    var nodePath: String

    /// The old file goes, the new one comes.
    var changes: [ContentChange] {
        [
            ContentChange(file.document, .remove(before: file.plan.before)),
            ContentChange(
                path: path, packages: file.document.packages, .create(after: file.plan.after),
                origin: file.document.path),
        ]
    }

    /// The diff of the two under their names.
    var diff: String {
        file.plan.diff.replacing(
            "\n+++ b/\(file.document.display)\n", with: "\n+++ b/\(changes[1].display)\n")
    }
}

/// The dot-to-hyphen rename of Adobe's instructions, for the files that are migrated anyway.
struct PIDRenaming {
    let finder: ConfigurationFinder
    let repository: OpenRepository

    /// The file with its new name; nil for one whose name stays. Throws the finding where something has that name already.
    func renamed(_ file: PlannedFile) throws(NameTaken) -> RenamedFile? {
        let isAlone = file.document.kind != .contentXML
        guard isAlone, let name = finder.hyphenatedName(ofNode: file.document.nodePath),
            let path = file.document.path(named: name)
        else { return nil }
        let names = file.document.nodePath.split(separator: "/").map(String.init).dropLast() + [name]
        let nodePath = "/" + names.joined(separator: "/")
        guard !repository.holdsAnything(atNode: Array(names), in: file.document.package) else {
            throw NameTaken(path: nodePath)
        }
        return RenamedFile(file: file, path: path, nodePath: nodePath)
    }

    /// Whether a reference goes by what the file is called now: its path, or its name with or without extension.
    func breaks(_ reference: ConfigurationReference, to file: PlannedFile) -> Bool {
        let path = file.document.nodePath
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return [path, name, OSGiFormat.withoutExtension(name)].contains(reference.value)
    }

    /// There is something where the renamed file would be.
    struct NameTaken: Error {
        var path: String
    }
}
