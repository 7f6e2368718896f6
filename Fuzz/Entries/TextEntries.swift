// SPDX-License-Identifier: Apache-2.0
import DocView
import IMSMigration

/// Docview values: parsed, formatted and parsed again they are the same.
enum ValueEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let value = try? DocViewValue(docView: text) else { return }
        try expect(value.isMultiple || value.values.count == 1, "a single value is one")
        guard survives(value) else { return }
        let written = value.formatted(forProperty: "p")
        let again = try expectNoError("what is written can be read: \(written)") {
            try DocViewValue(docView: written)
        }
        // String is never written.
        let type = value.type == .string ? nil : value.type
        try expect(
            again.type == type && again.isMultiple == value.isMultiple
                && again.values.map { Array($0.utf8) } == value.values.map { Array($0.utf8) },
            "\(value) was written as \(written) and read as \(again)")
    }

    /// FileVault writes values of types that are no text without escapes, so that some of them do not come back.
    private static func survives(_ value: DocViewValue) -> Bool {
        switch value.type {
        case nil, .string, .name, .path: return true
        default: break
        }
        return value.values.allSatisfy { text in
            !text.utf8.contains(UInt8(ascii: "\\"))
                && (value.isMultiple
                    ? !text.utf8.contains(UInt8(ascii: ",")) : text.utf8.first != UInt8(ascii: "["))
        }
    }
}

/// Names: an encoded JCR name decodes to itself, and anything can be decoded.
enum NamesEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let name = String(decoding: bytes, as: UTF8.self)
        _ = ISO9075.encode(ISO9075.decode(name))
        let local = String(name.unicodeScalars.filter { $0 != ":" })
        let encoded = ISO9075.encode(local)
        try expect(ISO9075.decode(encoded).utf8.elementsEqual(local.utf8), "\(local) is \(encoded) in XML")
        let file = PlatformName.encode(name)
        try expect(!file.utf8.contains(UInt8(ascii: "/")), "a file name holds no slash")
        _ = PlatformName.decode(name)
        // FileVault itself reads the character after a leading underscore as it is.
        guard let first = name.unicodeScalars.first.map({ String($0) }), !["_", ":"].contains(first),
            PlatformName.encode(first) == first
        else { return }
        try expect(PlatformName.decode(file).utf8.elementsEqual(name.utf8), "\(name) is the file \(file)")
    }
}

/// Globs: any of them matches within the product of the lengths, and what it was made from.
enum PatternEntry {
    private static let star = UInt8(ascii: "*")

    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let input = FuzzInput(bytes)
        let parts = input.file.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        let written = String(decoding: parts.first ?? [], as: UTF8.self)
        let path = String(decoding: parts.dropFirst().first ?? [], as: UTF8.self)
        guard let pattern = try? PathPattern(written) else { return }
        _ = pattern.matches(path: path, node: path + "/jcr:content")
        // Each run of stars read as one letter.
        var reading: [UInt8] = []
        var previous: UInt8 = 0
        for byte in pattern.text.utf8 {
            if byte != star {
                reading.append(byte)
            } else if previous != star {
                reading.append(UInt8(ascii: "x"))
            }
            previous = byte
        }
        let meant = String(decoding: reading, as: UTF8.self)
        try expect(pattern.matches(path: meant, node: meant), "\(pattern.text) means \(meant)")
        try expect(pattern.isExact == !pattern.text.utf8.contains(star), "a pattern without stars is exact")
    }
}

/// JWT payloads: read or not; what may be shown is one line.
enum ClaimsEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let claims = JWTClaims(payload: String(decoding: bytes, as: UTF8.self)) else { return }
        try expect(!claims.summary.isEmpty, "there is always something to show")
        try expect(!claims.summary.utf8.contains { $0 == 10 || $0 == 13 }, "claims are one line")
        if let id = claims.clientID {
            try expect(!id.isEmpty && claims.audience?.hasSuffix(id) == true, "a client id ends the audience")
        }
    }
}
