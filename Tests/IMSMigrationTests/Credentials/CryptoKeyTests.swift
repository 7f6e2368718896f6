// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import IMSMigration

@Suite("AEM's form of encrypted secrets")
struct CryptoKeyTests {
    private static let key = (0..<16).map { UInt8($0 * 7 + 3) }
    private static let path = "/conf/acme/settings/cloudconfigs/target"

    private func cryptoKey(_ bytes: [UInt8] = key) throws -> CryptoKey {
        try #require(bytes.withUnsafeBytes { CryptoKey($0) })
    }

    /// What `openssl` makes of standard input.
    private func openssl(_ arguments: [String], _ input: [UInt8]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let (given, printed) = (Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = printed
        try process.run()
        given.fileHandleForWriting.write(Data(input))
        try given.fileHandleForWriting.close()
        let output = printed.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(output)
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static let secrets = [
        "s", "fifteen-letters", "sixteen-letters!", "invented-secret-0123456789", "gr\u{F6}\u{DF}e \u{1F511}",
        "two\nlines\r\n",
        String(repeating: "long ", count: 820),
    ]

    @Test(
        "is what openssl makes with the same key, and a vector from HMAC of key, path and secret",
        arguments: secrets)
    func vectors(secret: String) throws {
        let message = Array(Self.path.utf8) + [0] + Array(secret.utf8)
        let code = try openssl(
            ["dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(hexadecimal(Self.key))", "-binary"],
            message)
        let vector = Array(code.prefix(16))
        let encrypted = try openssl(
            ["enc", "-aes-128-cbc", "-K", hexadecimal(Self.key), "-iv", hexadecimal(vector)],
            Array(secret.utf8))
        let value = try #require(try cryptoKey().encrypted(Secret(secret), for: Self.path))
        #expect(value.revealed() == "{\(hexadecimal(vector + encrypted))}")
        #expect(value.isEncrypted)
        #expect(try cryptoKey().decrypted(value) == Secret(secret))
    }

    @Test("of an instance, whose vectors are random, is read as well")
    func foreignVector() throws {
        let vector = (0..<16).map { _ in UInt8.random(in: 0...255) }
        let encrypted = try openssl(
            ["enc", "-aes-128-cbc", "-K", hexadecimal(Self.key), "-iv", hexadecimal(vector)],
            Array("invented".utf8))
        let value = Secret("{\(hexadecimal(vector + encrypted).uppercased())}")
        #expect(try cryptoKey().decrypted(value) == Secret("invented"))
    }

    @Test("differs by configuration and secret, and is the same each time")
    func deterministic() throws {
        let one = try cryptoKey().encrypted(Secret("a"), for: Self.path)
        #expect(try cryptoKey().encrypted(Secret("a"), for: Self.path) == one)
        #expect(try cryptoKey().encrypted(Secret("a"), for: "") != one)
        #expect(try cryptoKey().encrypted(Secret("b"), for: Self.path) != one)
    }

    @Test("is not opened by another key, and what is not of that form by none")
    func wrongKey() throws {
        let value = try #require(try cryptoKey().encrypted(Secret("invented-secret"), for: Self.path))
        for seed in 0..<5_000 {
            let other = (0..<16).map { UInt8(truncatingIfNeeded: seed &* 31 &+ $0 &* $0 &* 17 &+ seed >> 8) }
            guard other != Self.key else { continue }
            #expect(try cryptoKey(other).decrypted(value) == nil, "seed \(seed)")
        }
        for text in [
            "", "{}", "plain", "{" + String(repeating: "a", count: 63) + "}",
            String(repeating: "0", count: 64),
        ] {
            #expect(try cryptoKey().decrypted(Secret(text)) == nil)
        }
    }

    @Test("takes 16 bytes as a key, and shows neither key nor secret")
    func keys() throws {
        for count in [0, 15, 17, 32] {
            #expect([UInt8](repeating: 1, count: count).withUnsafeBytes { CryptoKey($0) } == nil)
        }
        var dumped = ""
        dump(try cryptoKey(), to: &dumped)
        #expect(!dumped.contains("3, 10, 17") && dumped.contains("CryptoKey"))
        #expect(try cryptoKey().encrypted(Secret(""), for: Self.path) == nil)
    }
}
