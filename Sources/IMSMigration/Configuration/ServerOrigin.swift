// SPDX-License-Identifier: Apache-2.0

/// Scheme and host of an authorization server, out of the URLs that configurations hold.
enum ServerOrigin {
    /// `https://host` or `https://host:port` of a URL, or of a bare host; nil where there is no host, as in
    /// `%s/ims/exchange/jwt`, in which the program that reads it puts the server.
    ///
    /// A placeholder in the host stays as it is written: `https://$[env:IMS_HOST;default=ims.example.com]`.
    static func origin(of text: String) -> String? {
        let trimmed = text.trimmingWhiteSpace()
        let masked = Placeholder.masked(trimmed)
        let separator = masked.firstRange(of: "://")
        let authority = (separator.map { masked[$0.upperBound...] } ?? masked[...])
            .prefix { !"/?#\\".contains($0) }
        if separator == nil, authority.unicodeScalars.elementsEqual([Placeholder.unknown]) {
            // The placeholder is more than the host: it must not hold a path as well, which would stand in between.
            return originOfPlaceholder(Placeholder.restored(String(authority), from: trimmed))
        }
        let scheme = separator.map { String(masked[..<$0.lowerBound]) } ?? "https"
        let origin = Placeholder.restored("\(scheme)://\(authority)", from: trimmed)
        let resolved = Placeholder.resolved(origin)
        guard let colon = resolved.firstRange(of: "://"),
            ["https", "http"].contains(resolved[..<colon.lowerBound].lowercased()),
            isHost(resolved[colon.upperBound...])
        else { return nil }
        return Placeholder.isIn(scheme) || scheme.unicodeScalars.contains(Placeholder.unknown)
            ? origin : "\(scheme.lowercased())://\(Placeholder.restored(String(authority), from: trimmed))"
    }

    private static func originOfPlaceholder(_ placeholder: String) -> String? {
        let value = Placeholder.resolved(placeholder)
        guard let colon = value.firstRange(of: "://") else {
            return isHost(value[...]) && !value.unicodeScalars.contains(Placeholder.unknown)
                ? "https://\(placeholder)" : nil
        }
        return ["https", "http"].contains(value[..<colon.lowerBound].lowercased())
            && isHost(value[colon.upperBound...]) ? placeholder : nil
    }

    private static func isHost(_ text: Substring) -> Bool {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar
                || [".", "-", ":", Placeholder.unknown].contains(scalar)
        }
        return isPlain
            && (text.contains(".") || text.unicodeScalars.contains(Placeholder.unknown))
    }
}
