// SPDX-License-Identifier: Apache-2.0

/// Compares what a profile would write with configurations that are OAuth already: AEM itself may have written them, and
/// then they show what a migrated configuration must look like.
struct ProfileAgreement {
    private let profile: Profile

    init(_ profile: Profile) { self.profile = profile }

    /// The finding about an OAuth configuration that does not look like one of this profile's making; nil where it does.
    func finding(about configuration: IMSConfiguration) -> Finding? {
        let node = configuration.properties
        let differences = profile.migrated.compactMap { difference($0, node) }
        guard !differences.isEmpty else { return nil }
        return Finding(
            .profileDisagrees, .warning,
            "This configuration is on OAuth and does not look as the profile \(profile.name) would make it: "
                + differences.joined(separator: "; ") + ".", path: configuration.path,
            line: configuration.line)
    }

    private func difference(_ step: Profile.Step, _ node: PropertyNode) -> String? {
        let property = step.property
        switch step {
        case .setConstant(_, let value):
            guard let found = node[property] else { return "it has no \(property)" }
            return value.isExactly(found) ? nil : "its \(property) is another"
        case .setField(_, let field):
            guard let found = node[property] else {
                return isNeeded(field) && !unknownProperties(node).isEmpty
                    ? "it has no \(property), but \(unknownProperties(node).joined(separator: ", "))" : nil
            }
            return found.isMultiple ? "its \(property) is an array" : nil
        case .setScopes(_, let form):
            guard let found = node[property] else { return nil }
            return found.isMultiple == (form == .array)
                ? nil : "its \(property) is no \(form == .array ? "array" : "single text")"
        case .setTemplate, .keepEntries, .remove, .rename, .copy: return nil
        }
    }

    private func isNeeded(_ field: Profile.Field) -> Bool {
        [.clientID, .clientSecret, .orgID, .scopes].contains(field)
    }

    /// Properties that could be those that are missing, under other names.
    private func unknownProperties(_ node: PropertyNode) -> [String] {
        let known = Set(profile.propertyNames)
        return node.properties.map(\.name).filter {
            !known.contains($0) && !ValueDisclosure.administration.contains($0)
        }.sorted()
    }
}
