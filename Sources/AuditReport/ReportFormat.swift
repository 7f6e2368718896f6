// SPDX-License-Identifier: Apache-2.0

/// The formats a record can be rendered in.
package enum ReportFormat: String, Sendable, CaseIterable {
    /// For the terminal.
    case text
    /// The record itself, for programs.
    case json
    /// One page, for people.
    case html
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// JUnit's XML, for test reports.
    case junit
    /// GitHub's Markdown, for summaries and pull requests.
    case markdown
    /// Commands for annotations in a workflow of GitHub.
    case github
    /// One row for each configuration, for spreadsheets.
    case csv
    /// The changes of the files, as a unified diff.
    case diff

    /// Whether the format's paths are read by a code host, which knows files by their path in the checkout.
    package var namesFilesOfCheckout: Bool { self == .sarif || self == .github }

    /// The record in this format: the same bytes for the same record. Only `text` looks at `style`.
    ///
    /// Throws where a number in the record has no JSON form.
    package func render(_ record: RunRecord, style: TextStyle = TextStyle()) throws -> String {
        switch self {
        case .text: TextReport.render(record, style: style)
        case .json: try JSONReport.render(record)
        case .html: HTMLReport.render(record)
        case .sarif: try SARIFReport.render(record)
        case .junit: JUnitReport.render(record)
        case .markdown: MarkdownReport.render(record)
        case .github: GitHubReport.render(record)
        case .csv: CSVReport.render(record)
        case .diff: DiffReport.render(record)
        }
    }
}
