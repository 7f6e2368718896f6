// SPDX-License-Identifier: Apache-2.0

/// The forms that the values of a credential have. A problem is a sentence without any of the value's text.
enum CellForm {
    /// What is wrong with a client id, and how bad it is.
    static func problem(ofClientID id: String) -> (message: String, level: Finding.Level)? {
        guard id.utf8.allSatisfy({ isAlphanumeric($0) || "-_.".utf8.contains($0) }) else {
            return ("holds other characters than letters, digits, and . _ -", .error)
        }
        let isUsual = id.utf8.count == 32 && id.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit)
        return isUsual
            ? nil
            : (
                "is not 32 hexadecimal digits, as the client ids of Adobe Developer Console are; is it whole?",
                .note
            )
    }

    /// What is wrong with an organisation.
    static func problem(ofOrg org: String) -> String? {
        let ending = "@AdobeOrg"
        guard org.hasSuffix(ending) else {
            return org.lowercased().hasSuffix(ending.lowercased())
                ? "ends with @AdobeOrg in other capitals" : "does not end with @AdobeOrg"
        }
        let id = org.dropLast(ending.count)
        return !id.isEmpty && id.utf8.allSatisfy(isAlphanumeric)
            ? nil : "holds other characters than letters and digits before @AdobeOrg, or none"
    }

    /// What is wrong with a scope. RFC 6749 allows more characters than Adobe's scopes ever have.
    static func problem(ofScope scope: String) -> String? {
        if scope.utf8.contains(where: { ";|".utf8.contains($0) }) {
            return "holds a semicolon or a bar; separate scopes by commas or spaces"
        }
        return scope.utf8.allSatisfy { isAlphanumeric($0) || "._-:/".utf8.contains($0) }
            ? nil : "holds characters that no scope has (letters, digits, . _ - : and / are possible)"
    }

    /// What is wrong with an authorization server: it is `https://` and a host, with a port or not, and nothing else.
    static func problem(ofServer server: String) -> String? {
        guard server.hasPrefix("https://") else { return "does not start with https://" }
        var rest = server.dropFirst(8)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        if rest.utf8.contains(where: { "/?#".utf8.contains($0) }) {
            return "has more than a host: leave out what follows it"
        }
        let parts = rest.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        if parts.count > 1 {
            let port = Int(String(Substring(parts[1]))) ?? 0
            guard parts.count == 2, (1...65_535).contains(port), parts[1].first != UInt8(ascii: "+") else {
                return "has no number of a port after the host"
            }
        }
        let labels = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isHost = labels.allSatisfy { label in
            !label.isEmpty && label.count < 64
                && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
        return isHost ? nil : "has no valid host name"
    }

    /// Whether a URL or host is one of Adobe's authorization servers.
    static func isAdobe(server: String) -> Bool {
        Condition.host(of: server)?.hasSuffix(".adobelogin.com") == true
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
