// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Whether a value names a host below a domain")
struct HostConditionTests {
    private func holds(_ value: String) -> Bool {
        let condition = Condition.hostBelow(property: "server", domain: "adobelogin.com")
        return condition.matchedProperties(in: PropertyNode(["server": value])) == ["server"]
    }

    @Test(
        "a URL or a bare host name below it does, in any case, with port, path, query or user",
        arguments: [
            "https://ims-na1.adobelogin.com", "https://ims-na1.adobelogin.com/",
            "http://ims-na1.adobelogin.com",
            "ims-na1.adobelogin.com", "ims-na1.adobelogin.com:443", "ims-na1.adobelogin.com/ims",
            "https://ims-na1.adobelogin.com:443/ims/token/v3?a=b#c", "HTTPS://IMS-NA1.AdobeLogin.COM",
            "https://a.b.c.adobelogin.com", "https://user@ims-na1.adobelogin.com",
            "https://user:word@ims-na1.adobelogin.com:443",
            "https://ims-na1.adobelogin.com?next=evil.example",
            "https://ims-na1.adobelogin.com#@evil.example",
        ])
    func below(value: String) { #expect(holds(value)) }

    @Test(
        "a host that only looks like it does not",
        arguments: [
            "", "https://", "adobelogin.com", "https://adobelogin.com", "https://adobelogin.com.evil.example",
            "https://ims-na1.adobelogin.com.evil.example", "https://evil.example/adobelogin.com",
            "https://evil.example/ims-na1.adobelogin.com", "https://evil.example?x.adobelogin.com",
            "https://evil.example#x.adobelogin.com", "https://evil.example\\.adobelogin.com",
            "https://evil.example\\@x.adobelogin.com", "https://ims-na1.adobelogin.com@evil.example",
            "https://ims-na1.adobelogin.com:443@evil.example", "https://evil-adobelogin.com",
            "https://x.adobelogin.com.", "https://x.adobelogin.org", "x.adobelogin.com,evil.example",
            "evil.example/?next=https://x.adobelogin.com", "evil.example/https://x.adobelogin.com",
            "https://evil.example/?next=https://x.adobelogin.com",
            "https://evil.example/\u{301}.adobelogin.com", "https://evil.example\u{600}/.adobelogin.com",
            "https://x.adobelogin.com@\u{301}evil.example", "https://evil.example:\u{301}.adobelogin.com",
        ])
    func elsewhere(value: String) { #expect(!holds(value)) }

    @Test("one value of an array is enough")
    func array() {
        let condition = Condition.hostBelow(property: "server", domain: "adobelogin.com")
        let values = PropertyNode.Value(["evil.example", "x.adobelogin.com"], isMultiple: true)
        #expect(
            condition.matchedProperties(in: PropertyNode(path: "/a", properties: [("server", values)]))
                == ["server"])
    }
}
