// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// What becomes of one configuration.
struct Decision {
    var found: FoundConfiguration
    var document: Survey.Document
    /// The documents of the configuration's companions.
    var companions: [Survey.Document]
    var plan: ConfigurationPlan
    /// Whether a file that it is in cannot be written.
    var isFailed = false

    /// The numbers of the documents that it may change.
    var documents: Set<Int> { Set([document.number] + found.companions.map(\.document)) }

    /// The planned changes in a document: those of the configuration itself, or of its companions.
    func nodes(in other: Survey.Document) -> [PlannedNode] {
        guard plan.outcome == .planned else { return [] }
        var nodes: [PlannedNode] = []
        let own = plan.changes.filter { !$0.isInCompanion }
        if other.number == document.number, !own.isEmpty {
            nodes.append(node(found.nodeIndex, found.configuration.node, own))
        }
        for place in found.companions where other.number == place.document {
            let others = plan.changes.filter { $0.companionPath == place.path }
            if !others.isEmpty { nodes.append(node(place.nodeIndex, place.path, others)) }
        }
        return nodes
    }

    private func node(_ index: Int, _ path: String, _ changes: [PlannedChange]) -> PlannedNode {
        PlannedNode(nodeIndex: index, path: path, changes: changes, storage: found.configuration.storage)
    }

    /// Adds what is found about the deployment of the changes.
    mutating func cover(by coverage: inout FilterCoverage) {
        let others = companions.filter { $0.number != document.number }
        for document in [document] + others {
            for node in nodes(in: document) {
                // A file is deployed as a whole; only nodes have properties of their own.
                let properties = document.file.kind == .configuration ? [] : node.changes.map(\.property)
                for var finding in coverage.findings(
                    for: node.path, properties: properties, in: document.file.path, of: document.file.package)
                {
                    finding.path = found.configuration.path
                    plan.findings.append(finding)
                    if finding.level == .error { isFailed = true }
                }
            }
        }
        if isFailed { plan.outcome = .failed }
    }
}
