// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSTokens

@Suite("What held a secret is overwritten")
struct SecretBytesTests {
    @Test("bytes are overwritten where they are")
    func wiping() {
        let bytes = WipedBytes(capacity: 8)
        for byte in "secret".utf8 { #expect(bytes.append(byte)) }
        let place = bytes.bytes
        #expect(place.elementsEqual("secret".utf8))
        bytes.wipe()
        #expect(place.allSatisfy { $0 == 0 })
        #expect(bytes.count == 0)
    }

    @Test("there is no more than the capacity, so that nothing is ever moved")
    func capacity() {
        let bytes = WipedBytes(capacity: 2)
        let three: [UInt8] = [1, 2, 3]
        #expect(!three.withUnsafeBufferPointer { bytes.append($0) })
        #expect(bytes.count == 0)
        #expect(bytes.append(1) && bytes.append(2) && !bytes.append(3))
        #expect(bytes.bytes.elementsEqual([1, 2]))
    }

    @Test("a form is encoded whatever a secret holds")
    func form() {
        let body = FormBody.encoded(["a": "x y&=+%/", "\u{E9}": "", "z": "A-z_0.~"])
        let text = String(decoding: body.bytes, as: UTF8.self)
        #expect(text == "a=x%20y%26%3D%2B%25%2F&%C3%A9=&z=A-z_0.~")
    }

    @Test("a request can be printed and dumped")
    func printing() throws {
        let server = try ServerURL("https://example.com")
        let request = TokenRequest(server: server, clientID: "a", scopes: ["b"]) { "p8e-canary" }
        var dumped = ""
        dump(request, to: &dumped)
        #expect(!"\(request)\(String(reflecting: request))\(dumped)".contains("canary"))
    }
}
