// SPDX-License-Identifier: Apache-2.0

import ContentDigest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The style and the script of the page, and the policy that lets a browser take these two and nothing else.
enum PageAssets {
    static let style = text(PackageResources.page_css)
    static let script = text(PackageResources.page_js)

    /// The page's own Content Security Policy, by the digests of what stands between the tags.
    static let policy =
        "default-src 'none'; style-src '\(source(style))'; script-src '\(source(script))'; "
        + "base-uri 'none'; form-action 'none'"

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// A hash source of CSP: `sha256-` and the digest in Base64.
    private static func source(_ text: String) -> String {
        let digits = Array(ContentDigest.sha256(Array(text.utf8)))
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        return "sha256-" + Data(bytes).base64EncodedString()
    }
}
