// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// Finds the configurations that were migrated between two exports.
struct LearningPairing {
    /// A configuration that changed, with the profile that recognises it; nil where none does.
    struct Found {
        var pair: LearningPair
        var profile: Profile?
        /// What it is before, where a profile recognises it.
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
        let subjects = Dictionary(before.keyed(isByFile), uniquingKeysWith: { first, _ in first })
        let counterparts = Dictionary(after.keyed(isByFile), uniquingKeysWith: { first, _ in first })
        // A form may be known before its migration alone.
        let lonely = Set(subjects.keys).subtracting(counterparts.keys)
        let others = lonely.isEmpty ? [:] : try nodes(of: after, isByFile, where: { lonely.contains($0) })
        var found: [Found] = []
        for (key, subject) in subjects {
            let same = counterparts[key]
            guard let node = same?.node ?? others[key], !LearningNodes.areSame(subject.node, node) else {
                continue
            }
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
            pair.after = pair.after.typed(same?.types ?? [:], unlessIn: subject.node)
            found.append(
                Found(
                    pair: pair, profile: subject.profile, configuration: subject.configuration,
                    knowsPath: knowsPath))
        }
        if found.isEmpty { found = try unknownForm(isByFile, knowsPath) }
        return found.sorted { $0.pair.name < $1.pair.name }
    }

    /// The nodes of an export by what tells them from others, those that pass both tests.
    private func nodes(
        of input: LearningInput, _ isByFile: Bool, test: (PropertyNode) -> Bool = { _ in true },
        where isWanted: (String) -> Bool
    ) throws(RunFailure) -> [String: PropertyNode] {
        guard input.isSingleFile else {
            return try input.nodes { isWanted($0.path) && test($0) }
        }
        let keyed = input.nodes.map { (isByFile ? $0.key : $0.value.path, $0.value) }
        return Dictionary(
            keyed.filter { isWanted($0.0) && test($0.1) }, uniquingKeysWith: { first, _ in first })
    }

    /// Nodes that no profile recognises: those that look like JWT, else the one that changed.
    private func unknownForm(_ isByFile: Bool, _ knowsPath: Bool) throws(RunFailure) -> [Found] {
        var old = try nodes(of: before, isByFile, test: InventedForm.looksLikeJWT) { _ in true }
        if old.isEmpty { old = try nodes(of: before, isByFile) { _ in true } }
        let new = try nodes(of: after, isByFile) { old[$0] != nil }
        let changed = old.compactMap { key, node -> LearningPair? in
            guard let other = new[key], !LearningNodes.areSame(node, other) else { return nil }
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
}

extension PropertyNode {
    /// The node with the types of OSGi properties that are new in it.
    fileprivate func typed(_ types: [String: String], unlessIn before: PropertyNode) -> PropertyNode {
        var node = self
        for index in node.properties.indices where before[node.properties[index].name] == nil {
            node.properties[index].value.type = types[node.properties[index].name]
        }
        return node
    }
}
