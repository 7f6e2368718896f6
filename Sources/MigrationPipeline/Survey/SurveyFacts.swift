// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest
import ContentRepository
import DocView
import IMSMigration

extension Survey.Input {
    /// The files that hold configurations, as one digest. They are in memory anyway; no other file is read for it.
    var configurationFiles: RunRecord.ConfigurationFiles {
        let lines = documents.map { (name: Array($0.file.display.utf8), bytes: $0.contents.bytes) }
            .sorted { $0.name.lexicographicallyPrecedes($1.name) }
            .map { Array(ContentDigest.sha256($0.bytes).utf8) + Array("  ".utf8) + $0.name + [0x0A] }
        return RunRecord.ConfigurationFiles(
            count: lines.count, sha256: ContentDigest.sha256(Array(lines.joined())))
    }

    /// The documents of the companions of a configuration.
    func companions(of found: FoundConfiguration) -> [Survey.Document] {
        found.companions.compactMap { document(numbered: $0.document) }
    }

    private func document(numbered number: Int) -> Survey.Document? {
        var range = documents.indices
        // They stand in the order of their numbers.
        while let middle = range.dropFirst(range.count / 2).first {
            if documents[middle].number == number { return documents[middle] }
            range =
                documents[middle].number < number ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}

extension RunRecord.Scope {
    /// What is looked at for the configurations of `profiles`.
    init(_ profiles: [Profile]) {
        let package = PackageLimits.standard
        self.init(
            paths: Set(profiles.flatMap(\.subtrees) + ["/etc/packages"]).sorted(),
            skippedFolders: SkippedNames.folders.sorted(),
            limits: [
                Limit(name: "document-bytes", value: DocViewLimits.standard.maximumBytes),
                Limit(name: "document-depth", value: DocViewLimits.standard.maximumDepth),
                Limit(name: "tree-depth", value: WalkLimits().depth),
                Limit(name: "path-bytes", value: WalkLimits().pathBytes),
                Limit(name: "package-nesting", value: package.nesting),
                Limit(name: "package-walk-bytes", value: package.walkBytes),
                Limit(name: "package-expansion", value: package.expansion),
            ],
            profiles: profiles.map { ProfileInForce(storage: $0.storage, sha256: $0.sha256) }
                .sorted { $0.storage < $1.storage })
    }
}
