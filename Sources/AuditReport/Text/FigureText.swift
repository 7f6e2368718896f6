// SPDX-License-Identifier: Apache-2.0

/// Numbers as people read them.
package enum FigureText {
    /// A number with commas between its thousands.
    package static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var groups: [String] = []
        while digits.utf8.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (number < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
    }

    /// `1 configuration`, `2 configurations`, `1,000 configurations`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Seconds with three decimals. A record from a file can claim anything.
    static func seconds(_ seconds: Double) -> String {
        let milliseconds = seconds > 0 ? Int((min(seconds, 9_999_999_999) * 1000).rounded()) : 0
        return "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst())"
    }
}
