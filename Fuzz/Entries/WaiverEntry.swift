// SPDX-License-Identifier: Apache-2.0
import IMSMigration

/// A file of waivers is read, or every problem of it is told without any of its text; a waiver that is read means what it
/// names, and nothing when its day has passed.
enum WaiverEntry {
    /// Stands for text of cells: no sentence of ours holds a capital Q, and all of them are ASCII.
    private static let telltale: Character = "Q"

    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let waivers: [Waiver]
        do throws(WaiverProblems) {
            waivers = try WaiverReader.read(bytes)
        } catch {
            try expect(!error.problems.isEmpty, "a file that is refused has a problem")
            for problem in error.problems {
                let text = problem.description
                try expect(
                    !text.contains(telltale) && text.utf8.allSatisfy { $0 < 0x80 },
                    "no text of a cell: \(text)")
            }
            return
        }
        let lastDay = CalendarDay(secondsSince1970: 253_402_300_799)
        for waiver in waivers.prefix(100) {
            try expect(
                CalendarDay(waiver.expires.description) == waiver.expires,
                "a day reads back as it was written")
            try expect(!waiver.isExpired(on: waiver.expires), "the last day counts")
            try expect(waiver.isExpired(on: lastDay) || waiver.expires >= lastDay, "there is an end to it")
            guard waiver.file == nil, let path = waiver.path, path.isExact else { continue }
            let found = waivers.waiver(
                forRule: waiver.rule.rawValue, path: path.text, file: nil, on: waiver.expires)
            try expect(found != nil, "a waiver means the path that it names")
        }
    }
}
