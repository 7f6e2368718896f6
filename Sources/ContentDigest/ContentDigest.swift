// SPDX-License-Identifier: Apache-2.0

import CLibCrypto

/// SHA-256 of a file's bytes.
package enum ContentDigest {
    /// The digest as 64 lower-case hexadecimal digits.
    package static func sha256(_ bytes: [UInt8]) -> String {
        var digest = RunningDigest()
        digest.update(bytes)
        return digest.finish()
    }
}

/// SHA-256 of bytes that come in parts.
package struct RunningDigest: ~Copyable {
    private let context: OpaquePointer?

    /// The digest of nothing yet.
    package init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes in the next bytes.
    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }

    /// The digest of all bytes, as 64 lower-case hexadecimal digits.
    package consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_DigestFinal_ex(context, &digest, &length)
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.prefix(Int(length)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
