// SPDX-License-Identifier: Apache-2.0

/// Properties that the repository keeps for itself, which change with every save and say nothing about a migration.
enum VolatileProperties {
    private static let names: Set<String> = [
        "cq:lastModified", "cq:lastModifiedBy", "jcr:lastModified", "jcr:lastModifiedBy", "jcr:created",
        "jcr:createdBy", "jcr:uuid", "jcr:versionHistory", "jcr:baseVersion", "jcr:predecessors",
        "jcr:isCheckedOut", "jcr:mergeFailed", "jcr:activity", "jcr:configuration",
    ]
    private static let prefixes = ["jcr:created", "cq:lastReplicat", "cq:lastPublished"]

    static func contain(_ name: String) -> Bool {
        names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }

    /// What kind of node it is; no value of a credential comes from there.
    static let structural: Set<String> = ["jcr:primaryType", "jcr:mixinTypes"]
}
