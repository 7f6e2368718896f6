// SPDX-License-Identifier: Apache-2.0

/// Changes, sorted by what they mean for a configuration as it is.
struct ChangePlan {
    /// A property that is to have values.
    struct Change {
        var name: String
        var values: [String]
        var isMultiple: Bool
    }

    /// A property that is there and gets others.
    struct Replacement {
        /// Its index among the properties.
        var index: Int
        var property: OSGiProperty
        var values: [String]
        var isMultiple: Bool
    }

    /// Indices of properties that go.
    private(set) var removedIndices: Set<Int> = []
    private(set) var removed: [OSGiProperty] = []
    private(set) var replaced: [Replacement] = []
    private(set) var added: [Change] = []

    init(_ changes: [OSGiChange], of configuration: OSGiConfiguration) throws(OSGiConfigError) {
        var places: [String: Int] = [:]
        for (index, property) in configuration.properties.enumerated() {
            places[property.name.foldedName] = index
        }
        var names: Set<String> = []
        for change in changes {
            let index = places[change.name.foldedName]
            let property = index.map { configuration.properties[$0] }
            guard names.insert(change.name.foldedName).inserted else {
                throw .editImpossible(
                    line: property?.line ?? 1,
                    description: "the property '\(change.name)' is to be changed twice")
            }
            switch change {
            case .remove:
                guard let index, let property else { continue }
                removedIndices.insert(index)
                removed.append(property)
            case .set(let name, let values, let isMultiple):
                guard isMultiple || values.count == 1 else {
                    throw .editImpossible(
                        line: property?.line ?? 1,
                        description:
                            "the property '\(name)' is to be a single value, but is given \(values.count)")
                }
                if let index, let property {
                    if property.has(values, isMultiple: isMultiple) { continue }
                    replaced.append(
                        Replacement(index: index, property: property, values: values, isMultiple: isMultiple))
                } else {
                    guard FelixParser.isName(name) else {
                        throw .editImpossible(
                            line: 1,
                            description:
                                "a name that is empty, begins or ends with white space, or holds a control"
                                + " character")
                    }
                    added.append(Change(name: name, values: values, isMultiple: isMultiple))
                }
            }
        }
        removed.sort { $0.span.lowerBound < $1.span.lowerBound }
        replaced.sort { $0.index < $1.index }
    }

    /// Makes sure that a property keeps its type with its new values.
    func checkTypes(_ change: Replacement, asBits: Bool) throws(OSGiConfigError) {
        guard let type = change.property.type else {
            throw impossible(change.property, "is of a kind that is not edited")
        }
        let refused = change.values.filter { !type.accepts($0, asBits: asBits) }
        // What is there already may stay, whatever it is.
        guard
            refused.isEmpty
                || Set(refused.map { Array($0.utf8) }).isSubset(
                    of: change.property.values.map { Array($0.utf8) })
        else { throw impossible(change.property, "is of type \(type.rawValue), which the new value is not") }
    }

    func impossible(_ property: OSGiProperty, _ what: String) -> OSGiConfigError {
        .editImpossible(line: property.line, description: "the property '\(property.name)' \(what)")
    }
}
