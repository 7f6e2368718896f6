// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// One file being removed, in the steps of ``WriteStep``.
struct FileRemoval: FileWriting {
    let tree: ExportedTree
    let file: RelativePath

    func run(expecting original: [UInt8]) throws(RepositoryError) {
        let current = try openCurrent(expecting: original)
        let folder = current.folder
        try expectUntouched(current.opened.status, in: folder)
        try step(.remove) { () throws(Errno) in try folder.descriptor.remove(file.name) }
        try step(.synchronizeFolder) { () throws(Errno) in try folder.descriptor.synchronizeFolder() }
    }
}
