// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("A secret shows its text by one call alone")
struct SecretTests {
    private let secret = Secret("p8e-canary")

    @Test("the text comes from revealed()")
    func revealed() {
        #expect(secret.revealed() == "p8e-canary")
    }

    @Test("printing, interpolating, dumping and mirroring show nothing of it")
    func hidden() {
        var dumped = ""
        dump(secret, to: &dumped)
        let credential = MappedCredential(
            clientID: nil, secret: .resolved(secret, from: .plaintext), orgID: nil, scopes: ["openid"])
        let row = MappingRow(row: 2, path: nil, jwtClientID: "a", action: .migrate, credential: credential)
        dump(row, to: &dumped)
        let shown = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])",
            "\(Optional(secret) as Any)", "\(row)", String(reflecting: row), dumped,
        ]
        for text in shown { #expect(!text.contains("canary")) }
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect("\(secret)" == Secret.placeholder)
    }

    @Test("two secrets are equal when their texts are")
    func equality() {
        #expect(secret == Secret("p8e-canary"))
        #expect(secret != Secret("p8e-other"))
        #expect(Set([secret, Secret("p8e-canary")]).count == 1)
    }

    @Test("it cannot be encoded")
    func notEncodable() {
        #expect(!(secret as Any is any Encodable))
    }

    @Test("an unresolved secret has a source and no text")
    func unresolved() {
        let unresolved = MappedSecret.unresolved(.environment("NAME"))
        #expect(unresolved.source == .environment("NAME"))
        #expect(unresolved.value == nil)
    }
}
