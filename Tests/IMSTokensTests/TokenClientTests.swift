// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization
import TestPrograms
import Testing

@testable import IMSTokens

@Suite("What authorization servers answer, and what that means")
struct TokenClientTests {
    static let secret = "right-canary-4f1 &=%+"

    private let server: TokenServer

    init() throws { server = try TokenServer() }

    private func request(
        _ clientID: String, secret: String = TokenClientTests.secret,
        scopes: [String] = ["openid", "AdobeID"],
        at url: String? = nil
    ) throws -> TokenRequest {
        TokenRequest(server: try ServerURL(url ?? server.url), clientID: clientID, scopes: scopes) { secret }
    }

    /// A client that does not wait, but notes for how long it would.
    private func client(_ waits: Waits = Waits(), limits: NetworkLimits = .standard) -> TokenClient {
        TokenClient(limits: limits, wait: { waits.add($0) })
    }

    final class Waits: Sendable {
        private let durations = Mutex<[Duration]>([])
        func add(_ duration: Duration) { durations.withLock { $0.append(duration) } }
        var all: [Duration] { durations.withLock { $0 } }
    }

    @Test(
        "each answer has its own verdict",
        arguments: [
            ("fine", CredentialStatus.valid, "token"),
            ("unknown-1", .invalidClient, "client id is not known"),
            ("vague-1", .invalidClient, "does not say which"),
            ("forbidden-1", .unauthorized, "It says: client is not enabled"),
            ("wordless-1", .unauthorized, "HTTP 401"),
            ("blocked-1", .unexpectedAnswer, "HTTP 403"),
            ("foreign-1", .unexpectedAnswer, "unsupported_grant_type"),
            ("echo-1", .unexpectedAnswer, "invalid_request"),
            ("mirror-1", .unexpectedAnswer, "an error of its own"),
            ("html-1", .unexpectedAnswer, "no JSON"), ("tokenless-1", .unexpectedAnswer, "no token"),
            ("emptytoken-1", .unexpectedAnswer, "no token"), ("deep-1", .unexpectedAnswer, "no JSON"),
            ("huge-1", .unexpectedAnswer, "more than 256 KiB"),
            ("moved-1", .unexpectedAnswer, "not followed"),
            ("lying-1", .unreachable, "before its answer was complete"),
            ("broken-1", .unexpectedAnswer, "HTTP 502"),
            ("busy-1", .throttled, "24 hours"),
        ])
    func verdicts(_ clientID: String, _ status: CredentialStatus, _ words: String) throws {
        let verdict = client().verdict(on: try request(clientID))
        #expect(verdict.status == status)
        #expect(verdict.message.contains(words), "\(verdict.message)")
        for canary in ["canary", "right-"] { #expect(!verdict.message.contains(canary)) }
    }

    @Test("a wrong secret, and a scope that is not granted")
    func wrong() throws {
        let secret = client().verdict(on: try request("fine", secret: "wrong-canary"))
        #expect(secret.status == .invalidClient)
        #expect(secret.message.contains("client secret is wrong"))
        let scope = client().verdict(on: try request("fine", scopes: ["openid", "not-granted"]))
        #expect(scope.status == .invalidScope)
        #expect(scope.message.contains("openid,not-granted"))
    }

    @Test("the request is the one that Adobe documents")
    func form() throws {
        _ = client().verdict(on: try request("fine", secret: "right- &=+%"))
        #expect(
            try server.requests() == [
                "POST /ims/token/v3 grant_type=client_credentials&client_id=fine"
                    + "&client_secret=right-%20%26%3D%2B%25&scope=openid%2CAdobeID"
            ])
    }

    @Test(
        "a repeat where it can help, after the pause that the server asks for",
        arguments: [("busyonce-1", 1), ("datedonce-1", 20), ("busynow-1", 0), ("brokenonce-1", 1)])
    func repeats(_ clientID: String, _ longest: Int) throws {
        let waits = Waits()
        let verdict = client(waits).verdict(on: try request(clientID))
        #expect(verdict.status == .valid)
        #expect(verdict.attempts == 2)
        #expect(waits.all.count == (longest == 0 ? 0 : 1))
        #expect(waits.all.allSatisfy { $0 > .zero && $0 <= .seconds(longest) })
    }

    @Test(
        "no repeat where it cannot",
        arguments: ["unknown-1", "forbidden-1", "html-1", "moved-1", "huge-1", "busy-1"])
    func noRepeats(_ clientID: String) throws {
        let waits = Waits()
        #expect(client(waits).verdict(on: try request(clientID)).attempts == 1)
        #expect(waits.all.isEmpty)
        #expect(try server.requests().count == 1)
    }

    @Test("repeats end")
    func repeatsEnd() throws {
        #expect(client().verdict(on: try request("broken-1")).attempts == 3)
        #expect(try server.requests().count == 3)
    }

    @Test(
        "a server that sends three away for long is left alone; one such answer is for one credential alone")
    func leftAlone() throws {
        let client = client()
        #expect(client.verdict(on: try request("busy-1")).attempts == 1)
        #expect(client.verdict(on: try request("fine")).status == .valid)
        for number in 2...4 { #expect(client.verdict(on: try request("busy-\(number)")).attempts == 1) }
        let verdict = client.verdict(on: try request("fine"))
        #expect(verdict.status == .throttled)
        #expect(verdict.attempts == 0)
        #expect(try server.requests().count == 5)
    }

    @Test("a server that three could not reach is not looked for again")
    func lost() throws {
        let client = client()
        let nowhere = "http://127.0.0.1:1"
        for number in 1...3 {
            #expect(client.verdict(on: try request("fine-\(number)", at: nowhere)).attempts == 3)
        }
        let verdict = client.verdict(on: try request("fine", at: nowhere))
        #expect(verdict.status == .unreachable)
        #expect(verdict.attempts == 0)
        #expect(verdict.message.contains("Not asked"))
        #expect(client.verdict(on: try request("fine")).status == .valid, "another server is not concerned")
    }

    @Test("a redirect is not followed: nothing arrives where it leads")
    func redirect() throws {
        _ = client().verdict(on: try request("moved-1"))
        #expect(try server.requests().count == 1)
        #expect(try server.requests().allSatisfy { !$0.contains("/trap") })
    }

    @Test("no answer in time")
    func slow() throws {
        let client = TokenClient(
            limits: NetworkLimits(whole: .milliseconds(300)),
            retries: RetryPolicy(pauses: [], longestPause: .zero))
        let verdict = client.verdict(on: try request("slow-1"))
        #expect(verdict.status == .unreachable)
        #expect(verdict.message.contains("0.3 seconds"))
    }

    @Test("a connection that is closed without a word, and none at all")
    func unreachable() throws {
        for url in ["http://127.0.0.1:\(server.silentPort)", "http://127.0.0.1:1"] {
            let verdict = client().verdict(on: try request("fine", at: url))
            #expect(verdict.status == .unreachable)
            #expect(verdict.attempts == 3)
        }
    }

    @Test("a certificate that nobody trusts", .enabled(if: SelfSignedServer.isPossible))
    func selfSigned() throws {
        let secure = try SelfSignedServer()
        let verdict = client().verdict(on: try request("fine", at: "https://localhost:\(secure.port)"))
        #expect(verdict.status == .tlsFailed)
        #expect(verdict.message.contains("is not trusted"))
        #expect(verdict.attempts == 1)
    }

    @Test("no TLS where it should be")
    func noTLS() throws {
        let verdict = client().verdict(on: try request("fine", at: "https://127.0.0.1:\(server.port)"))
        #expect(verdict.status == .tlsFailed)
        #expect(try server.requests().isEmpty)
    }

    @Test("a run that is asked to stop does not wait for the server")
    func cancelled() throws {
        let count = Mutex(0)
        // The first time before the request, then while it is under way.
        let client = TokenClient(isCancelled: {
            count.withLock {
                $0 += 1
                return $0 > 1
            }
        })
        let verdict = client.verdict(on: try request("slow-1"))
        #expect(verdict.message == "Interrupted.")
    }
}
