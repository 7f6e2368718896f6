// SPDX-License-Identifier: Apache-2.0
import DocView
import Foundation
import IMSMigration
import OSGiConfig
import ProjectFiles
import Testing

@testable import ContentRepository
@testable import IMSTokens
@testable import MigrationPipeline

/// `docs/limits.md` and the constants say the same.
@Suite("The page about limits")
struct LimitsPageTests {
    /// Every limit by its name. Those of the types that hold nothing else are all there, by reflection.
    static let constants: [String: Int] = {
        var constants = [
            "EntryReader.mostCompressed": EntryReader.mostCompressed,
            "VaultFile.mostBytes": VaultFile.mostBytes,
            "MappingFile.largestFile": MappingFile.largestFile,
            "WaiverFile.largestFile": WaiverFile.largestFile,
            "SecretSources.largestFile": SecretSources.largestFile,
            "ProfileSet.largestFile": ProfileSet.largestFile,
            "ApplyRun.largestPlan": ApplyRun.largestPlan,
            "StoredRecord.largest": StoredRecord.largest,
            "JournalIndex.mostBytes": JournalIndex.mostBytes,
            "ConsoleDownloads.largestFile": ConsoleDownloads.largestFile,
            "SecretAccess.largestEnvironmentFile": SecretAccess.largestEnvironmentFile,
            "RetryPolicy.pauses": RetryPolicy.standard.pauses.count,
            "RetryPolicy.longestPause": Int(RetryPolicy.standard.longestPause.components.seconds),
            "ServerGates.patience": ServerGates.patience,
            "ServerWords.longest": ServerWords.longest,
            "JSONMembers.deepest": JSONMembers.deepest,
        ]
        for (type, value) in [
            ("DocViewLimits", DocViewLimits.standard as Any), ("WalkLimits", WalkLimits()),
            ("PackageLimits", PackageLimits.standard), ("OSGiConfigLimits", OSGiConfigLimits.standard),
            ("NetworkLimits", NetworkLimits.standard),
        ] {
            for child in Mirror(reflecting: value).children {
                constants["\(type).\(child.label ?? "?")"] =
                    child.value as? Int ?? (child.value as? Duration).map { Int($0.components.seconds) }
            }
        }
        return constants
    }()

    /// The rows of all tables that name a constant: its name, and what the second column says.
    private func rows() throws -> [String: String] {
        let page = try String(contentsOf: ProjectFolder.file("docs/limits.md"), encoding: .utf8)
        var rows: [String: String] = [:]
        for line in page.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 3, cells[2].hasPrefix("`"), cells[2].hasSuffix("`") else { continue }
            rows[String(cells[2].dropFirst().dropLast())] = cells[1]
        }
        return rows
    }

    @Test("It has a row for each limit, and no others")
    func complete() throws {
        #expect(Set(try rows().keys) == Set(Self.constants.keys))
        #expect(Self.constants.count >= 35)
    }

    @Test("Each row states the number", arguments: constants.keys.sorted())
    func number(constant: String) throws {
        let stated = try #require(try rows()[constant])
        let value = try #require(Self.constants[constant])
        let words = stated.split { !"0123456789,".contains($0) }
        #expect(
            words.contains { $0 == Self.grouped(value) }, "\(constant) is \(value), the page says \(stated)")
        for (unit, bytes) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
        where stated.contains(" \(unit) (") {
            #expect(stated.hasPrefix("\(value / bytes) \(unit) ("))
            #expect(value % bytes == 0)
        }
    }

    /// With a comma between each three digits.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.enumerated().map { index, digit in
            (index > 0 && (digits.count - index) % 3 == 0 ? "," : "") + String(digit)
        }.joined()
    }
}
