// SPDX-License-Identifier: Apache-2.0
import DocView

/// The edits of a `sling:OsgiConfig` element: changes of docview, which says where a new attribute stands, how it is laid
/// out and what goes with a removed one. What is added here is the rules of configurations.
struct NodeEdits {
    let document: DocViewDocument
    let index: Int
    let plan: ChangePlan

    func edits() throws(OSGiConfigError) -> [ByteEdit] {
        var changes = plan.removed.map { PropertyChange.remove(name: $0.name) }
        for change in plan.replaced { changes.append(try replacement(change)) }
        for addition in plan.added { changes.append(try self.addition(addition)) }
        do throws(DocViewError) {
            return try document.edits(for: changes, ofNodeAt: index)
        } catch {
            throw .document(error)
        }
    }

    private func replacement(_ change: ChangePlan.Replacement) throws(OSGiConfigError) -> PropertyChange {
        guard let value = document.nodes[index].property(named: change.property.name)?.value
        else { throw plan.impossible(change.property, "cannot be read, and so cannot be changed") }
        try plan.checkTypes(change, asBits: false)
        return .setValue(
            name: change.property.name,
            value: DocViewValue(type: value.type, isMultiple: change.isMultiple, values: change.values))
    }

    private func addition(_ addition: ChangePlan.Change) throws(OSGiConfigError) -> PropertyChange {
        guard !addition.name.utf8.contains(.colon), addition.name.utf8.first != .openBrace else {
            throw .editImpossible(
                line: document.nodes[index].line,
                description: "a node's property with a colon in its name is not part of the configuration")
        }
        return .setValue(
            name: addition.name,
            value: DocViewValue(isMultiple: addition.isMultiple, values: addition.values))
    }
}
