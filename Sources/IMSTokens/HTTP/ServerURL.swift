// SPDX-License-Identifier: Apache-2.0

import CLibCurl

/// The address of a server that secrets may be sent to: `https`, or this machine itself.
///
/// It is taken apart by the library that connects to it, so that both see the same host in it.
package struct ServerURL: Sendable, Hashable, CustomStringConvertible {
    /// The address in a normal form, without a slash at its end.
    package let description: String
    /// The host, in small letters; an IPv6 address is in brackets.
    package let host: String
    /// Whether the host is this machine: localhost, 127.0.0.0/8 or ::1.
    let isLoopback: Bool

    /// Reads an address; without a scheme, `https` is meant. Throws `ServerURLProblem`.
    package init(_ text: String) throws(ServerURLProblem) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .malformed }
        guard let url = curl_url() else { throw .malformed }
        defer { curl_url_cleanup(url) }
        guard curl_url_set(url, CURLUPART_URL, text, UInt32(CURLU_DEFAULT_SCHEME)) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: url)?.lowercased(),
            let host = Self.part(CURLUPART_HOST, of: url)?.lowercased(), !host.isEmpty
        else { throw .malformed }
        guard Self.part(CURLUPART_USER, of: url) == nil, Self.part(CURLUPART_PASSWORD, of: url) == nil else {
            throw .holdsCredentials
        }
        guard Self.part(CURLUPART_QUERY, of: url) == nil, Self.part(CURLUPART_FRAGMENT, of: url) == nil else {
            throw .holdsMoreThanAPath
        }
        self.host = host
        isLoopback = Self.isLoopback(host)
        switch scheme {
        case "https": break
        case "http" where isLoopback: break
        case "http": throw .notEncrypted
        default: throw .malformed
        }
        guard let whole = Self.part(CURLUPART_URL, of: url) else { throw .malformed }
        description = String(whole.reversed().drop { $0 == "/" }.reversed())
    }

    /// Whether the host is one of Adobe's authorization servers.
    package var isAdobe: Bool { host.hasSuffix(".adobelogin.com") }

    /// The address with a path at its end, unless it has it already.
    func with(path: String) -> String { description.hasSuffix(path) ? description : description + path }

    private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// By the host as it is written: what a name server says of another name can change. The library itself takes
    /// `localhost` for nothing but this machine.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

/// Why no secret is sent to an address. None of its text is in the words: it may hold a password.
package enum ServerURLProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// It is no address of a server.
    case malformed
    /// It is plain `http` to another machine.
    case notEncrypted
    /// It holds a user or a password.
    case holdsCredentials
    /// It holds a query or a fragment.
    case holdsMoreThanAPath

    /// What is wrong and what to do, as the end of a sentence.
    package var description: String {
        switch self {
        case .malformed: "is no address of a server, like https://ims-na1.adobelogin.com"
        case .notEncrypted: "must begin with https://; plain http is for this machine itself alone"
        case .holdsCredentials: "must not hold a user or a password"
        case .holdsMoreThanAPath: "must not hold a query or a fragment"
        }
    }
}
