// SPDX-License-Identifier: Apache-2.0

/// Makes configurations of OSGi instances: each with the one companion that belongs to it.
///
/// A companion beside a configuration, in the same folder and so for the same run modes, is preferred to one elsewhere.
package struct CompanionPairing {
    /// An instance and the document that it is in.
    package typealias Located = (document: Int, place: String, instance: OSGiInstance)

    private let profiles: [Profile]
    private let instances: [Located]

    /// The pairing of `instances`, all of one repository; `document` is whatever number the caller gives a document, and
    /// `place` tells the packages and the modules of a project apart.
    package init(_ instances: [Located], profiles: [Profile]) {
        self.instances = instances
        self.profiles = profiles.filter { $0.documents == .osgi }
    }

    /// The configurations among the instances, with the number of the document that each is in.
    package func configurations() -> [(document: Int, found: FoundConfiguration)] {
        var found: [(document: Int, found: FoundConfiguration)] = []
        var owners: [FoundConfiguration.CompanionPlace: [Int]] = [:]
        for located in instances {
            for profile in profiles where profile.covers(located.instance.node.path) {
                let companions = companions(of: located, profile)
                guard var configuration = configuration(located.instance, companions, profile) else {
                    continue
                }
                var place: FoundConfiguration.CompanionPlace?
                if profile.companion != nil {
                    configuration.pairProblem = Self.problem(companions)
                    if companions.count == 1 {
                        let companion = FoundConfiguration.CompanionPlace(
                            document: companions[0].document, nodeIndex: companions[0].instance.nodeIndex,
                            path: companions[0].instance.node.path)
                        owners[companion, default: []].append(found.count)
                        place = companion
                    }
                }
                found.append(
                    (
                        located.document,
                        FoundConfiguration(
                            configuration: configuration, nodeIndex: located.instance.nodeIndex,
                            companion: place)
                    ))
                break
            }
        }
        for (companion, owners) in owners where owners.count > 1 {
            for owner in owners {
                let others = owners.filter { $0 != owner }.map { found[$0].found.configuration.path }
                found[owner].found.companion = nil
                found[owner].found.configuration.pairProblem =
                    "Its secret is in \(companion.path), which belongs to \(others.joined(separator: ", ")) too."
            }
        }
        return found
    }

    private func companions(of located: Located, _ profile: Profile) -> [Located] {
        let instance = located.instance
        guard let companion = profile.companion, let wanted = instance.node[companion.property] else {
            return []
        }
        let fitting = instances.filter {
            $0.instance.node.factory == companion.factory
                && $0.instance.node[companion.companionProperty]?.text == wanted.text
        }
        let inPlace = fitting.filter { $0.place == located.place }
        let near = inPlace.isEmpty ? fitting : inPlace
        let beside = near.filter { $0.instance.folder == instance.folder }
        return beside.isEmpty ? near : beside
    }

    private static func problem(_ companions: [Located]) -> String? {
        switch companions.count {
        case 0: "No configuration with its secret belongs to it: none has its customizer type."
        case 1: nil
        default:
            "It cannot be told which configuration holds its secret: "
                + companions.map(\.instance.node.path).sorted().joined(separator: ", ") + "."
        }
    }

    private func configuration(
        _ instance: OSGiInstance, _ companions: [Located], _ profile: Profile
    ) -> IMSConfiguration? {
        var node = instance.node
        if companions.count == 1, let names = profile.companion?.properties {
            node.properties += companions[0].instance.node.properties.filter { property in
                names.contains(property.name) && node[property.name] == nil
            }
        }
        guard var configuration = Classifier.configuration(in: node, line: instance.line, profile: profile)
        else {
            return nil
        }
        let id = instance.name.instance?.id
        let name = profile.value(of: .name, in: node)?.text
        configuration.aliases = [instance.name.name, id, name].compactMap(\.self)
        for doubt in instance.doubts where profile.propertyNames.contains(doubt.property) {
            configuration.remarks.append(
                Finding(
                    .osgiDoubtful, .warning, "\(doubt.property): \(doubt.reason).", path: configuration.path,
                    line: doubt.line))
        }
        if instance.name.instance?.separator == .dot {
            configuration.remarks.append(
                Finding(
                    .osgiDotPID, .note, FindingRule.osgiDotPID.summary, path: configuration.path,
                    line: configuration.line))
        }
        return configuration
    }
}

extension OSGiInstance {
    /// The JCR path of what it is in.
    var folder: Substring {
        node.path[..<(node.path.lastIndex(of: "/") ?? node.path.startIndex)]
    }
}
