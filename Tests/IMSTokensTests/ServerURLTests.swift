// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSTokens

@Suite("Secrets go to https, or to this machine itself")
struct ServerURLTests {
    @Test(
        "addresses that are taken, in one form",
        arguments: [
            ("https://ims-na1.adobelogin.com", "https://ims-na1.adobelogin.com"),
            ("https://ims-na1.adobelogin.com/", "https://ims-na1.adobelogin.com"),
            ("ims-na1.adobelogin.com", "https://ims-na1.adobelogin.com"),
            ("https://proxy.example.com:8443/ims", "https://proxy.example.com:8443/ims"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1", "http://127.0.0.1"), ("http://127.8.9.10:1", "http://127.8.9.10:1"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ])
    func taken(_ text: String, _ normal: String) throws {
        #expect(try ServerURL(text).description == normal)
    }

    @Test(
        "plain http to anywhere else is refused, also where it looks like this machine",
        arguments: [
            "http://example.com", "http://ims-na1.adobelogin.com", "http://localhost.example.com",
            "http://127.0.0.1.example.com", "http://10.0.0.1", "http://[::ffff:10.0.0.1]", "http://0.0.0.0",
            "http://[::2]", "http://128.0.0.1", "HTTP://EXAMPLE.COM",
        ])
    func notEncrypted(_ text: String) { expect(text, .notEncrypted) }

    @Test(
        "what hides the host, or is more than an address",
        arguments: [
            ("https://user:password@example.com", ServerURLProblem.holdsCredentials),
            ("https://127.0.0.1@example.com", .holdsCredentials),
            ("https://example.com?a=b", .holdsMoreThanAPath), ("https://example.com/#a", .holdsMoreThanAPath),
            ("ftp://example.com", .malformed), ("file:///etc/passwd", .malformed), ("", .malformed),
            ("https://", .malformed), ("https://exa mple.com", .malformed),
            ("https://example.com\r\nX-Header: 1", .malformed), ("https://b\u{FC}cher.example", .malformed),
            ("https://example.com:99999", .malformed),
        ])
    func refused(_ text: String, _ problem: ServerURLProblem) { expect(text, problem) }

    @Test("a path is added once")
    func path() throws {
        let server = try ServerURL("https://example.com/a/")
        #expect(server.with(path: "/ims/token/v3") == "https://example.com/a/ims/token/v3")
        let whole = try ServerURL("https://example.com/ims/token/v3/")
        #expect(whole.with(path: "/ims/token/v3") == "https://example.com/ims/token/v3")
    }

    @Test(
        "which hosts are Adobe's",
        arguments: [
            ("https://ims-na1.adobelogin.com", true), ("https://IMS-NA1.ADOBELOGIN.COM", true),
            ("https://adobelogin.com.example.com", false), ("https://evil-adobelogin.com", false),
            ("https://example.com/.adobelogin.com", false),
        ])
    func adobe(_ text: String, _ isAdobe: Bool) throws { #expect(try ServerURL(text).isAdobe == isAdobe) }

    private func expect(_ text: String, _ problem: ServerURLProblem) {
        #expect(throws: problem) { try Self.make(text) }
    }

    private static func make(_ text: String) throws -> ServerURL { try ServerURL(text) }
}
