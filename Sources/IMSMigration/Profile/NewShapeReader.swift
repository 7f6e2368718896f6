// SPDX-License-Identifier: Apache-2.0

/// Reads what a profile says about new configurations.
enum NewShapeReader {
    static func shape(
        _ root: ProfileObject, _ documents: Profile.Documents
    ) throws(ProfileError) -> Profile.NewShape? {
        guard root["created"] != nil else { return nil }
        let object = try root.object("created")
        switch documents {
        case .docview: try object.allow("type", "content", "folder", "defaults", "set")
        case .osgi: try object.allow("folder", "defaults", "set")
        }
        return Profile.NewShape(
            nodes: documents == .osgi ? nil : try nodes(object),
            folder: try object.name("folder", isWritten: true),
            defaults: try defaults(object), properties: try properties(object, documents))
    }

    private static func nodes(_ object: ProfileObject) throws(ProfileError) -> Profile.NewShape.Nodes {
        Profile.NewShape.Nodes(
            type: try object.name("type", isWritten: true),
            content: object["content"] == nil ? nil : try object.name("content", isWritten: true))
    }

    /// Only what a row may leave empty can have a default.
    private static func defaults(_ object: ProfileObject) throws(ProfileError) -> [Profile.Field: String] {
        guard object["defaults"] != nil else { return [:] }
        let members = try object.object("defaults")
        var defaults: [Profile.Field: String] = [:]
        for key in members.keys {
            guard let field = Profile.Field(rawValue: key), field.isOptional else {
                let known = Profile.Field.allCases.filter(\.isOptional).map(\.rawValue)
                throw ProfileError(
                    place: members.place(of: key),
                    reason: "no field that a row may leave empty; these are \(known.joined(separator: ", "))")
            }
            defaults[field] = try members.string(key)
        }
        return defaults
    }

    private static func properties(
        _ object: ProfileObject, _ documents: Profile.Documents
    ) throws(ProfileError) -> [Profile.NewShape.Property] {
        guard object["set"] != nil else { return [] }
        let set = try object.object("set")
        var properties: [Profile.NewShape.Property] = []
        for name in set.keys {
            try ProfileObject.check(name, at: set.place(of: name), isWritten: true)
            if documents == .osgi { try ProfileObject.checkOSGi(name, at: set.place(of: name)) }
            var isMultiple = false
            if case .array? = set[name] { isMultiple = true }
            var values: [ProfileTemplate] = []
            for text in isMultiple ? try set.texts(name) : [try set.string(name)] {
                guard let template = ProfileTemplate(text, alsoAllowing: .name) else {
                    throw ProfileError(
                        place: set.place(of: name),
                        reason:
                            "must be a text with fields of the mapping, or name, in braces, without the secret"
                    )
                }
                values.append(template)
            }
            properties.append(.init(name: name, values: values, isMultiple: isMultiple))
        }
        return properties
    }
}
