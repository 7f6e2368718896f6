// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, in UTC.
package struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// `2026-01-31` as 2026, 1 and 31.
    package let year: Int, month: Int, day: Int

    /// A day as ISO 8601 writes it, `YYYY-MM-DD` and nothing else; nil where that is no day.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8...]), year > 0, (1...12).contains(month),
            (1...Self.length(ofMonth: month, year)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day that a moment lies in: `seconds` after 1970-01-01T00:00:00Z.
    package init(secondsSince1970 seconds: Double) {
        let wholeDays = (max(-6e10, min(seconds, 2e11)) / 86_400).rounded(.down)
        var days = Int(wholeDays)
        var year = 1970
        while days < 0 {
            year -= 1
            days += Self.length(ofYear: year)
        }
        while days >= Self.length(ofYear: year) {
            days -= Self.length(ofYear: year)
            year += 1
        }
        var month = 1
        while days >= Self.length(ofMonth: month, year) {
            days -= Self.length(ofMonth: month, year)
            month += 1
        }
        (self.year, self.month, day) = (year, month, days + 1)
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// An earlier day is less.
    package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    private static func length(ofYear year: Int) -> Int { isLeap(year) ? 366 : 365 }

    private static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
