// SPDX-License-Identifier: Apache-2.0

import ContentDigest

/// The `master` key of an AEM instance, with which its CryptoSupport encrypts secrets.
///
/// A protected value is `{` + lower-case hexadecimal digits of a 16-byte initialization vector and the text, encrypted by
/// AES-128 in CBC mode with PKCS#5 padding, + `}`. AEM draws the vector at random; here it is derived from the key, the
/// configuration and the secret, so that the same run gives the same bytes.
package struct CryptoKey: Sendable {
    private let key: SymmetricKey

    /// Nil unless there are 16 bytes. The caller overwrites them.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard let key = SymmetricKey(bytes) else { return nil }
        self.key = key
    }

    /// The secret as the instance would have encrypted it, for the configuration at a JCR path, or for none (empty).
    ///
    /// Nil where libcrypto fails, or for an empty secret.
    package func encrypted(_ secret: Secret, for path: String) -> Secret? {
        let text = Array(secret.revealed().utf8)
        guard !text.isEmpty, let code = key.authenticationCode(of: Array(path.utf8) + [0] + text) else {
            return nil
        }
        let vector = Array(code.prefix(SymmetricKey.length))
        guard let encrypted = key.encrypt(text, vector: vector) else { return nil }
        return Secret("{" + Self.hexadecimal(vector + encrypted) + "}")
    }

    /// The secret in a protected value; nil where the value was encrypted with another key.
    ///
    /// With a wrong key one value in some hundred has a right padding by chance, but hardly ever a text behind it.
    package func decrypted(_ value: Secret) -> Secret? {
        guard let bytes = Self.bytes(ofProtected: value.revealed()) else { return nil }
        let vector = Array(bytes.prefix(SymmetricKey.length))
        guard let text = key.decrypt(Array(bytes.dropFirst(SymmetricKey.length)), vector: vector),
            !text.isEmpty,
            let string = String(validating: text, as: UTF8.self),
            string.unicodeScalars.allSatisfy({
                $0.properties.generalCategory != .control || "\t\n\r".unicodeScalars.contains($0)
            })
        else { return nil }
        return Secret(string)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func bytes(ofProtected value: String) -> [UInt8]? {
        let text = Array(value.utf8)
        guard text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else { return nil }
        let digits = text.dropFirst().dropLast().map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count >= 64, digits.count.isMultiple(of: 32), !digits.contains(nil) else { return nil }
        let values = digits.compactMap(\.self)
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
