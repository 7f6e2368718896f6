// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import IMSMigration

/// Whether what a migration changes would be deployed: the workspace filter of its package must cover it.
struct FilterCoverage {
    private let source: any DocumentSource
    private let isAllowed: Bool
    private var filters: [PackagePlace: FilterAnswer] = [:]

    private enum FilterAnswer {
        case filter(WorkspaceFilter)
        /// A tree that is no package: nobody knows how it is deployed.
        case none
        case unusable(String)
    }

    /// Coverage by the packages of `source`. What is not covered is an error in a package, and a warning where it is
    /// allowed, and in a tree, which may be deployed by other means than its `filter.xml`.
    init(source: any DocumentSource, isAllowed: Bool) {
        self.source = source
        self.isAllowed = isAllowed
    }

    /// Whether a place is the repository itself, and that a tree: it may be deployed by other means.
    private func isTree(_ place: PackagePlace) -> Bool { source.kind == .tree && place.packages.isEmpty }

    /// What stands between a change of `properties` of `node`, which `file` holds, and the instance that the package is
    /// installed on.
    mutating func findings(
        for node: String, properties: [String], in file: RelativePath, of package: PackagePlace
    ) -> [Finding] {
        let ofPackages = zip(package.enclosing, package.packages).flatMap { enclosing, nested in
            findings(
                for: enclosing.path, properties: [], in: nested, by: enclosing.place, level: .warning)
        }
        // The weight of a change that no filter covers.
        let level: Finding.Level = isAllowed || isTree(package) ? .warning : .error
        return ofPackages + findings(for: node, properties: properties, in: file, by: package, level: level)
    }

    private mutating func findings(
        for node: String, properties: [String], in file: RelativePath, by place: PackagePlace,
        level: Finding.Level
    ) -> [Finding] {
        let filter: WorkspaceFilter
        switch self.filter(of: place) {
        case .none: return []
        case .unusable(let reason): return [Finding(.packageNotCovered, level, reason)]
        case .filter(let answer): filter = answer
        }
        do throws(FilterPatternProblem) {
            guard try filter.reaches(place.importPath(to: file)) else {
                let message =
                    "An import with \(place.filterDisplay) doesn't get to \(node): no filter contains a folder on the way "
                    + "to it, or has its root at or below that folder, so FileVault drops the folder with everything in it."
                return [Finding(.packageNotCovered, level, message)]
            }
            guard try filter.contains(node) else {
                return [
                    Finding(.packageNotCovered, level, "No filter in \(place.filterDisplay) covers \(node).")
                ]
            }
            var left: [String] = []
            for property in properties where try !filter.includesProperty("\(node)/\(property)") {
                left.append(property)
            }
            if !left.isEmpty {
                let message =
                    "The filters in \(place.filterDisplay) leave out properties that change: "
                    + "\(left.joined(separator: ", "))."
                return [Finding(.packageNotCovered, level, message)]
            }
        } catch {
            return [Finding(.packageNotCovered, .warning, "\(place.filterDisplay), \(error)")]
        }
        return filter.importMode(of: node).warning.map { [Finding(.packageMode, .warning, $0)] } ?? []
    }

    private mutating func filter(of place: PackagePlace) -> FilterAnswer {
        if let known = filters[place] { return known }
        let answer: FilterAnswer
        do throws(VaultFileError) {
            if let filter = try source.workspaceFilter(of: place) {
                answer = .filter(filter)
            } else if !isTree(place) {
                answer = .unusable("\(place.filterDisplay) is missing: it cannot be told what is deployed.")
            } else {
                answer = .none
            }
        } catch {
            answer = .unusable("It cannot be told what is deployed: \(error)")
        }
        filters[place] = answer
        return answer
    }
}

extension ImportMode {
    /// What a root of this mode means for a migration; nil where it deploys all of it.
    fileprivate var warning: String? {
        let mode = "Its filter root has mode=\"\(rawValue)\""
        if ignoresChanges {
            return "\(mode): where the configuration exists already, the changes are ignored on installation."
        }
        if keepsRemovedProperties {
            return
                "\(mode): where the configuration exists already, its JWT properties stay beside the new ones."
        }
        return nil
    }
}
