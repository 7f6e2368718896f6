// SPDX-License-Identifier: Apache-2.0

import OSGiConfig

/// The names of a new OSGi configuration and of its companion: two files in one folder, in the same spelling.
struct NewPair: Sendable {
    /// The configuration's PID is an instance of this factory.
    let factory: String
    /// What tells the two from other instances of their factories.
    let id: String
    private let profile: Profile
    private let folder: String, separator: OSGiFileName.Separator, format: OSGiFormat

    /// The pair that a row with this path makes. Throws ``CreationProblem`` where the name is none of the profile's factory.
    init(path: String, profile: Profile, row: Int) throws(CreationProblem) {
        let file = path.split(separator: "/").last.map(String.init) ?? ""
        let factories = profile.recognise.flatMap(\.when.factories)
        guard let format = OSGiFormat(fileName: file), format == .felix || format == .json,
            let instance = OSGiFileName(
                node: String(file.dropLast(format.rawValue.count)), factories: factories
            ).instance, factories.contains(instance.factoryPID), instance.separator != .dot
        else {
            throw CreationProblem(
                "Row \(row): a new configuration there must be called \(factories.first ?? "FACTORY")-<id>.config, or "
                    + "…~<id>.cfg.json.")
        }
        factory = instance.factoryPID
        id = instance.id
        separator = instance.separator
        self.format = format
        self.profile = profile
        folder = String(path.dropLast(file.count))
    }

    /// The documents of the two; a companion that no profile names has none.
    func parts(_ changes: [PlannedChange], disclosure: ValueDisclosure) -> [Creation.Part] {
        [(factory, false), (profile.companion?.factory, true)].compactMap { factory, isCompanion in
            factory.map { factory in
                Creation.Part(
                    path: folder + factory + separator.rawValue + id + format.rawValue, kind: .file(format),
                    changes: changes.filter { $0.isInCompanion == isCompanion }
                        .sorted { $0.property < $1.property },
                    disclosure: disclosure)
            }
        }
    }

    /// The JCR paths of everything that would be one of the two already, however it is spelled.
    var otherSpellings: [String] {
        [factory, profile.companion?.factory].compactMap(\.self).flatMap { factory in
            OSGiFileName.Separator.allCases.flatMap { separator in
                ([""] + OSGiFormat.allCases.map(\.rawValue).filter { $0 != OSGiFormat.node.rawValue }).map {
                    folder + factory + separator.rawValue + id + $0
                }
            }
        }
    }

    /// The path of an instance that would be taken for a part of the new pair, or the new pair for its; nil where none is.
    ///
    /// One in another folder is none, if what belongs to it is there too: run modes tell them apart.
    func rival(among instances: [OSGiInstance]) -> String? {
        guard let companion = profile.companion else { return nil }
        func joint(_ instance: OSGiInstance) -> String? {
            switch instance.node.factory {
            case factory: instance.node[companion.property]?.text
            case companion.factory: instance.node[companion.companionProperty]?.text
            default: nil
            }
        }
        let namesakes = instances.filter { joint($0) == id }
        return namesakes.first { namesake in
            namesake.folder == folder.dropLast()
                || !namesakes.contains {
                    $0.folder == namesake.folder && $0.node.factory != namesake.node.factory
                }
        }?.node.path
    }
}

extension Creation {
    /// JCR paths at which nothing may be, beside those of its parts.
    package var otherSpellings: [String] { pair?.otherSpellings ?? [] }

    /// The path of an OSGi configuration that the new one would be mixed up with; nil where there is none.
    package func rival(among instances: [OSGiInstance]) -> String? { pair?.rival(among: instances) }
}
