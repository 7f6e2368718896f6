// SPDX-License-Identifier: Apache-2.0

extension ExportedTree {
    /// Removes what a run that was killed in the middle of replacing these files has left beside them: new files that
    /// never got their names. Call it only while no other run can write here.
    func removeLeftovers(beside files: [RelativePath]) {
        for folder in Set(files.compactMap(\.parent)) {
            var cursor = FolderCursor(top: top)
            // A folder that cannot be opened now makes the replacement itself fail, which says why.
            guard let opened = try? cursor.folder(at: folder), let entries = try? opened.descriptor.entries()
            else {
                continue
            }
            for entry in entries
            where entry.kind == .regular && entry.name.starts(with: FileName.temporaryPrefix) {
                try? opened.descriptor.remove(entry.name)
            }
        }
    }
}
