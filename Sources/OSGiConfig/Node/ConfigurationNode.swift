// SPDX-License-Identifier: Apache-2.0
import DocView

/// What the attributes of a `sling:OsgiConfig` element mean as a configuration: Sling's `ConfigNodeConverter` takes
/// every property whose name has no colon, if it is a String, Date, Double, Long or Boolean.
enum ConfigurationNode {
    static func properties(
        of node: DocViewNode, in document: DocViewDocument
    ) -> ([OSGiProperty], [OSGiDoubt]) {
        var properties: [OSGiProperty] = []
        var doubts: [OSGiDoubt] = []
        for attribute in node.properties where !attribute.name.utf8.contains(.colon) {
            let type = attribute.value.flatMap { Self.type(of: $0.type) }
            if type == nil {
                doubts.append(
                    OSGiDoubt(
                        property: attribute.name, line: attribute.line,
                        reason: attribute.value == nil
                            ? "a value that FileVault refuses"
                            : "a type that AEM leaves out of configurations"))
            } else if let type, let value = attribute.value,
                type != .boolean, !value.values.allSatisfy({ type.accepts($0, asBits: false) })
            {
                doubts.append(
                    OSGiDoubt(
                        property: attribute.name, line: attribute.line,
                        reason: "a value that is no \(type.rawValue), for which AEM refuses the node"))
            }
            properties.append(
                OSGiProperty(
                    name: attribute.name, values: type == nil ? [] : attribute.value?.values ?? [],
                    isMultiple: attribute.value?.isMultiple ?? false, type: type, span: attribute.span,
                    nameSpan: attribute.nameSpan, valueSpan: attribute.valueSpan, line: attribute.line))
        }
        return (properties, doubts)
    }

    private static func type(of type: PropertyType?) -> OSGiType? {
        switch type {
        case nil, .string: .string
        case .date: .date
        case .double: .double
        case .long: .long
        case .boolean: .boolean
        default: nil
        }
    }
}
