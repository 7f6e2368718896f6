// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import Testing

@Suite("SHA-256 of a file")
struct ContentDigestTests {
    @Test(
        "the vectors of FIPS 180",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(text: String, digest: String) {
        #expect(ContentDigest.sha256(Array(text.utf8)) == digest)
    }

    @Test("a million letters a")
    func million() {
        #expect(
            ContentDigest.sha256(Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("any bytes, NUL among them; one bit makes another digest")
    func bytes() {
        #expect(
            ContentDigest.sha256([0])
                == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        #expect(ContentDigest.sha256([0]) != ContentDigest.sha256([1]))
    }
}
