// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles

/// A validator for as much of JSON Schema 2020-12 as the schemas of this project use; any other keyword is a fault.
public struct JSONSchema: Sendable {
    private let root: JSON
    /// Whether a key that is not described is a fault, though the schema allows it.
    private var isClosed = false

    /// The schema of the run record, read once.
    public static let runRecord = Result { try JSONSchema(named: "run-record.schema.json") }
    /// The schema of profiles.
    public static let profile = Result { try JSONSchema(named: "profile.schema.json") }
    /// The schema of settings files.
    public static let settings = Result { try JSONSchema(named: "settings.schema.json") }
    /// The schema of plans.
    public static let plan = Result { try JSONSchema(named: "plan.schema.json") }

    /// The schema of that name in `docs/schema`.
    public init(named name: String) throws {
        let file = ProjectFolder.file("docs/schema/\(name)")
        root = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: file))
    }

    /// The same schema, which allows no key that it does not describe.
    public var closed: JSONSchema {
        var closed = self
        closed.isClosed = true
        return closed
    }

    /// What is wrong with `json`, each with its place; empty where it is valid.
    public func faults(in json: String) throws -> [String] {
        faults(in: try JSONDecoder().decode(JSON.self, from: Data(json.utf8)), by: root, at: "")
    }

    /// Faults of the schema itself: keywords that this validator would pass over.
    public func unknownKeywords() -> [String] { unknownKeywords(of: root) }

    private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]
    private static let keywords: Set<String> = [
        "$ref", "type", "required", "properties", "additionalProperties", "items", "enum", "const", "pattern",
        "minimum", "maximum", "if", "then", "anyOf", "minItems", "minLength",
    ]

    private func unknownKeywords(of schema: JSON) -> [String] {
        guard case .object(let members) = schema else { return ["not an object"] }
        var unknown = members.keys.filter { !Self.annotations.contains($0) && !Self.keywords.contains($0) }
        for key in ["$defs", "properties"] {
            if case .object(let schemas)? = members[key] {
                unknown += schemas.values.flatMap(unknownKeywords)
            }
        }
        for key in ["items", "if", "then"] { unknown += members[key].map(unknownKeywords) ?? [] }
        if case .array(let schemas)? = members["anyOf"] { unknown += schemas.flatMap(unknownKeywords) }
        return unknown
    }

    private func faults(in value: JSON, by schema: JSON, at place: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(place): a schema that is no object"] }
        var faults: [String] = []
        if case .string(let reference)? = keywords["$ref"] {
            faults += self.faults(in: value, by: resolved(reference), at: place)
        }
        if let type = keywords["type"], !type.list.contains(where: { value.isOf(type: $0) }) {
            faults.append("\(place): is not of type \(type.list)")
        }
        if case .array(let choices)? = keywords["enum"], !choices.contains(value) {
            faults.append("\(place): is none of the enum")
        }
        if let constant = keywords["const"], constant != value {
            faults.append("\(place): is not the constant")
        }
        if case .string(let pattern)? = keywords["pattern"], case .string(let text) = value,
            (try? Regex(pattern).firstMatch(in: text)) == nil
        {
            faults.append("\(place): does not match \(pattern)")
        }
        if case .number(let minimum)? = keywords["minimum"], case .number(let number) = value,
            number < minimum
        {
            faults.append("\(place): is below \(minimum)")
        }
        if case .number(let maximum)? = keywords["maximum"], case .number(let number) = value,
            number > maximum
        {
            faults.append("\(place): is above \(maximum)")
        }
        if case .array(let choices)? = keywords["anyOf"],
            !choices.contains(where: { self.faults(in: value, by: $0, at: place).isEmpty })
        {
            faults.append("\(place): fits none of anyOf")
        }
        if case .number(let minimum)? = keywords["minLength"], case .string(let text) = value,
            Double(text.count) < minimum
        {
            faults.append("\(place): is shorter than \(minimum)")
        }
        if case .number(let minimum)? = keywords["minItems"], case .array(let values) = value,
            Double(values.count) < minimum
        {
            faults.append("\(place): has fewer than \(minimum) elements")
        }
        if let condition = keywords["if"], let then = keywords["then"],
            self.faults(in: value, by: condition, at: place).isEmpty
        {
            faults += self.faults(in: value, by: then, at: place)
        }
        return faults + membersFaults(in: value, by: keywords, at: place)
    }

    private func membersFaults(in value: JSON, by keywords: [String: JSON], at place: String) -> [String] {
        switch value {
        case .object(let members):
            var faults = (keywords["required"]?.list ?? []).filter { members[$0] == nil }.map {
                "\(place).\($0): is missing"
            }
            if case .object(let properties)? = keywords["properties"] {
                for (key, schema) in properties {
                    guard let member = members[key] else { continue }
                    faults += self.faults(in: member, by: schema, at: "\(place).\(key)")
                }
            }
            // What has no type is a condition on some keys, and does not describe the object.
            if keywords["additionalProperties"] == .bool(false) || isClosed && keywords["type"] != nil,
                case .object(let known)? = keywords["properties"]
            {
                faults += members.keys.filter { known[$0] == nil }.sorted().map {
                    "\(place).\($0): is not allowed"
                }
            }
            return faults
        case .array(let elements):
            guard let schema = keywords["items"] else { return [] }
            return elements.enumerated().flatMap { faults(in: $1, by: schema, at: "\(place)[\($0)]") }
        default: return []
        }
    }

    private func resolved(_ reference: String) -> JSON {
        reference.split(separator: "/").dropFirst().reduce(root) { schema, name in
            if case .object(let members) = schema { members[String(name)] ?? .null } else { .null }
        }
    }
}

/// Any JSON value.
public enum JSON: Decodable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// Any JSON.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    /// The texts of a list of texts, or the one text.
    var list: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let values): values.flatMap(\.list)
        default: []
        }
    }

    func isOf(type: String) -> Bool {
        switch (type, self) {
        case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string), ("array", .array),
            ("object", .object):
            true
        case ("integer", .number(let number)): number.rounded() == number
        default: false
        }
    }
}
