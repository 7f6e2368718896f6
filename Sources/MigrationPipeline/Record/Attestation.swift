// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest
import ContentRepository
import DocView
import IMSMigration

/// What holds of a record, and what does not.
struct Attestation {
    private let record: RunRecord
    private(set) var findings: [LocatedFinding] = []
    /// What was looked at, for people.
    private(set) var checked: [String] = []
    /// The runs on the same repository after this one.
    private var laterRuns: [JournaledRun] = []
    private var isUndone = false

    init(_ record: RunRecord) { self.record = record }

    /// What there was not to look at.
    var remark: String {
        record.journal == nil && place == nil ? " The run changed no repository in place." : ""
    }

    private mutating func add(
        _ rule: FindingRule, _ message: String, file: String? = nil, input: String? = nil
    ) {
        findings.append(
            LocatedFinding(input: input, finding: Finding(rule, .error, message, file: file)))
    }

    /// Compares the files that `SHA256SUMS` beside the record names.
    mutating func checkSums(beside path: String) {
        let place = GivenPath(path)
        let sums = "\(place.folder)/\(ChecksumFile.name)"
        guard let bytes = try? LocalFile.read(sums, limit: 16 << 20, regularOnly: true) else {
            return add(
                .attestationMissing, "There is no \(ChecksumFile.name) beside the report.",
                file: ChecksumFile.name, input: place.folder)
        }
        guard let text = String(validating: bytes, as: UTF8.self), let entries = ChecksumFile.read(text)
        else {
            return add(
                .attestationBroken, "It is not as a run writes it.", file: ChecksumFile.name,
                input: place.folder)
        }
        if !entries.contains(where: { $0.name == place.name }) {
            add(
                .attestationBroken, "\(ChecksumFile.name) does not name it.", file: place.name,
                input: place.folder)
        }
        for entry in entries {
            let file =
                entry.name.utf8.first == UInt8(ascii: "/") ? entry.name : "\(place.folder)/\(entry.name)"
            do throws(LocalFile.Problem) {
                guard try LocalFile.digest(of: file) != entry.sha256 else { continue }
                add(
                    .attestationBroken, "Its digest is not the one in \(ChecksumFile.name).",
                    file: entry.name,
                    input: place.folder)
            } catch {
                add(
                    .attestationMissing,
                    "It is named in \(ChecksumFile.name): \(error.description(of: file))",
                    file: entry.name, input: place.folder)
            }
        }
        checked.append("\(entries.count) files by \(ChecksumFile.name)")
    }

    /// Compares the journal with the record, and the journals of the repository with one another.
    mutating func checkJournal(in folder: String?) {
        guard let reference = record.journal else { return }
        let folder = folder ?? reference.folder
        let audit = JournalAudit(ofRepository: reference.repository, in: JournalFolder(folder))
        for found in audit.breaks {
            add(
                found.isMissing ? .attestationMissing : .attestationBroken,
                "\(found.path): \(found.reason).")
        }
        guard let index = audit.runs.firstIndex(where: { $0.id == reference.run }) else {
            // A journal that is there and damaged has been told.
            if audit.breaks.isEmpty {
                add(.attestationMissing, "\(folder): there is no journal of the run \(reference.run).")
            }
            return
        }
        let run = audit.runs[index]
        if let sha256 = reference.sha256, sha256 != run.sha256OfIndex {
            add(
                .attestationBroken,
                "The journal of the run \(run.id) in \(folder) is not the one that the report names.")
        }
        for place in disagreements(with: run) {
            add(
                .attestationBroken,
                "The report and the journal of the run \(run.id) do not name the same digest for it.",
                file: place,
                input: reference.repository)
        }
        laterRuns = Array(audit.runs[(index + 1)...])
        isUndone = run.isUndone && record.command != "rollback"
        checked.append("\(audit.runCount) journal\(audit.runCount == 1 ? "" : "s") of the repository")
    }

    /// The files for which the record and the journal name different results.
    private func disagreements(with run: JournaledRun) -> [String] {
        if let sha256 = run.sha256OfPackage {
            let outputs = (record.outputs ?? []).filter { $0.kind == .package }
            return outputs.filter { $0.sha256 != sha256 }.map(\.path)
        }
        return record.files.filter { file in
            if isInPackage(file) { return false }
            guard let path = path(of: file), let digests = run.digests(of: path) else { return true }
            return file.sha256After != (record.command == "rollback" ? digests.before : digests.after)
        }.map(\.file)
    }

    /// Whether a file is in a package in the tree, which the journal knows as a whole.
    private func isInPackage(_ file: RunRecord.File) -> Bool { file.file.contains("!/") }

    private func path(of file: RunRecord.File) -> RelativePath? {
        RelativePath(
            components: RecordedName.bytes(of: file.file).split(separator: UInt8(ascii: "/")).map {
                Array($0)
            })
    }

    /// Compares the files that the run changed with what is there.
    mutating func checkFiles() {
        guard record.mode == .apply, !record.files.isEmpty, let place else { return }
        let tree: ExportedTree
        switch try? OpenRepository.open(place) {
        case .tree(let opened)?: tree = opened
        case .package?: return checkRestoredPackage(at: place)
        case nil:
            let hint = place.hasPrefix("/") ? "" : " Run this where the run itself was started."
            return add(.attestationMissing, "\(place): the repository of the run is not there.\(hint)")
        }
        var count = 0
        for file in record.files where !isInPackage(file) {
            guard let path = path(of: file) else { continue }
            count += 1
            let limit = DocViewLimits.standard.maximumBytes
            let now: String
            do {
                now = try tree.readIfThere(path, maxBytes: limit).map { ContentDigest.sha256($0) } ?? ""
            } catch {
                add(.attestationBroken, "\(error)", file: file.file, input: place)
                continue
            }
            if now != file.sha256After {
                add(.attestationBroken, reason(file, now), file: file.file, input: place)
            }
        }
        checked.append("\(count) file\(count == 1 ? "" : "s") of the repository")
    }

    /// A package that a rollback has put back is the one file of its record.
    private mutating func checkRestoredPackage(at place: String) {
        guard let file = record.files.first, record.files.count == 1 else { return }
        if (try? LocalFile.digest(of: place)) != file.sha256After {
            add(.attestationBroken, "\(place) is not as the run left it.")
        }
        checked.append("the package")
    }

    /// The tree that the run wrote; nil where it wrote a package, which has a digest of its own.
    private var place: String? {
        if let tree = record.outputs?.first(where: { $0.kind == .tree }) { return tree.path }
        guard record.inputs.first?.kind == .tree, let journal = record.journal else { return nil }
        return journal.repository
    }

    private func reason(_ file: RunRecord.File, _ now: String) -> String {
        let what =
            now.isEmpty
            ? "It is gone."
            : file.sha256After.isEmpty ? "It is there again." : "It is not as the run left it."
        if now == file.sha256Before, isUndone { return "\(what) The run was rolled back." }
        return laterRuns.isEmpty
            ? what
            : "\(what) There are later runs on the repository: \(laterRuns.map(\.id).joined(separator: ", "))."
    }
}
