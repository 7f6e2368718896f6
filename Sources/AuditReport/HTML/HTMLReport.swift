// SPDX-License-Identifier: Apache-2.0

import IMSMigration
import Mustache
import ParallelWork

/// A record as one HTML page: nothing is loaded from anywhere, every text is escaped, and all of it can be read
/// without its script, which only filters.
package enum HTMLReport {
    /// The page of a thousand configurations stays below two megabytes, that of more below as much for each. In bytes.
    static func budget(for configurations: Int) -> Int { 1_960 * max(configurations, 1000) }

    /// The page, made by up to `workers` threads. Throws where the page's own template is broken, which the tests rule out.
    package static func render(_ record: RunRecord, workers: Int = 1) throws -> String {
        let templates = try PageTemplates()
        var names = PageNames(reserved: Page.sections)
        let anchors = names.names(of: record.configurations)
        let findings = PageFindings(record, anchors: anchors, names: &names)
        let cards = record.configurations.enumerated().map { index, entry in
            PageCard(
                entry, of: record, anchor: anchors[index], remarks: findings.remarks[index] ?? [],
                isBrief: Page.isLong(record))
        }
        let heads = parallelMap(cards, workers: workers) { templates.render($0, by: .card) }
        var page = Page(record, findings: findings, tree: PageTree(record, anchors: anchors))
        let room =
            budget(for: cards.count) - templates.render(page, by: .report).utf8.count
        let body = PageBody(cards: heads, of: cards, files: PageFiles(record), room: room, by: templates)
        page.cards = body.cards
        page.files = body.files
        page.hasFiles = !page.files.isEmpty
        page.cut = body.cutWords
        return templates.render(page, by: .report)
    }
}

/// What the outermost template sees. All texts are harmless as text; the templates escape them for HTML.
struct Page {
    /// The names of its sections, which links lead to.
    static let sections = [
        "main", "verdict", "attention", "credentials", "figures", "repository", "configurations", "files",
        "run", "filters",
        "filter-state", "filter-form", "filter-tenant", "filter-text", "filter-count",
    ]

    let policy = PageAssets.policy
    let style = PageAssets.style
    let script = PageAssets.script
    let title: String
    let inputs: [String]
    let startedAt: String
    let verdict: PageVerdict
    let open: [PageFindings.Group]
    let hasOpen: Bool
    let notes: [PageFindings.Group]
    let hasNotes: Bool
    let notesWords: String
    let credentials: [PageCredentials.Row]
    let hasCredentials: Bool
    let chart: PageChart
    let hasConfigurations: Bool
    /// Whether the cards say less, and something is said once for all of them.
    let isLong: Bool
    /// What the cards of a long page leave out: why a property is evidence.
    let reasons: [PageCard.Evidence.Item]
    let filters: PageFilters
    let steps: [PageTree.Step]
    let facts: [PageFacts.Fact]
    let tool: String
    let exitCode: Int
    let duration: String
    /// Rendered already, because what fits is known only then.
    var cards: [String] = []
    var files: [String] = []
    var hasFiles = false
    /// Says how many diffs are left out; nil where none is.
    var cut: String?

    init(_ record: RunRecord, findings: PageFindings, tree: PageTree) {
        title = "Adobe IMS configurations: \(HarmlessText.line(record.command))"
        inputs = record.inputs.map { HarmlessText.line($0.path) }
        startedAt = HarmlessText.line(record.startedAt)
        verdict = PageVerdict(record)
        open = findings.open
        hasOpen = !findings.open.isEmpty
        notes = findings.notes
        hasNotes = !findings.notes.isEmpty
        notesWords = FigureText.count(record.summary.findings.note, "note")
        credentials = PageCredentials(record).rows
        hasCredentials = !credentials.isEmpty
        chart = PageChart(record)
        hasConfigurations = !record.configurations.isEmpty
        isLong = Self.isLong(record)
        reasons = isLong ? Self.reasons(record) : []
        filters = PageFilters(record, withFindings: findings.remarks.count)
        steps = tree.steps
        facts = PageFacts(record, mode: verdict.mode).facts
        tool = HarmlessText.line("\(record.tool.name) \(record.tool.version)")
        exitCode = record.exitCode
        duration = FigureText.seconds(record.durationSeconds)
    }

    /// From where on a page says only once what it would say on each card.
    static func isLong(_ record: RunRecord) -> Bool { record.configurations.count > 200 }

    private static func reasons(_ record: RunRecord) -> [PageCard.Evidence.Item] {
        let all = record.configurations.flatMap(\.evidence).map {
            PageCard.Evidence.Item(
                property: HarmlessText.line($0.property), reason: HarmlessText.line($0.reason))
        }
        return Set(all).sorted {
            [$0.property, $0.reason ?? ""].lexicographicallyPrecedes([$1.property, $1.reason ?? ""]) {
                $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
            }
        }
    }
}
