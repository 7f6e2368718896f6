// SPDX-License-Identifier: Apache-2.0
import AuditReport
import ProjectFiles
import Testing

@Suite("Every format of reports is in the documentation")
struct ReportFormatPagesTests {
    @Test("docs/reports.md has a row for it, in the order of the program")
    func table() throws {
        let page = try Files.text(ProjectFolder.file("docs/reports.md").path)
        let table = try #require(page.firstMatch(of: /\n\| `--format` .*\n(?:\|.*\n)+/)).output
        let named = table.matches(of: /\n\| `([a-z]+)` \|/).map { String($0.1) }
        #expect(named == ReportFormat.allCases.map(\.rawValue))
    }

    @Test("README.md names it where it speaks of --format")
    func list() throws {
        let page = try Files.text(ProjectFolder.file("README.md").path)
        let list = try #require(page.firstMatch(of: /\n`--format` is [^.]*(?:\.[a-z][^.]*)*\.\n/)).output
        let named = list.matches(of: /`([a-z]+)`/).map { String($0.1) }
        #expect(named == ReportFormat.allCases.map(\.rawValue))
    }
}
