// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSTokens

@Suite("What a server says is shown only when it is harmless")
struct ServerWordsTests {
    private let secret = "p8e-Canary&1%"

    @Test("one line of printable text, cut")
    func shown() {
        #expect(ServerWords.harmless("Not  enabled.", without: secret) == "Not enabled")
        #expect(ServerWords.harmless("a\n\u{1B}[31mred\u{202E}<b>", without: secret) == "a [31mred b")
        #expect(ServerWords.harmless(String(repeating: "x", count: 5000), without: secret)?.count == 161)
        #expect(ServerWords.harmless("  ... ", without: secret) == nil)
    }

    @Test(
        "nothing of it where it holds a piece of the secret, however it is written",
        arguments: [
            "p8e-Canary&1%", "client_secret=p8e-Canary%261%25", "no P8E-CANARY", "%70%38%65%2D%43anary",
            "starts with p8eCa", "ends with anary&1%", "p 8 e - C a n a r y", "p8e-\nCanary",
        ])
    func echo(_ text: String) { #expect(ServerWords.harmless(text, without: secret) == nil) }

    @Test("a short secret counts as a whole")
    func short() {
        #expect(ServerWords.harmless("the abc of it", without: "abc") == nil)
        #expect(ServerWords.harmless("the ab of it", without: "abc") == "the ab of it")
    }
}
