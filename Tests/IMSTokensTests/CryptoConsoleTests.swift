// SPDX-License-Identifier: Apache-2.0
import TestPrograms
import Testing

@testable import IMSTokens

@Suite("What the crypto console of an AEM answers")
struct CryptoConsoleTests {
    private let server: TokenServer

    init() throws { server = try TokenServer() }

    private func protect(_ path: String = "", user: String? = "admin", password: String = "console-canary")
        throws
        -> String
    {
        let login = user.map { CryptoConsole.Login(user: $0) { password } }
        return try CryptoConsole(instance: try ServerURL(server.url + path), login: login)
            .protect { "p8e-canary &=" }
    }

    @Test("a protected value, another one each time")
    func protects() throws {
        let first = try protect()
        let second = try protect("/system/console/crypto")
        #expect(first.hasPrefix("{") && first.hasSuffix("}"))
        #expect(first != second)
        #expect(
            try server.requests()
                == Array(repeating: "POST /system/console/crypto/.json datum=p8e-canary%20%26%3D", count: 2))
    }

    @Test(
        "everything else is told in words, without the secret",
        arguments: [
            ("/login", "something else"), ("/moved", "not followed"), ("/cloud", "no console"),
        ])
    func problems(_ path: String, _ words: String) throws {
        expect(words) { try protect(path) }
        #expect(try server.requests().allSatisfy { !$0.contains("/trap") })
    }

    @Test("a user who may not")
    func login() {
        expect("refuses the user") { try protect(password: "wrong-canary") }
        expect("asks for a user") { try protect(user: nil) }
    }

    private func expect(_ words: String, _ work: () throws -> String) {
        let problem = #expect(throws: CryptoConsoleProblem.self) { _ = try work() }
        #expect(problem?.description.contains(words) == true, "\(problem?.description ?? "none")")
        #expect(problem?.description.contains("canary") == false)
    }
}
