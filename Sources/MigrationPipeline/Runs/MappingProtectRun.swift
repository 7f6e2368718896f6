// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// `mapping protect`: a copy of a mapping in which every secret is one that the target AEM has encrypted.
package struct MappingProtectRun: Sendable {
    private let protection: SecretProtection

    /// A run that encrypts by `protection`.
    package init(protection: SecretProtection) { self.protection = protection }

    /// The record of writing the copy of `file` to `out`, which only its owner may read. Throws `RunFailure`.
    package func run(_ file: MappingFile, out: OutputFile) throws(RunFailure) -> RunRecord {
        let recorder = RunRecorder(command: "mapping protect", mode: .readOnly, inputs: [])
        if let there = LocalFile.resolved(out.path), there == LocalFile.resolved(file.path) {
            throw RunFailure(
                .usage,
                "\(out.path): this is the mapping itself, with its secrets in clear. Name another file.")
        }
        let (mapping, bytes) = try file.readWithBytes()
        let protected = try protection.protecting(mapping)
        let csv = ProtectedMapping.csv(of: bytes, protected)
        // Read again: nobody may get another mapping than the one that was read.
        guard let again = try? MappingReader.read(Array(csv.utf8), sources: nil),
            again.isSame(as: protected)
        else {
            throw RunFailure(
                .unexpected, "\(out.path): not written, because the copy would not say the same.")
        }
        try out.write(csv, isPrivate: true)
        let secrets = Set(
            zip(mapping.rows, protected.rows).compactMap { old, new in
                old.credential?.secret == new.credential?.secret
                    ? nil : new.credential?.secret.value
            }
        ).count
        return recorder.finished(.done) { _ in
            secrets == 0
                ? "Written to \(out.path): every secret was encrypted already."
                : "Written to \(out.path), with \(secrets) secret\(secrets == 1 ? "" : "s") encrypted by the AEM."
        }
    }
}

extension Mapping {
    /// Whether both say the same, but for where secrets come from.
    fileprivate func isSame(as other: Mapping) -> Bool {
        rows.count == other.rows.count
            && zip(rows, other.rows).allSatisfy { left, right in
                left.row == right.row && left.path == right.path && left.jwtClientID == right.jwtClientID
                    && left.action == right.action && left.title == right.title
                    && left.cloudService == right.cloudService
                    && left.authorizationServer == right.authorizationServer
                    && left.credential?.clientID == right.credential?.clientID
                    && left.credential?.orgID == right.credential?.orgID
                    && left.credential?.scopes == right.credential?.scopes
                    && left.credential?.secret.value == right.credential?.secret.value
            }
    }
}
