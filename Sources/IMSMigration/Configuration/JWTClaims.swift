// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The claims of a JWT payload that may be known and shown: `iss`, `sub`, `aud`, `exp` and the metascopes.
///
/// Anything else in the payload is dropped while reading, so that it cannot reach an output by mistake.
public struct JWTClaims: Sendable, Equatable {
    /// Organisation, `…@AdobeOrg`.
    public var issuer: String?
    /// Technical account, `…@techacct.adobe.com`.
    public var subject: String?
    /// `https://<ims-host>/c/<client id>`.
    public var audience: String?
    /// Expiry, as text: some payloads hold a number (seconds since 1970), some a string.
    public var expiry: String?
    /// Names of the metascopes, `ent_…`, in alphabetical order.
    public var metascopes: [String]
    /// Whether the payload has `iss` more than once, so that readers can take different ones.
    package var repeatsIssuer = false

    /// The client id that the audience ends with.
    public var clientID: String? {
        guard let audience, let marker = audience.ranges(of: "/c/").last else { return nil }
        let tail = audience[marker.upperBound...]
        return tail.isEmpty ? nil : String(tail)
    }

    /// Reads what a property holds: a payload as one string, or its members as an array. Nil where it is neither.
    package init?(_ value: PropertyNode.Value) {
        self.init(payload: value.isMultiple ? "{\(value.values.joined(separator: ","))}" : value.text)
    }

    /// Reads a payload, a JSON object as one string; nil where it is none.
    package init?(payload: String) {
        guard
            let object = try? JSONDecoder().decode([String: ClaimValue].self, from: Data(payload.utf8))
        else { return nil }
        issuer = object["iss"]?.string
        subject = object["sub"]?.string
        audience = object["aud"]?.string
        expiry = object["exp"]?.text
        repeatsIssuer = JSONKeys.all(in: Array(payload.utf8)).count { $0.place == "iss" } > 1
        metascopes = object.compactMap { key, value in
            value == .bool(true) ? Self.metascope(of: Placeholder.resolved(key)) : nil
        }.sorted()
    }

    /// The name in `https://<ims-host>/s/<name>`; nil for the key of any other claim, which could be anything.
    private static func metascope(of key: String) -> String? {
        let scheme = "https://"
        guard key.hasPrefix(scheme) else { return nil }
        let rest = key.dropFirst(scheme.count)
        let host = rest.prefix { !"/?#@\\".contains($0) }
        let path = rest[host.endIndex...]
        guard host.lowercased().hasSuffix(".adobelogin.com"), path.hasPrefix("/s/") else { return nil }
        let name = path.dropFirst(3)
        let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
        return isPlain && !name.isEmpty ? String(name) : nil
    }

    /// The claims as one line for reports.
    package var summary: String {
        var parts: [String] = []
        if let issuer { parts.append("iss=\(issuer)") }
        if let subject { parts.append("sub=\(subject)") }
        if let audience { parts.append("aud=\(audience)") }
        if let expiry { parts.append("exp=\(expiry)") }
        if !metascopes.isEmpty { parts.append("metascopes=\(metascopes.joined(separator: "+"))") }
        // A claim can hold line breaks, which would make lines of their own in a diff.
        let line = parts.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: " ")
        return parts.isEmpty ? JWTClaims.unreadable : line
    }

    /// What stands for a payload that cannot be read: its text could be anything, so it is not shown.
    package static let unreadable = "(payload not shown)"
}

/// A claim's value as far as this tool has a use for it.
private enum ClaimValue: Decodable, Equatable {
    case string(String)
    case number(Double)
    case bool(Bool)
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let string = try? container.decode(String.self) {
            self = .string(string)
        } else {
            self = .other
        }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// A string as it is, a number without a fraction as an integer; nothing else.
    var text: String? {
        switch self {
        case .string(let text): text
        case .number(let number): Int64(exactly: number).map { String($0) } ?? String(number)
        case .bool, .other: nil
        }
    }
}
