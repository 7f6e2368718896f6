// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// What becomes of one configuration.
struct Decision {
    var found: FoundConfiguration
    var document: Survey.Document
    /// The document of the configuration's companion, where it has one.
    var companion: Survey.Document?
    var plan: ConfigurationPlan
    /// Whether a file that it is in cannot be written.
    var isFailed = false

    /// The numbers of the documents that it may change.
    var documents: Set<Int> { Set([document.number, found.companion?.document].compactMap(\.self)) }

    /// The planned changes in a document: those of the configuration itself, or of its companion.
    func nodes(in other: Survey.Document) -> [PlannedNode] {
        guard plan.outcome == .planned else { return [] }
        var nodes: [PlannedNode] = []
        let own = plan.changes.filter { !$0.isInCompanion }
        if other.number == document.number, !own.isEmpty {
            nodes.append(node(found.nodeIndex, found.configuration.node, own))
        }
        let others = plan.changes.filter(\.isInCompanion)
        if let place = found.companion, other.number == place.document, !others.isEmpty {
            nodes.append(node(place.nodeIndex, place.path, others))
        }
        return nodes
    }

    private func node(_ index: Int, _ path: String, _ changes: [PlannedChange]) -> PlannedNode {
        PlannedNode(nodeIndex: index, path: path, changes: changes, storage: found.configuration.storage)
    }

    /// Adds what is found about the deployment of the changes.
    mutating func cover(by coverage: inout FilterCoverage) {
        for document in [document, companion].compactMap(\.self) {
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
