// SPDX-License-Identifier: Apache-2.0

/// Makes configurations of the OSGi instances of a repository: each with the companions that belong to it.
///
/// A companion in the folder of a configuration belongs to it. One elsewhere belongs to the only configuration that it fits,
/// or, among several, to the one whose run modes are the closest to its own. So a configuration has at most one companion in
/// each run mode. What breaks this rule is a problem of the pair, and the pair isn't migrated.
package struct CompanionPairing {
    /// An instance and the document that it is in.
    package struct Located: Sendable {
        /// The number that the caller gave the document.
        package var document: Int
        /// The document's file, for people.
        package var file: String
        /// What tells the packages and the modules of a project apart.
        package var place: String
        package var instance: OSGiInstance

        package init(document: Int, file: String, place: String, instance: OSGiInstance) {
            self.document = document
            self.file = file
            self.place = place
            self.instance = instance
        }
    }

    /// What was made of the instances.
    package struct Result {
        /// The configurations, with the number of the document that each is in.
        package var found: [(document: Int, found: FoundConfiguration)] = []
        /// What there is to say about instances that belong to no configuration.
        package var findings: [Finding] = []
    }

    /// A configuration in the making.
    private struct Provider {
        /// Its place among the instances.
        var index: Int
        var profile: Profile
        /// The companions that fit it, in its own package or module if there are any.
        var fitting: [Int]
        /// Those of them that belong to it.
        var claims: [Int] = []
    }

    private let profiles: [Profile]
    private let instances: [Located]

    /// The pairing of `instances`, all of one repository.
    package init(_ instances: [Located], profiles: [Profile]) {
        self.instances = instances
        self.profiles = profiles.filter { $0.documents == .osgi }
    }

    /// The configurations among the instances, and what is wrong with the files.
    package func result() -> Result {
        var providers = self.providers()
        claimCompanions(&providers)
        var result = Result()
        /// The configuration that each instance is a part of, and those that each companion is needed by.
        var owners: [Int: Int] = [:]
        var users: [Int: [Int]] = [:]
        for provider in providers {
            let number = result.found.count
            let (companions, problem) =
                provider.profile.companion == nil ? ([], nil) : companions(of: provider)
            guard let found = configuration(of: provider, companions, problem) else { continue }
            result.found.append((instances[provider.index].document, found))
            for part in [provider.index] + provider.claims { owners[part] = owners[part] ?? number }
            for companion in companions { users[companion, default: []].append(number) }
        }
        for (companion, users) in users where users.count > 1 {
            for user in users {
                let others = users.filter { $0 != user }.map { result.found[$0].found.configuration.path }
                result.found[user].found.detachCompanions(
                    "Its secret is in \(instances[companion].instance.node.path), which belongs to "
                        + "\(others.joined(separator: ", ")) too.")
            }
        }
        for (index, finding) in findings(owners, result.found.map(\.found.configuration)) {
            if let owner = owners[index] {
                result.found[owner].found.configuration.remarks.append(finding)
            } else {
                result.findings.append(finding)
            }
        }
        return result
    }

    // MARK: Pairs

    private func providers() -> [Provider] {
        instances.indices.compactMap { index in
            let node = instances[index].instance.node
            for profile in profiles where profile.covers(node.path) {
                let fitting = fittingCompanions(index, profile)
                let whole = fitting.first.map { merged(node, instances[$0].instance.node, profile) } ?? node
                guard Classifier.configuration(in: whole, line: 1, profile: profile) != nil else { continue }
                return Provider(index: index, profile: profile, fitting: fitting)
            }
            return nil
        }
    }

    private func fittingCompanions(_ index: Int, _ profile: Profile) -> [Int] {
        guard let companion = profile.companion,
            let wanted = instances[index].instance.node[companion.property]
        else { return [] }
        let fitting = instances.indices.filter {
            let node = instances[$0].instance.node
            return node.factory == companion.factory
                && node[companion.companionProperty].map { $0.text == wanted.text && !$0.values.isEmpty }
                    == true
        }
        let inPlace = fitting.filter { instances[$0].place == instances[index].place }
        return inPlace.isEmpty ? fitting : inPlace
    }

    private func claimCompanions(_ providers: inout [Provider]) {
        var beside: [Int: [Int]] = [:]
        var elsewhere: [Int: [Int]] = [:]
        for (number, provider) in providers.enumerated() {
            for companion in provider.fitting {
                if isBeside(companion, provider.index) {
                    beside[companion, default: []].append(number)
                } else {
                    elsewhere[companion, default: []].append(number)
                }
            }
        }
        let served = Set(beside.values.joined())
        for (companion, numbers) in beside {
            for number in numbers { providers[number].claims.append(companion) }
        }
        for (companion, numbers) in elsewhere where beside[companion] == nil {
            for number in closest(numbers, of: providers, to: companion, served: served) {
                providers[number].claims.append(companion)
            }
        }
        // One that has none of its own needs what belongs to others.
        for number in providers.indices where providers[number].claims.isEmpty {
            providers[number].claims = providers[number].fitting
        }
    }

    private func isBeside(_ one: Int, _ other: Int) -> Bool {
        instances[one].instance.folder == instances[other].instance.folder
            && instances[one].place == instances[other].place
    }

    /// Those of several configurations that a companion belongs to: it is in use wherever its run modes are active.
    private func closest(
        _ numbers: [Int], of providers: [Provider], to companion: Int, served: Set<Int>
    ) -> [Int] {
        guard numbers.count > 1 else { return numbers }
        let modes = instances[companion].instance.runModes
        func modesOf(_ number: Int) -> Set<String> { instances[providers[number].index].instance.runModes }
        let active = numbers.filter { modesOf($0).isSubset(of: modes) }
        guard let most = active.map({ modesOf($0).count }).max() else {
            return numbers.filter { !served.contains($0) }
        }
        return active.filter { modesOf($0).count == most }
    }

    /// The companions of a configuration, the one for its own run modes first; none, and why, where there is none or more than
    /// one for the same run modes.
    private func companions(of provider: Provider) -> ([Int], problem: String?) {
        guard !provider.claims.isEmpty else {
            return ([], "No configuration with its secret belongs to it: none has its customizer type.")
        }
        var companions: [Int] = []
        for group in Dictionary(grouping: provider.claims, by: { instances[$0].instance.runModes }).values {
            let beside = group.filter { isBeside($0, provider.index) }
            let candidates = beside.isEmpty ? group : beside
            guard candidates.count == 1 else {
                let paths = candidates.map { instances[$0].instance.node.path }.sorted()
                return (
                    [],
                    "It cannot be told which configuration holds its secret: \(paths.joined(separator: ", "))."
                )
            }
            companions += candidates
        }
        let own = instances[provider.index].instance.runModes
        return (
            companions.sorted { left, right in
                let (left, right) = (instances[left].instance, instances[right].instance)
                if (left.runModes == own) != (right.runModes == own) { return left.runModes == own }
                return left.node.path.utf8.lexicographicallyPrecedes(right.node.path.utf8)
            }, nil
        )
    }

    private func configuration(
        of provider: Provider, _ companions: [Int], _ problem: String?
    ) -> FoundConfiguration? {
        let (instance, profile) = (instances[provider.index].instance, provider.profile)
        let parts = companions.map { companion in
            var node = instances[companion].instance.node
            node.properties = node.properties.filter {
                profile.companion?.properties.contains($0.name) == true
            }
            return node
        }
        let node = parts.first.map { merged(instance.node, $0, profile) } ?? instance.node
        guard var configuration = Classifier.configuration(in: node, line: instance.line, profile: profile)
        else { return nil }
        let name = profile.value(of: .name, in: node)?.text
        configuration.aliases = [instance.name.name, instance.name.instance?.id, name].compactMap(\.self)
        configuration.companions = parts
        configuration.pairProblem = problem
        if instance.name.instance?.separator == .dot {
            configuration.remarks.append(
                Finding(
                    .osgiDotPID, .note, FindingRule.osgiDotPID.summary, path: configuration.path,
                    line: configuration.line))
        }
        return FoundConfiguration(
            configuration: configuration, nodeIndex: instance.nodeIndex,
            companions: companions.map {
                FoundConfiguration.CompanionPlace(
                    document: instances[$0].document, nodeIndex: instances[$0].instance.nodeIndex,
                    path: instances[$0].instance.node.path)
            })
    }

    /// The properties of both.
    private func merged(_ node: PropertyNode, _ companion: PropertyNode, _ profile: Profile) -> PropertyNode {
        var whole = node
        let names = profile.companion?.properties ?? []
        whole.properties += companion.properties.filter { names.contains($0.name) && node[$0.name] == nil }
        return whole
    }

    // MARK: Findings

    /// What AEM would not take as it seems to be meant, by the place of the instance that it is about.
    private func findings(
        _ owners: [Int: Int], _ configurations: [IMSConfiguration]
    ) -> [(index: Int, finding: Finding)] {
        var findings: [(index: Int, finding: Finding)] = []
        var relevant: Set<Int> = []
        let companionFactories = Set(profiles.compactMap(\.companion?.factory))
        for (index, located) in instances.enumerated() {
            let instance = located.instance
            let configuration = owners[index].map { configurations[$0] }
            func note(_ rule: FindingRule, _ level: Finding.Level, _ message: String, line: Int) {
                findings.append(
                    (
                        index,
                        Finding(
                            rule, level, message, path: configuration?.path ?? instance.node.path,
                            file: located.file, line: line)
                    ))
            }
            let suspicion = suspicion(of: instance)
            let isCompanion = instance.node.factory.map { companionFactories.contains($0) } ?? false
            let isUnread = !instance.isEditable && mayBeJWT(instance)
            guard configuration != nil || isCompanion || suspicion != nil || isUnread else { continue }
            relevant.insert(index)
            if let suspicion {
                note(
                    .osgiDoubtful, suspicion.usesOAuth ? .warning : .error, "\(suspicion.reason).".sentence,
                    line: instance.line)
            }
            if !instance.isEditable, suspicion?.usesOAuth != true {
                note(
                    .osgiFormatUnsupported, .error,
                    "AEM reads this file, and ims-migrate does not change files of its format. Convert it to "
                        + ".config or .cfg.json.", line: instance.line)
            }
            for doubt in instance.doubts {
                note(
                    .osgiDoubtful, doubt.dependsOnVersion ? .warning : .error,
                    "\(doubt.property): \(doubt.reason).", line: doubt.line)
            }
        }
        return findings
            + twins(relevant).map { index, level, other in
                let located = instances[index]
                let message =
                    level == .error
                    ? "\(other) has the same PID in the same run mode, and only one of the two counts. Keep one of them."
                    : "\(other), in another package or module, has the same PID in the same run mode."
                return (
                    index,
                    Finding(
                        .osgiTwin, level, message,
                        path: owners[index].map { configurations[$0].path } ?? located.instance.node.path,
                        file: located.file, line: located.instance.line)
                )
            }
    }

    /// Why an instance may be a configuration although its file doesn't say; nil where there is no reason to think so.
    private func suspicion(of instance: OSGiInstance) -> (reason: String, usesOAuth: Bool)? {
        var node = instance.node
        // AEM's console writes all properties of a factory. An empty one says nothing.
        node.properties.removeAll { !$0.value.values.isEmpty && $0.value.values.allSatisfy(\.isEmpty) }
        for profile in profiles where profile.covers(node.path) {
            guard let rule = profile.suspected.first(where: { $0.when.holds(in: node) }) else { continue }
            let kind = Classifier.read(node, line: instance.line, profile: profile).classification
            return (rule.reason, kind == .oauth)
        }
        return nil
    }

    /// Whether neither OAuth nor the server of somebody else shows in an instance that is no configuration.
    private func mayBeJWT(_ instance: OSGiInstance) -> Bool {
        guard let profile = profiles.first(where: { $0.covers(instance.node.path) }) else { return false }
        let read = Classifier.read(instance.node, line: instance.line, profile: profile)
        return read.classification != .oauth && profile.server(of: read) == nil
    }

    /// The instances that have a PID which another one has too, each with the file of that one: an error within one package or
    /// module, a warning between two. Where none of them is `relevant` nobody needs to know.
    private func twins(_ relevant: Set<Int>) -> [(index: Int, level: Finding.Level, other: String)] {
        struct PID: Hashable {
            var pid: String
            var runModes: Set<String>
        }
        let groups = Dictionary(grouping: instances.indices) {
            PID(pid: instances[$0].instance.name.pid, runModes: instances[$0].instance.runModes)
        }
        var twins: [(index: Int, level: Finding.Level, other: String)] = []
        for group in groups.values where group.count > 1 && !relevant.isDisjoint(with: group) {
            var firstOfPlace: [String: Int] = [:]
            for index in group {
                if let first = firstOfPlace[instances[index].place] {
                    twins.append((index, .error, instances[first].file))
                } else {
                    if let other = group.first, !firstOfPlace.isEmpty {
                        twins.append((index, .warning, instances[other].file))
                    }
                    firstOfPlace[instances[index].place] = index
                }
            }
        }
        return twins.sorted { $0.index < $1.index }
    }
}

extension FoundConfiguration {
    /// Notes that it is no whole pair, for this reason.
    fileprivate mutating func detachCompanions(_ problem: String) {
        companions = []
        configuration.companions = []
        configuration.pairProblem = problem
    }
}

extension OSGiInstance {
    /// The JCR path of what it is in.
    var folder: Substring {
        node.path[..<(node.path.lastIndex(of: "/") ?? node.path.startIndex)]
    }

    /// The run modes in which Sling's installer takes it in, in no order: those of the nearest folder above it that is called
    /// `config` or `install`. Where there is none, the folder itself tells it from others.
    var runModes: Set<String> {
        for name in folder.split(separator: "/").reversed() {
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            if let first = parts.first, first == "config" || first == "install" {
                return Set(parts.dropFirst().map(String.init))
            }
        }
        return [String(folder)]
    }
}
