// SPDX-License-Identifier: Apache-2.0
import Foundation
import SeededRandom
import Testing

@testable import IMSMigration

@Suite("A day, as waivers name it")
struct CalendarDayTests {
    @Test(
        "is written as ISO 8601 has it",
        arguments: ["2026-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
    func valid(text: String) { #expect(CalendarDay(text)?.description == text) }

    @Test(
        "is a day that there is, and nothing around it",
        arguments: [
            "", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
            "2026-1-1",
            "26-01-01", "20260101", "2026-01-01T00:00:00Z", " 2026-01-01", "2026/01/01", "2026-01-0١",
            "0000-01-01",
            "-026-01-01", "+026-01-01",
        ])
    func invalid(text: String) { #expect(CalendarDay(text) == nil) }

    @Test("days are in order")
    func order() {
        let days = ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01"].compactMap { CalendarDay($0) }
        #expect(days.count == 4 && days == days.sorted())
    }

    @Test("a moment lies in the day that it has in UTC, as Foundation's calendar says")
    func moments() throws {
        let seed = SeededRandom.seed()
        var random = SeededRandom(seed: seed)
        let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        var seconds = [0, -1, 86_399, 86_400, 951_782_400, 951_868_799, 951_868_800].map(Double.init)
        for _ in 0..<500 {
            seconds.append(Double(Int64.random(in: -3_000_000_000...30_000_000_000, using: &random)))
        }
        for moment in seconds {
            let day = CalendarDay(secondsSince1970: moment).description
            #expect(day == Date(timeIntervalSince1970: moment).formatted(style), "seed \(seed), \(moment)")
        }
    }
}
