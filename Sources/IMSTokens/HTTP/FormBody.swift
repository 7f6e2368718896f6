// SPDX-License-Identifier: Apache-2.0

/// A body of the type `application/x-www-form-urlencoded`, in memory that is overwritten when it has been sent.
enum FormBody {
    /// The fields in their order.
    static func encoded(_ fields: KeyValuePairs<String, String>) -> WipedBytes {
        // Each byte takes three at most, and each field two for `=` and `&`.
        let body = WipedBytes(
            capacity: fields.reduce(0) { $0 + 3 * ($1.key.utf8.count + $1.value.utf8.count) + 2 })
        for (index, (name, value)) in fields.enumerated() {
            if index > 0 { _ = body.append(UInt8(ascii: "&")) }
            add(name, to: body)
            _ = body.append(UInt8(ascii: "="))
            add(value, to: body)
        }
        return body
    }

    private static func add(_ text: String, to body: WipedBytes) {
        for byte in text.utf8 {
            if isUnreserved(byte) {
                _ = body.append(byte)
            } else {
                _ = body.append(UInt8(ascii: "%"))
                _ = body.append(digit(byte >> 4))
                _ = body.append(digit(byte & 15))
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    /// The characters that RFC 3986 lets stand as they are.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
