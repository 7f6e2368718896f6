// SPDX-License-Identifier: Apache-2.0

import ContentDigest

/// Why a profile cannot be used.
public struct ProfileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where in the file, as a path of keys: `recognise[2].when.property`.
    public var place: String
    /// What is wrong there and what is expected.
    public var reason: String

    /// The two in one line.
    public var description: String { place.isEmpty ? reason : "\(place): \(reason)" }
}

/// Reads profiles, strictly: an unknown key is an error, because a rule with a typing error would silently not count.
public enum ProfileReader {
    /// The profile that `json` holds. Throws `ProfileError` with the first place that is wrong.
    public static func read(_ json: [UInt8]) throws(ProfileError) -> Profile {
        guard let value = JSONValue.parse(json) else {
            throw ProfileError(place: "", reason: "the file is not valid JSON")
        }
        if let place = JSONKeys.firstRepeated(in: json) {
            throw ProfileError(place: place, reason: "the key is there twice; keep one of them")
        }
        let root = try ProfileObject(value, at: "")
        try root.allow(
            "schemaVersion", "name", "storage", "documents", "description", "assumption", "paths", "markers",
            "recognise", "jwt", "oauth", "fields", "companion", "referencedBy", "suspected",
            "otherHolders", "provisioned", "shown", "created", "migrated", "questions")
        guard root["schemaVersion"] == .number(1) else {
            throw ProfileError(place: "schemaVersion", reason: "must be 1")
        }
        for key in ["description", "assumption"] where root[key] != nil { _ = try root.string(key) }
        try expectNoQuestion(root)
        let documents = try documents(root)
        return Profile(
            sha256: ContentDigest.sha256(json), name: try root.string("name"),
            storage: try storage(root),
            documents: documents,
            paths: try paths(root),
            markers: try root.strings("markers"),
            recognise: try rules(root, "recognise"),
            jwt: try rules(root, "jwt"),
            oauth: try rules(root, "oauth"),
            fields: try fields(root),
            companion: try companion(root, documents),
            referencedBy: root["referencedBy"] == nil ? [] : try root.names("referencedBy"),
            suspected: root["suspected"] == nil ? [] : try rules(root, "suspected"),
            otherHolders: root["otherHolders"] == nil ? [] : try rules(root, "otherHolders"),
            provisioned: root["provisioned"] == nil ? [] : try rules(root, "provisioned"),
            shown: root["shown"] == nil ? [] : try root.names("shown"),
            created: try NewShapeReader.shape(root, documents),
            migrated: try ProfileStepReader.steps(root, documents))
    }

    /// A learned profile holds questions until a person has answered them.
    private static func expectNoQuestion(_ root: ProfileObject) throws(ProfileError) {
        guard root["questions"] != nil, let question = try root.objects("questions").first else { return }
        let property = try question.string("property")
        throw ProfileError(
            place: question.place,
            reason:
                "a question about \(property) is open; put the step that is right into migrated, if one is "
                + "needed, and remove the question")
    }

    private static func documents(_ root: ProfileObject) throws(ProfileError) -> Profile.Documents {
        guard root["documents"] != nil else { return .docview }
        guard let documents = Profile.Documents(rawValue: try root.string("documents")) else {
            let known = Profile.Documents.allCases.map(\.rawValue).joined(separator: ", ")
            throw ProfileError(place: "documents", reason: "must be one of \(known)")
        }
        return documents
    }

    private static func companion(
        _ root: ProfileObject, _ documents: Profile.Documents
    ) throws(ProfileError) -> Profile.Companion? {
        guard root["companion"] != nil else { return nil }
        guard documents == .osgi else {
            throw ProfileError(place: "companion", reason: "only OSGi configurations have one")
        }
        let object = try root.object("companion")
        try object.allow("factory", "joinedBy", "properties")
        let joint = try object.object("joinedBy")
        try joint.allow("property", "equals")
        return Profile.Companion(
            factory: try object.string("factory"), property: try joint.name("property"),
            companionProperty: try joint.name("equals"), properties: try object.names("properties"))
    }

    private static func storage(_ root: ProfileObject) throws(ProfileError) -> String {
        let storage = try root.string("storage")
        guard storage.wholeMatch(of: /[a-z][a-z0-9-]*/) != nil else {
            throw ProfileError(
                place: "storage", reason: "must be a word of small letters, digits and hyphens")
        }
        return storage
    }

    private static func paths(_ root: ProfileObject) throws(ProfileError) -> [PathPattern] {
        var patterns: [PathPattern] = []
        for (index, text) in try root.strings("paths").enumerated() {
            do {
                patterns.append(try PathPattern(text))
            } catch {
                throw ProfileError(
                    place: "paths[\(index)]", reason: "must be a JCR path or glob that begins with /")
            }
        }
        return patterns
    }

    private static func rules(_ root: ProfileObject, _ key: String) throws(ProfileError) -> [Profile.Rule] {
        var rules: [Profile.Rule] = []
        for entry in try root.objects(key) {
            try entry.allow("when", "reason")
            rules.append(
                Profile.Rule(
                    when: try condition(try entry.object("when")), reason: try entry.string("reason")))
        }
        guard !rules.isEmpty else { throw ProfileError(place: key, reason: "must hold at least one rule") }
        return rules
    }

    private static func condition(_ object: ProfileObject) throws(ProfileError) -> Condition {
        if object["all"] != nil {
            try object.allow("all")
            return .all(try conditions(object, "all"))
        }
        if object["any"] != nil {
            try object.allow("any")
            return .any(try conditions(object, "any"))
        }
        if object["atLeast"] != nil {
            try object.allow("atLeast", "of")
            let (count, choice) = (try object.count("atLeast"), try conditions(object, "of"))
            guard count <= choice.count else {
                throw ProfileError(
                    place: object.place(of: "atLeast"),
                    reason: "asks for more than the \(choice.count) under of")
            }
            return .atLeast(count, of: choice)
        }
        if object["factory"] != nil {
            try object.allow("factory")
            return .factory(try object.string("factory"))
        }
        if object["hostUndecided"] != nil {
            try object.allow("properties", "hostUndecided")
            return .hostUndecided(
                properties: try object.names("properties"), domain: try domain(object, "hostUndecided"))
        }
        let known = ["equals", "contains", "absent", "resourceTypeBelow", "hostBelow"]
        try object.allow(["property"] + known)
        let property = try object.name("property")
        let tests = known.filter { object[$0] != nil }
        guard let test = tests.first else { return .present(property: property) }
        guard tests.count == 1 else {
            let names = tests.joined(separator: ", ")
            throw ProfileError(place: object.place, reason: "one condition can hold only one of \(names)")
        }
        if test == "absent" {
            guard object[test] == .bool(true) else {
                throw ProfileError(place: object.place(of: test), reason: "must be true")
            }
            return .absent(property: property)
        }
        let operand = try object.string(test)
        switch test {
        case "equals": return .equals(property: property, value: operand)
        case "contains": return .contains(property: property, text: operand)
        case "resourceTypeBelow":
            guard !operand.hasPrefix("/"), !operand.hasSuffix("/") else {
                throw ProfileError(
                    place: object.place(of: test),
                    reason: "must be a resource type without /libs/ or /apps/ and without a final /")
            }
            return .resourceTypeBelow(property: property, parent: operand)
        default: return .hostBelow(property: property, domain: try domain(object, test))
        }
    }

    private static func domain(_ object: ProfileObject, _ key: String) throws(ProfileError) -> String {
        let domain = try object.string(key)
        guard domain.wholeMatch(of: /[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*/) != nil else {
            throw ProfileError(place: object.place(of: key), reason: "must be a domain such as example.com")
        }
        return domain.lowercased()
    }

    private static func conditions(_ object: ProfileObject, _ key: String) throws(ProfileError) -> [Condition]
    {
        var conditions: [Condition] = []
        for entry in try object.objects(key) { conditions.append(try condition(entry)) }
        guard !conditions.isEmpty else {
            throw ProfileError(place: object.place(of: key), reason: "must hold at least one condition")
        }
        return conditions
    }

    private static func fields(_ root: ProfileObject) throws(ProfileError) -> [Profile.Field: [String]] {
        let object = try root.object("fields")
        var fields: [Profile.Field: [String]] = [:]
        for key in object.keys {
            guard let field = Profile.Field(rawValue: key) else {
                let known = Profile.Field.allCases.map(\.rawValue).joined(separator: ", ")
                throw ProfileError(place: object.place(of: key), reason: "unknown field; known are \(known)")
            }
            fields[field] = try object.names(key)
        }
        return fields
    }
}
