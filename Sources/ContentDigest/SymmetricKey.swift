// SPDX-License-Identifier: Apache-2.0

import CLibCrypto

/// A key of AES-128, for encryption in CBC mode with PKCS#5 padding, and for HMAC-SHA-256.
///
/// The key's bytes are in memory once, and overwritten when the value goes.
package final class SymmetricKey: Sendable {
    /// Of a key and of a block, in bytes.
    package static let length = 16

    /// Written by `init` and `deinit` alone.
    nonisolated(unsafe) private let bytes: UnsafeMutableRawPointer

    /// Takes the key from `source`, which the caller overwrites. Nil unless it has 16 bytes.
    package init?(_ source: UnsafeRawBufferPointer) {
        guard source.count == Self.length, let start = source.baseAddress else { return nil }
        bytes = .allocate(byteCount: Self.length, alignment: 1)
        bytes.copyMemory(from: start, byteCount: Self.length)
    }

    deinit {
        OPENSSL_cleanse(bytes, Self.length)
        bytes.deallocate()
    }

    /// HMAC-SHA-256 of a message: 32 bytes. Nil where libcrypto fails.
    package func authenticationCode(of message: [UInt8]) -> [UInt8]? {
        var code = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        let result = HMAC(EVP_sha256(), bytes, Int32(Self.length), message, message.count, &code, &length)
        return result == nil ? nil : Array(code.prefix(Int(length)))
    }

    /// The encrypted text, without the initialization vector (16 bytes). Nil where libcrypto fails.
    package func encrypt(_ text: [UInt8], vector: [UInt8]) -> [UInt8]? { crypt(text, vector, 1) }

    /// The text of what was encrypted; nil where its padding is wrong, as nearly always with another key.
    package func decrypt(_ encrypted: [UInt8], vector: [UInt8]) -> [UInt8]? { crypt(encrypted, vector, 0) }

    private func crypt(_ input: [UInt8], _ vector: [UInt8], _ direction: Int32) -> [UInt8]? {
        guard vector.count == Self.length, input.count < Int32.max, let context = EVP_CIPHER_CTX_new()
        else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: input.count + Self.length)
        var (length, last): (Int32, Int32) = (0, 0)
        guard
            EVP_CipherInit_ex(
                context, EVP_aes_128_cbc(), nil, bytes.assumingMemoryBound(to: UInt8.self), vector, direction)
                == 1,
            EVP_CipherUpdate(context, &output, &length, input, Int32(input.count)) == 1
        else { return nil }
        let isWhole = output.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { EVP_CipherFinal_ex(context, $0 + Int(length), &last) } == 1
        }
        return isWhole ? Array(output.prefix(Int(length + last))) : nil
    }
}
