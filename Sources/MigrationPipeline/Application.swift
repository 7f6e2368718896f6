// SPDX-License-Identifier: Apache-2.0

import ContentRepository

/// The last stages: write the planned files, read them back, and put everything back where that fails.
struct Application {
    private let tree: ExportedTree
    private let changes: [PlannedFile]

    init(tree: ExportedTree, changes: [PlannedFile]) {
        self.tree = tree
        self.changes = changes
    }

    /// Writes the files in place, or into a copy of the tree at `output` that appears only when it is complete.
    ///
    /// Throws `RunFailure`: 4 where a file is not what was planned for, 64 where `output` cannot be used, 74 where
    /// writing failed, 6 where a file does not read back as planned, 5 where something could not be put back.
    func apply(to output: String?) throws(RunFailure) {
        guard let output else { return try write(into: tree) }
        let copy: TreeCopy
        do {
            copy = try tree.beginCopy(to: output)
        } catch {
            throw RunFailure(error)
        }
        // A copy that is not committed is removed.
        defer { copy.abort() }
        try write(into: copy.tree)
        do {
            try copy.commit()
        } catch {
            throw RunFailure(error)
        }
    }

    private func write(into tree: ExportedTree) throws(RunFailure) {
        // All of them first: a file that has changed meanwhile must not stop the run half-way.
        for file in changes { try expect(file.plan.before, at: file, in: tree, otherwise: .refused) }
        var written: [PlannedFile] = []
        do {
            for file in changes {
                written.append(file)
                try replace(file, in: tree)
            }
            for file in changes { try expect(file.plan.after, at: file, in: tree, otherwise: .notVerified) }
        } catch {
            try putBack(written, in: tree, because: error)
            throw error
        }
    }

    private func replace(_ file: PlannedFile, in tree: ExportedTree) throws(RunFailure) {
        do {
            try tree.replace(file.path, with: file.plan.after, expecting: file.plan.before)
        } catch {
            throw RunFailure(error)
        }
    }

    private func expect(
        _ bytes: [UInt8], at file: PlannedFile, in tree: ExportedTree, otherwise status: ExitStatus
    ) throws(RunFailure) {
        let found: [UInt8]
        do {
            found = try tree.read(file.path, maxBytes: bytes.count + 1).bytes
        } catch {
            throw RunFailure(status, error.description)
        }
        guard found == bytes else {
            let what =
                status == .refused ? "has changed since it was read" : "does not read back as it was written"
            throw RunFailure(
                status,
                "\(file.path.display): \(what). Nothing was changed; run again when nothing else writes there."
            )
        }
    }

    private func putBack(_ files: [PlannedFile], in tree: ExportedTree, because cause: RunFailure)
        throws(RunFailure)
    {
        var stuck: [String] = []
        for file in files.reversed() {
            do {
                let bytes = try tree.read(file.path, maxBytes: file.plan.after.count + file.plan.before.count)
                    .bytes
                if bytes == file.plan.before { continue }
                try tree.replace(file.path, with: file.plan.before, expecting: file.plan.after)
            } catch {
                stuck.append(error.description)
            }
        }
        guard stuck.isEmpty else {
            throw RunFailure(
                .stoppedPartWay,
                "\(cause)\nWhat had been written could not be put back everywhere:\n"
                    + stuck.map { "  \($0)" }.joined(separator: "\n"))
        }
    }
}

extension RunFailure {
    /// The failure of a run that an error of the repository ends.
    init(_ error: RepositoryError) {
        let status: ExitStatus =
            switch error {
            case .notFound, .notARepository, .isPackage, .notADirectory: .inputUnusable
            case .destinationOccupied, .destinationOverlaps, .destinationUnusable: .usage
            case .changedUnderneath, .unsafe: .refused
            case .unreadable, .tooLarge, .ownershipNotKept, .notReplaced, .notCopied: .inputOutput
            }
        self.init(status, error.description)
    }
}
