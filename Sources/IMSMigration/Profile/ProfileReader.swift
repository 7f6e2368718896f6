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
        let root = try ProfileObject(value, at: "")
        try root.allow(
            "schemaVersion", "name", "storage", "description", "assumption", "paths", "markers", "recognise",
            "jwt",
            "oauth", "fields", "migrated")
        guard root["schemaVersion"] == .number(1) else {
            throw ProfileError(place: "schemaVersion", reason: "must be 1")
        }
        return Profile(
            sha256: ContentDigest.sha256(json), name: try root.string("name"),
            storage: try storage(root),
            paths: try paths(root),
            markers: try root.strings("markers"),
            recognise: try rules(root, "recognise"),
            jwt: try rules(root, "jwt"),
            oauth: try rules(root, "oauth"),
            fields: try fields(root),
            migrated: try steps(root))
    }

    private static func storage(_ root: ProfileObject) throws(ProfileError) -> String {
        let storage = try root.string("storage")
        guard storage == "cloudconfig" else {
            throw ProfileError(
                place: "storage", reason: "must be \"cloudconfig\"; this version knows no other form")
        }
        return storage
    }

    private static func paths(_ root: ProfileObject) throws(ProfileError) -> [PathPattern] {
        var patterns: [PathPattern] = []
        for text in try root.strings("paths") {
            do {
                patterns.append(try PathPattern(text))
            } catch {
                throw ProfileError(place: "paths", reason: "must hold JCR paths or globs that begin with /")
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
            return .atLeast(try object.count("atLeast"), of: try conditions(object, "of"))
        }
        try object.allow("property", "equals", "resourceTypeBelow", "hostBelow")
        let property = try object.string("property")
        let tests = ["equals", "resourceTypeBelow", "hostBelow"].filter { object[$0] != nil }
        guard let test = tests.first else { return .present(property: property) }
        guard tests.count == 1 else {
            throw ProfileError(place: object.place, reason: "one condition can hold only one of \(tests)")
        }
        let operand = try object.string(test)
        switch test {
        case "equals": return .equals(property: property, value: operand)
        case "resourceTypeBelow": return .resourceTypeBelow(property: property, parent: operand)
        default: return .hostBelow(property: property, domain: operand.lowercased())
        }
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
            fields[field] = try object.strings(key)
        }
        return fields
    }

    private static func steps(_ root: ProfileObject) throws(ProfileError) -> [Profile.Step] {
        var steps: [Profile.Step] = []
        var seen: Set<String> = []
        for entry in try root.objects("migrated") {
            let step: Profile.Step
            let property: String
            if entry["remove"] != nil {
                try entry.allow("remove")
                property = try entry.string("remove")
                step = .remove(property: property)
            } else if entry["field"] != nil {
                try entry.allow("set", "field")
                property = try entry.string("set")
                let name = try entry.string("field")
                guard let field = Profile.Field(rawValue: name),
                    ![.claims, .jwtClientID, .technicalAccount].contains(field)
                else {
                    throw ProfileError(
                        place: entry.place(of: "field"), reason: "no field that a mapping gives")
                }
                step = .setField(property: property, field: field)
            } else {
                try entry.allow("set", "value")
                property = try entry.string("set")
                step = .setConstant(property: property, value: try entry.string("value"))
            }
            guard seen.insert(property).inserted else {
                throw ProfileError(place: entry.place, reason: "two steps for the property \(property)")
            }
            steps.append(step)
        }
        return steps
    }
}
