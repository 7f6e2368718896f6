// SPDX-License-Identifier: Apache-2.0

import DocView

/// A JSON object of a profile together with its place, so that every complaint can say where it is.
struct ProfileObject {
    let place: String
    private let members: [String: JSONValue]

    init(_ value: JSONValue, at place: String) throws(ProfileError) {
        guard case .object(let members) = value else {
            throw ProfileError(place: place, reason: "must be an object")
        }
        self.members = members
        self.place = place
    }

    var keys: [String] { members.keys.sorted() }

    subscript(key: String) -> JSONValue? { members[key] }

    func place(of key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

    /// Refuses any key that is not among `known`.
    func allow(_ known: String...) throws(ProfileError) { try allow(known) }

    func allow(_ known: [String]) throws(ProfileError) {
        for key in keys where !known.contains(key) {
            throw ProfileError(
                place: place(of: key), reason: "unknown key; known here are \(known.joined(separator: ", "))")
        }
    }

    func string(_ key: String) throws(ProfileError) -> String {
        try Self.text(members[key], at: place(of: key), mayBeEmpty: false)
    }

    /// A text that may be empty.
    func text(_ key: String) throws(ProfileError) -> String {
        try Self.text(members[key], at: place(of: key), mayBeEmpty: true)
    }

    func strings(_ key: String) throws(ProfileError) -> [String] { try list(key, mayBeEmpty: false) }

    /// Texts that may be empty, or none.
    func texts(_ key: String) throws(ProfileError) -> [String] { try list(key, mayBeEmpty: true) }

    private func list(_ key: String, mayBeEmpty: Bool) throws(ProfileError) -> [String] {
        guard case .array(let values)? = members[key], mayBeEmpty || !values.isEmpty else {
            throw ProfileError(
                place: place(of: key), reason: "must be a list of texts" + Self.limit(mayBeEmpty))
        }
        var texts: [String] = []
        for (index, value) in values.enumerated() {
            texts.append(try Self.text(value, at: "\(place(of: key))[\(index)]", mayBeEmpty: mayBeEmpty))
        }
        return texts
    }

    private static func text(
        _ value: JSONValue?, at place: String, mayBeEmpty: Bool
    ) throws(ProfileError) -> String {
        guard case .string(let text)? = value, mayBeEmpty || !text.isEmpty else {
            throw ProfileError(place: place, reason: "must be a text" + limit(mayBeEmpty))
        }
        return text
    }

    private static func limit(_ mayBeEmpty: Bool) -> String { mayBeEmpty ? "" : " that is not empty" }

    /// The name of a property. Where a step writes it, its prefix must be one that every repository knows: a profile has
    /// no declarations, and a name without one can't be read by anybody.
    func name(_ key: String, isWritten: Bool = false) throws(ProfileError) -> String {
        let name = try string(key)
        try Self.check(name, at: place(of: key), isWritten: isWritten)
        return name
    }

    func names(_ key: String) throws(ProfileError) -> [String] {
        let names = try strings(key)
        for (index, name) in names.enumerated() {
            try Self.check(name, at: "\(place(of: key))[\(index)]", isWritten: false)
        }
        return names
    }

    static func check(_ name: String, at place: String, isWritten: Bool) throws(ProfileError) {
        if let fault = JCRName.fault(in: name) {
            throw ProfileError(place: place, reason: "can't be the name of a property: \(fault)")
        }
        if isWritten, !JCRName(name).isResolvedEverywhere {
            let known = WellKnownNamespaces.uris.keys.sorted().joined(separator: ", ")
            throw ProfileError(
                place: place,
                reason:
                    "can't be the name of a property: \(name.debugDescription) has an unknown prefix; known are "
                    + known)
        }
    }

    /// In an OSGi configuration a name with a colon is no property: in `.cfg.json` it has a type hint, in a node it is the
    /// repository's own.
    static func checkOSGi(_ name: String, at place: String) throws(ProfileError) {
        guard name.utf8.contains(UInt8(ascii: ":")) else { return }
        throw ProfileError(
            place: place, reason: "\(name.debugDescription) has a colon, which an OSGi property can't have")
    }

    func count(_ key: String) throws(ProfileError) -> Int {
        guard case .number(let number)? = members[key], let count = Int(exactly: number), count > 0 else {
            throw ProfileError(place: place(of: key), reason: "must be a whole number above zero")
        }
        return count
    }

    func object(_ key: String) throws(ProfileError) -> ProfileObject {
        guard let value = members[key] else {
            throw ProfileError(place: place(of: key), reason: "is missing")
        }
        return try ProfileObject(value, at: place(of: key))
    }

    func objects(_ key: String) throws(ProfileError) -> [ProfileObject] {
        guard case .array(let values)? = members[key] else {
            throw ProfileError(place: place(of: key), reason: "must be a list of objects")
        }
        var objects: [ProfileObject] = []
        for (index, value) in values.enumerated() {
            objects.append(try ProfileObject(value, at: "\(place(of: key))[\(index)]"))
        }
        return objects
    }
}
