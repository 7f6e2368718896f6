// SPDX-License-Identifier: Apache-2.0

/// The forms that the cells of a mapping must have. Every command that reads a mapping checks them here.
///
/// A problem is the end of a sentence about the cell, without any of the cell's text.
enum CellForm {
    /// What is wrong with a cell; nil for one that is fine. `client_secret` and `action` have forms of their own.
    ///
    /// - Parameter text: the text without white space around it.
    static func problem(of column: MappingColumn, _ text: String) -> String? {
        if holdsClientSecret(text) {
            return
                "the cell contains a client secret. Move it to the column client_secret, and have a new secret made "
                + "if other people have seen this file"
        }
        return switch column {
        case .clientID, .jwtClientID: problem(ofClientID: text)
        case .orgID: problem(ofOrg: text)
        case .scopes: problem(ofScopes: scopes(in: text))
        case .authorizationServer: problem(ofServer: text)
        case .path, .clientSecret, .title, .cloudService, .action, .note: nil
        }
    }

    /// Whether a value of a configuration can be kept: one that is empty or has white space around it counts as missing.
    static func isWhole(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.elementsEqual(text.trimmingWhiteSpace().utf8)
    }

    /// What is wrong with a client ID.
    static func problem(ofClientID id: String) -> String? {
        if isSpreadsheetNumber(id) {
            return
                "a spreadsheet turned the client ID into a number. Format the column as text, and enter it again"
        }
        if id.utf8.prefix(4).elementsEqual("p8e-".utf8) || holdsClientSecret(id) {
            return "the cell has the form of a client secret, not of a client ID"
        }
        if id.unicodeScalars.contains(where: \.properties.isWhitespace) {
            return "a client ID doesn't contain white space"
        }
        if id.utf8.contains(UInt8(ascii: "@")) {
            return "a client ID doesn't contain @; organizations and technical accounts do"
        }
        return id.contains("://") ? "a client ID doesn't contain ://; addresses of servers do" : nil
    }

    /// Whether a client ID has the form that Adobe Developer Console gives to all of them.
    static func isUsual(clientID id: String) -> Bool {
        id.utf8.count == 32 && id.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit)
    }

    /// What is wrong with an organization.
    static func problem(ofOrg org: String) -> String? {
        let ending = "@AdobeOrg"
        let lowercased = org.lowercased()
        if lowercased.hasSuffix("@techacct.adobe.com") {
            return "this is a technical account (@techacct.adobe.com). The organization ends with \(ending)"
        }
        guard org.hasSuffix(ending) else {
            return lowercased.hasSuffix(ending.lowercased())
                ? "the organization must end with \(ending), in these letters"
                : "the organization must end with \(ending)"
        }
        let id = org.dropLast(ending.count)
        guard !id.isEmpty else { return "nothing stands before \(ending)" }
        return id.utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
            ? nil : "only letters, digits, and . _ - can stand before \(ending)"
    }

    /// The scopes that a cell lists, separated by commas, white space, or both.
    static func scopes(in cell: String) -> [String] {
        cell.unicodeScalars.split { $0 == "," || $0.properties.isWhitespace }.map { String($0) }
    }

    /// What is wrong with the scopes; the first one that is wrong is named by its place.
    private static func problem(ofScopes scopes: [String]) -> String? {
        for (index, scope) in scopes.enumerated()
        where !scope.utf8.allSatisfy({ isAlphanumeric($0) || "_.:-".utf8.contains($0) }) {
            let isJoined = scope.utf8.contains { ";|".utf8.contains($0) }
            return "scope \(index + 1) contains a character that no scope has. "
                + (isJoined
                    ? "Separate scopes by commas or spaces"
                    : "A scope consists of letters, digits, and _ . : -")
        }
        return nil
    }

    /// What is wrong with an authorization server: it is `https://`, a host, and perhaps a port.
    static func problem(ofServer server: String) -> String? {
        guard let rest = server.prefixed(by: "https://") else { return "the server must start with https://" }
        if rest.utf8.contains(where: { "/?#\\".utf8.contains($0) }) {
            return "the server must end after the host and its port"
        }
        if rest.utf8.contains(UInt8(ascii: "@")) { return "the server must not contain a user or a password" }
        let (host, port) = hostAndPort(rest)
        if let port {
            let isNumber = port.utf8.allSatisfy { (0x30...0x39).contains($0) }
            guard isNumber, (1...65_535).contains(Int(String(port)) ?? 0) else {
                return "the port after the host must be a number from 1 to 65535"
            }
        }
        return isHost(host) ? nil : "the server has no valid host name"
    }

    /// Whether a text is a host name, an IPv4 address, or an IPv6 address in brackets.
    static func isHost(_ host: some StringProtocol) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            let digits = host.utf8.dropFirst().dropLast()
            return digits.count { $0 == UInt8(ascii: ":") } >= 2
                && digits.allSatisfy { isHexDigit($0) || ":.".utf8.contains($0) }
        }
        let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                !label.isEmpty && label.count < 64
                    && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            }
    }

    /// The host of an authorization server of the right form, in small letters, and its port.
    static func hostAndPort(ofServer server: String) -> (host: String, port: String?)? {
        guard problem(ofServer: server) == nil, let rest = server.prefixed(by: "https://") else { return nil }
        let (host, port) = hostAndPort(rest)
        return (host.lowercased(), port.map { String($0) })
    }

    private static func hostAndPort(_ text: Substring) -> (host: Substring, port: Substring?) {
        let end = text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : nil
        guard let colon = text[(end ?? text.startIndex)...].firstIndex(of: ":") else { return (text, nil) }
        return (text[..<colon], text[text.index(after: colon)...])
    }

    /// Whether a URL or host is one of Adobe's authorization servers.
    static func isAdobe(server: String) -> Bool {
        Condition.host(of: server)?.hasSuffix(".adobelogin.com") == true
    }

    /// Whether a text contains another text of the form of a client secret, `p8e-` and 20 or more characters. Such a
    /// text is never shown, whatever it stands in.
    static func holdsClientSecret(_ text: String) -> Bool {
        var rest = text.utf8[...]
        // Every cell of a mapping comes here, so that the search goes from one 8 to the next.
        while let digit = rest.firstIndex(of: UInt8(ascii: "8")) {
            let after = rest[digit...].dropFirst()
            if after.prefix(2).map({ $0 | 0x20 }) == Array("e-".utf8), digit > text.startIndex {
                let start = text.utf8.index(before: digit)
                if text.utf8[start] | 0x20 == UInt8(ascii: "p"), !isInWord(text, start) {
                    let tail = text.unicodeScalars[after.dropFirst(2).startIndex...].prefix(20)
                    if tail.count == 20, !tail.contains(where: endsSecret) { return true }
                }
            }
            rest = after
        }
        return false
    }

    /// Whether a letter or a digit stands before a place.
    private static func isInWord(_ text: String, _ start: String.Index) -> Bool {
        guard let before = text.unicodeScalars[..<start].last else { return false }
        return before.properties.isAlphabetic || before.properties.numericType != nil
    }

    private static func endsSecret(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || ",;|\"'/\\<>()[]{}".unicodeScalars.contains(scalar)
    }

    /// Whether a spreadsheet shows a long number like this: `1.23E+31`, or with a comma.
    private static func isSpreadsheetNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if let sign = rest.first, "+-".utf8.contains(sign) { rest = rest.dropFirst() }
        let whole = digits()
        guard whole > 0 else { return false }
        var isFraction = false
        if let separator = rest.first, ".,".utf8.contains(separator) {
            rest = rest.dropFirst()
            _ = digits()
            isFraction = true
        }
        guard let mark = rest.first, "eE".utf8.contains(mark) else { return false }
        rest = rest.dropFirst()
        var isSigned = false
        if let sign = rest.first, "+-".utf8.contains(sign) {
            rest = rest.dropFirst()
            isSigned = true
        }
        let exponent = digits()
        // The digits of a client ID can hold one e among them; no spreadsheet writes so many before it.
        return (1...3).contains(exponent) && rest.isEmpty && (isFraction || isSigned || whole == 1)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        Unicode.Scalar(byte).properties.isASCIIHexDigit
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

/// The hosts that may be an authorization server: Adobe's, and those that a user names.
public struct AllowedServers: Sendable, Equatable {
    /// The hosts that a user names, in small letters; some with a port, which then counts too.
    public let hosts: Set<String>

    /// Adobe's hosts and these; each is a host, or a host and a port.
    public init(_ hosts: some Sequence<String> = []) { self.hosts = Set(hosts.map { $0.lowercased() }) }

    /// Both together.
    package func union(_ other: AllowedServers) -> AllowedServers { AllowedServers(hosts.union(other.hosts)) }

    /// Whether a user can name a host like this.
    package static func canAllow(_ host: String) -> Bool {
        CellForm.problem(ofServer: "https://" + host) == nil
    }

    /// Whether the host of an authorization server is one of them.
    package func allow(_ server: String) -> Bool {
        guard let (host, port) = CellForm.hostAndPort(ofServer: server) else { return false }
        return host.hasSuffix(".adobelogin.com") || hosts.contains(host)
            || port.map { hosts.contains("\(host):\($0)") } == true
    }
}

extension String {
    /// What follows a prefix; nil without it.
    fileprivate func prefixed(by prefix: String) -> Substring? {
        utf8.starts(with: prefix.utf8) ? self[utf8.index(startIndex, offsetBy: prefix.utf8.count)...] : nil
    }
}
