// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// Finds the configurations that were migrated between two exports.
struct LearningPairing {
    /// A configuration that changed, with the profile that recognises it; nil where none does.
    struct Found {
        var pair: LearningPair
        var profile: Profile?
        /// Today's client id, which a row of the mapping may name.
        var configuration: IMSConfiguration?
        var knowsPath: Bool
    }

    let before: LearningInput, after: LearningInput

    /// Throws `RunFailure` (65) where nothing was migrated, or it cannot be told what.
    func found() throws(RunFailure) -> [Found] {
        let isByFile = before.isSingleFile && after.isSingleFile
        if before.isSingleFile != after.isSingleFile, !(before.knowsPaths && after.knowsPaths) {
            throw RunFailure(
                .inputUnusable,
                "\(before.path) and \(after.path): a file that is in no jcr_root can be compared with another such "
                    + "file only. Pass two files, or two exports.")
        }
        let knowsPath = before.knowsPaths || after.knowsPaths
        var found: [Found] = []
        for (key, subject) in before.keyed(isByFile) {
            let same = after.keyed(isByFile).first { $0.0 == key }?.1
            guard let node = same?.node ?? after.node(key, isByFile),
                !LearningNodes.areSame(subject.node, node)
            else { continue }
            let kind = subject.configuration.classification
            if kind == .oauth, same?.configuration.classification == .jwt {
                throw RunFailure(
                    .inputUnusable,
                    "\(before.path): \(subject.configuration.path) uses OAuth there and JWT in \(after.path). Pass the "
                        + "export from before the migration first.")
            }
            if kind == .oauth { continue }
            var pair = LearningPair(
                name: knowsPath ? subject.configuration.path : before.path, before: subject.node, after: node,
                inCompanion: subject.inCompanion.union(same?.inCompanion ?? []),
                lacksCompanion: subject.lacksCompanion || (same?.lacksCompanion ?? false))
            // The side with a real path tells it to both.
            if !before.knowsPaths { pair.before.path = node.path }
            found.append(
                Found(
                    pair: pair, profile: subject.profile, configuration: subject.configuration,
                    knowsPath: knowsPath))
        }
        if found.isEmpty { found = try unknownForm(isByFile, knowsPath) }
        return found.sorted { $0.pair.name < $1.pair.name }
    }

    /// Nodes that no profile recognises: those that look like JWT, else the one that changed.
    private func unknownForm(_ isByFile: Bool, _ knowsPath: Bool) throws(RunFailure) -> [Found] {
        let changed = before.nodes.compactMap { key, node -> LearningPair? in
            let key = isByFile || !before.isSingleFile ? key : node.path
            guard let other = after.node(key, isByFile), !LearningNodes.areSame(node, other) else {
                return nil
            }
            return LearningPair(name: knowsPath ? node.path : before.path, before: node, after: other)
        }
        let telling = changed.filter { InventedForm.looksLikeJWT($0.before) }
        let pairs = telling.isEmpty && changed.count == 1 ? changed : telling
        if !pairs.isEmpty {
            return pairs.map { Found(pair: $0, profile: nil, configuration: nil, knowsPath: knowsPath) }
        }
        let reason =
            changed.isEmpty
            ? "no configuration differs between the two. Pass the exports from before and after a migration."
            : "\(changed.count) nodes differ between the two, and none of them looks like an Adobe IMS configuration. "
                + "Pass the one file that holds the configuration, from before and after its migration."
        throw RunFailure(.inputUnusable, "\(before.path) and \(after.path): \(reason)")
    }
}

extension LearningInput {
    /// The configurations by what tells them from others; in a single file that is the place in it.
    fileprivate func keyed(_ isByFile: Bool) -> [(String, Subject)] {
        subjects.map { key, subject in
            guard isSingleFile, !isByFile else { return (key, subject) }
            let node = subject.configuration.node
            return (
                subject.profile.documents == .osgi
                    ? LearningNodes.key(ofConfigurationAt: node, profile: subject.profile) : node, subject
            )
        }
    }

    fileprivate func node(_ key: String, _ isByFile: Bool) -> PropertyNode? {
        guard isSingleFile, !isByFile else { return nodes[key] }
        return nodes.values.first { $0.path == key }
    }
}
