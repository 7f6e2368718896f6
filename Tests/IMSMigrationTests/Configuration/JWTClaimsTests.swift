// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("What of a JWT payload may be known")
struct JWTClaimsTests {
    private func claims(_ payload: String) throws -> JWTClaims {
        try #require(JWTClaims(payload: payload))
    }

    @Test("iss, sub, aud, exp and the metascopes, in one line")
    func whole() throws {
        let claims = try claims(
            """
            {"exp": 1700000000, "iss": "A1@AdobeOrg", "sub": "B2@techacct.adobe.com",
             "aud": "https://ims-na1.adobelogin.com/c/key",
             "https://ims-na1.adobelogin.com/s/ent_reactor_sdk": true,
             "https://ims-na1.adobelogin.com/s/asset_compute_meta": true,
             "https://ims-na1.adobelogin.com/s/ent_unused_sdk": false}
            """)
        #expect(claims.issuer == "A1@AdobeOrg")
        #expect(claims.subject == "B2@techacct.adobe.com")
        #expect(claims.audience == "https://ims-na1.adobelogin.com/c/key")
        #expect(claims.expiry == "1700000000")
        #expect(claims.metascopes == ["asset_compute_meta", "ent_reactor_sdk"])
        #expect(
            claims.summary
                == "iss=A1@AdobeOrg sub=B2@techacct.adobe.com aud=https://ims-na1.adobelogin.com/c/key "
                + "exp=1700000000 metascopes=asset_compute_meta+ent_reactor_sdk")
    }

    @Test(
        "exp is a number or a text; what is neither is nothing",
        arguments: [
            ("1700000000", "1700000000"), ("1700000000.0", "1700000000"), ("1.7e9", "1700000000"),
            ("1700000000.5", "1700000000.5"), (#""1700000000""#, "1700000000"),
            (#""2024-01-01T00:00:00Z""#, "2024-01-01T00:00:00Z"), ("-1", "-1"), ("1e300", "1e+300"),
            ("true", nil), ("null", nil), ("[1]", nil), (#"{"a": 1}"#, nil),
        ] as [(String, String?)])
    func expiry(json: String, text: String?) throws {
        #expect(try claims(#"{"exp": \#(json)}"#).expiry == text)
    }

    @Test(
        "the client id is what follows the last /c/ of aud",
        arguments: [
            ("https://ims-na1.adobelogin.com/c/key", "key"), ("https://ims-na1.adobelogin.com/c/", nil),
            ("https://ims-na1.adobelogin.com", nil), ("https://ims/c/x/c/y", "y"), ("", nil),
        ] as [(String, String?)])
    func clientID(audience: String, id: String?) throws {
        #expect(try claims(#"{"aud": "\#(audience)"}"#).clientID == id)
    }

    @Test(
        "a payload that is no JSON object is none, and its text is not shown",
        arguments: [
            "", " ", "canary", "[]", "null", "7", #""canary""#, "{", #"{"iss": "canary""#,
            #"{"iss": canary}"#,
            #"{"iss": "canary"} canary"#, "\u{0}{}", String(repeating: #"{"a":"#, count: 100_000),
        ])
    func unreadable(payload: String) {
        #expect(JWTClaims(payload: payload) == nil)
    }

    @Test("deep nesting in another claim is no trouble, or makes the payload unreadable; it never crashes")
    func nesting() throws {
        func payload(depth: Int) -> String {
            #"{"iss": "A1@AdobeOrg", "x": "#
                + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
        }
        #expect(try claims(payload(depth: 100)).issuer == "A1@AdobeOrg")
        _ = JWTClaims(payload: payload(depth: 100_000))
    }

    @Test("claims of the wrong kind are left out, the others stay")
    func wrongKinds() throws {
        let claims = try claims(#"{"iss": 7, "sub": ["canary"], "aud": {"canary": "canary"}, "exp": "1"}"#)
        #expect(claims.summary == "exp=1")
    }

    @Test("a payload that holds nothing of it shows nothing")
    func nothing() throws {
        #expect(try claims("{}").summary == JWTClaims.unreadable)
        #expect(try claims(#"{"canary": "canary"}"#).summary == JWTClaims.unreadable)
    }

    @Test("a canary in any other claim, in its value or its name, is nowhere")
    func canary() throws {
        let claims = try claims(
            """
            {"iss": "A1@AdobeOrg", "private_key": "canary", "clientSecret": "canary", "canary": true,
             "nested": {"iss": "canary", "https://ims-na1.adobelogin.com/s/canary": true}, "n": [["canary"]],
             "canary/s/": true, "canary/s/canary": true, "https://canary.example/": true,
             "https://ims-na1.adobelogin.com/s/": true, "https://ims-na1.adobelogin.com/s/can ary canary": true,
             "https://ims-na1.adobelogin.com/s/ent_x": "canary", "https://ims-na1.adobelogin.com/s/ent_y": 1}
            """)
        #expect(claims.metascopes == [])
        #expect(claims.summary == "iss=A1@AdobeOrg")
        var dumped = ""
        dump(claims, to: &dumped)
        #expect(!dumped.contains("canary"))
    }

    @Test(
        "a metascope is the name after /s/ of a URL of the IMS host",
        arguments: [
            ("https://ims-na1.adobelogin.com/s/ent_marketing_sdk", "ent_marketing_sdk"),
            ("https://ims-na1-stg1.adobelogin.com/s/event_receiver_api", "event_receiver_api"),
            ("https://ims-na1.adobelogin.com/s/a/s/b", nil), ("ims-na1.adobelogin.com/s/ent_x", nil),
            ("https://evil.example/s/ent_x", nil),
            ("https://evil.example/?https://x.adobelogin.com/s/a", nil),
            ("/s/ent_x", nil), ("ent_x", nil),
        ] as [(String, String?)])
    func metascopes(key: String, name: String?) throws {
        #expect(try claims(#"{"\#(key)": true}"#).metascopes == [name].compactMap(\.self))
    }
}
