// SPDX-License-Identifier: Apache-2.0

import DocView

/// Reads the steps of a migration.
enum ProfileStepReader {
    static func steps(
        _ root: ProfileObject, _ documents: Profile.Documents
    ) throws(ProfileError) -> [Profile.Step] {
        var steps: [Profile.Step] = []
        var seen: Set<String> = []
        for entry in try root.objects("migrated") {
            let step = try step(entry)
            if documents == .osgi, let name = step.writtenProperty {
                try ProfileObject.checkOSGi(name, at: entry.place)
            }
            for property in step.changedProperties {
                guard seen.insert(property).inserted else {
                    throw ProfileError(place: entry.place, reason: "two steps for the property \(property)")
                }
            }
            steps.append(step)
        }
        guard !steps.isEmpty else {
            throw ProfileError(place: "migrated", reason: "must hold at least one step")
        }
        return steps
    }

    private static func step(_ entry: ProfileObject) throws(ProfileError) -> Profile.Step {
        if entry["remove"] != nil {
            try entry.allow("remove")
            return .remove(property: try entry.name("remove"))
        }
        if entry["rename"] != nil {
            try entry.allow("rename", "to")
            return .rename(
                property: try entry.name("rename"), to: try entry.name("to", isWritten: true))
        }
        if entry["keepEntries"] != nil {
            try entry.allow("keepEntries", "key")
            return .keepEntries(property: try entry.name("keepEntries"), key: try entry.string("key"))
        }
        if entry["from"] != nil {
            try entry.allow("set", "from")
            return try copy(entry)
        }
        if entry["field"] != nil { return try field(entry) }
        if entry["template"] != nil {
            try entry.allow("set", "template")
            guard let template = ProfileTemplate(try entry.string("template")) else {
                throw ProfileError(
                    place: entry.place(of: "template"),
                    reason: "must be a text with fields of the mapping in braces, without the secret")
            }
            return .setTemplate(property: try entry.name("set", isWritten: true), template: template)
        }
        return try constant(entry)
    }

    private static func copy(_ entry: ProfileObject) throws(ProfileError) -> Profile.Step {
        let (property, source) = (try entry.name("set", isWritten: true), try entry.name("from"))
        guard property != source else {
            throw ProfileError(place: entry.place(of: "from"), reason: "must be another property")
        }
        return .copy(property: property, from: source)
    }

    private static func field(_ entry: ProfileObject) throws(ProfileError) -> Profile.Step {
        guard let field = Profile.Field(rawValue: try entry.string("field")), field.isWritable else {
            throw ProfileError(place: entry.place(of: "field"), reason: "no field that a mapping gives")
        }
        let property: String
        if field == .scopes, entry["separator"] != nil {
            try entry.allow("set", "field", "separator")
            property = try entry.name("set", isWritten: true)
            return .setScopes(property: property, form: .joined(try entry.string("separator")))
        }
        if field == .scopes, entry["as"] != nil {
            try entry.allow("set", "field", "as")
            property = try entry.name("set", isWritten: true)
            guard entry["as"] == .string("array") else {
                throw ProfileError(place: entry.place(of: "as"), reason: "must be array")
            }
            return .setScopes(property: property, form: .array)
        }
        try entry.allow("set", "field")
        return .setField(property: try entry.name("set", isWritten: true), field: field)
    }

    private static func constant(_ entry: ProfileObject) throws(ProfileError) -> Profile.Step {
        let isArray = entry["values"] != nil
        try entry.allow("set", isArray ? "values" : "value", "type")
        let property = try entry.name("set", isWritten: true)
        var value: PropertyNode.Value
        if isArray {
            value = PropertyNode.Value(try entry.texts("values"), isMultiple: true)
        } else {
            value = PropertyNode.Value([try entry.text("value")])
        }
        if entry["type"] != nil {
            let name = try entry.string("type")
            guard let type = PropertyType(rawValue: name) else {
                let known = PropertyType.allCases.map(\.rawValue).joined(separator: ", ")
                throw ProfileError(place: entry.place(of: "type"), reason: "must be one of \(known)")
            }
            value.type = type == .string ? nil : name
        }
        return .setConstant(property: property, value: value)
    }
}
