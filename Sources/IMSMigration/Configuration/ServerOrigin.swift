// SPDX-License-Identifier: Apache-2.0

/// Scheme and host of an authorization server, out of the URLs that configurations hold.
enum ServerOrigin {
    /// `https://host` or `https://host:port` of a URL, or of a bare host; nil where there is no host, as in
    /// `%s/ims/exchange/jwt`, in which the program that reads it puts the server.
    static func origin(of text: String) -> String? {
        let trimmed = text.trimmingWhiteSpace()
        let separator = trimmed.firstRange(of: "://")
        let scheme = separator.map { trimmed[..<$0.lowerBound].lowercased() } ?? "https"
        guard ["https", "http"].contains(scheme) else { return nil }
        let authority = (separator.map { trimmed[$0.upperBound...] } ?? trimmed[...])
            .prefix { !"/?#\\".contains($0) }
        let isHost = authority.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":")].contains(byte)
        }
        guard isHost, authority.contains(".") else { return nil }
        return "\(scheme)://\(authority)"
    }
}
