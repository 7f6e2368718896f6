// SPDX-License-Identifier: Apache-2.0

import ContentDigest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A record as one HTML page: nothing is loaded from anywhere, every text is escaped, and all of it can be read
/// without its script, which only filters.
///
/// This file writes the page as a whole and decides what it has room for. Each section is an extension in a file of its
/// own, whose functions write a part of the record into the builder that they are given.
package struct HTMLReport {
    let record: RunRecord
    /// The names by which links lead to the configurations, in the order of the record.
    let anchors: [String]
    let findings: FindingGroups

    init(_ record: RunRecord) {
        self.record = record
        var names = PageNames()
        anchors = names.names(of: record.configurations)
        findings = FindingGroups(record, anchors: anchors, names: &names)
    }

    package static func render(_ record: RunRecord) -> String {
        let report = HTMLReport(record)
        let room = budget(for: record.configurations.count) - report.page(Body()).bytes.count
        return String(decoding: report.page(report.body(room: room)).bytes, as: UTF8.self)
    }

    /// From where on the page says only once what it would say on each card.
    var isLong: Bool { record.configurations.count > 200 }

    // MARK: The whole page

    /// The sections in their order: findings first, then figures, then each thing, then the run.
    private func page(_ body: Body) -> HTMLBuilder {
        var html = HTMLBuilder()
        html.unescaped("<!DOCTYPE html>\n".utf8)
        html.block(.html, [.lang: "en"]) { html in
            head(&html)
            html.block(.body) { html in
                html.line(.a, [.class: "skip", .href: "#main"], text: "Skip to what was found")
                header(&html, hasFiles: !body.files.isEmpty)
                html.block(.main, [.id: "main"]) { html in
                    attention(&html)
                    credentials(&html)
                    figures(&html)
                    if !record.configurations.isEmpty {
                        tree(&html)
                        configurations(&html, body)
                    }
                    if !body.files.isEmpty {
                        html.section("files", "Other files of the run") { html in
                            for file in body.files {
                                html.line(.article, [.class: "card"]) { $0.unescaped(file.bytes) }
                            }
                        }
                    }
                    run(&html)
                }
                html.block(.footer) { html in
                    html.line(
                        .p,
                        text: "\(record.tool.name) \(record.tool.version) · exit code \(record.exitCode) · "
                            + "\(FigureText.seconds(record.durationSeconds)) seconds. No secret is on this page, and no "
                            + "value that the tool does not know.")
                }
            }
        }
        return html
    }

    private func head(_ html: inout HTMLBuilder) {
        html.block(.head) { html in
            func meta(_ attributes: HTMLBuilder.Attributes) {
                html.start(.meta, attributes)
                html.lineBreak()
            }
            meta([.charset: "utf-8"])
            meta([.httpEquiv: "Content-Security-Policy", .content: Self.policy])
            meta([.name: "viewport", .content: "width=device-width, initial-scale=1"])
            meta([.name: "color-scheme", .content: "light dark"])
            meta([.name: "robots", .content: "noindex"])
            meta([.name: "referrer", .content: "no-referrer"])
            html.line(.title, text: title)
            html.line(.style) { $0.unescaped(Self.style) }
            html.line(.script) { $0.unescaped(Self.script) }
        }
    }

    var title: String { "Adobe IMS configurations: \(record.command)" }

    private func configurations(_ html: inout HTMLBuilder, _ body: Body) {
        html.section("configurations", "Configurations") { html in
            if let cut = body.cut {
                html.element(.p, [.class: "cut"]) { html in
                    html.element(.strong, text: "Left out:")
                    html.text(" \(cut)")
                }
            }
            html.lineBreak()
            filters(&html)
            if isLong { reasons(&html) }
            html.block(.div, isLong ? [.class: "long"] : [:]) { html in
                for card in body.cards { html.unescaped(card.bytes) }
                html.lineBreak()
            }
        }
    }

    // MARK: The style, the script, and the policy that lets a browser take these two and nothing else

    private static let style = PackageResources.page_css
    private static let script = PackageResources.page_js

    /// The page's own Content Security Policy, by the digests of what is between the tags.
    private static let policy =
        "default-src 'none'; style-src '\(source(style))'; script-src '\(source(script))'; "
        + "base-uri 'none'; form-action 'none'"

    /// A hash source of CSP: `sha256-` and the digest in Base64.
    private static func source(_ bytes: [UInt8]) -> String {
        let digits = Array(ContentDigest.sha256(bytes))
        let digest = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        return "sha256-" + Data(digest).base64EncodedString()
    }

    // MARK: What the page has room for

    /// The page of a thousand configurations stays below two megabytes, that of more below as much for each. In bytes.
    private static func budget(for configurations: Int) -> Int { 1_960 * max(configurations, 1000) }

    /// What there is once for each configuration and each file, with as much of it as the page has room for.
    private struct Body {
        var cards: [HTMLBuilder] = []
        /// The files that belong to no configuration.
        var files: [HTMLBuilder] = []
        /// Says what is left out, and where it is; nil where nothing is.
        var cut: String?
    }

    /// What is found and decided is always there. The tables of properties come next, and then the changed lines, which
    /// tell the same once more: in the order of the record, so that the same record leaves out the same ones. What is small
    /// and comes later may still find room.
    ///
    /// `room` is in bytes, for everything that is rendered here.
    private func body(room: Int) -> Body {
        let changed = ChangedFiles(record)
        var body = Body()
        body.cards = record.configurations.indices.map { card($0) }

        var tables = Fitting("Table")
        var diffs = Fitting("Diff")
        var end = HTMLBuilder()
        end.end(.article)
        end.lineBreak()
        // Room for the words that take the place of what is left out is taken beforehand.
        let fileCount = changed.ofConfigurations.reduce(changed.others.count) { $0 + $1.count }
        var room =
            room - body.cards.reduce(0) { $0 + $1.bytes.count + end.bytes.count }
            - body.cards.count * tables.brief.bytes.count - fileCount * diffs.brief.bytes.count
        for (index, entry) in record.configurations.enumerated() where !entry.changes.isEmpty {
            tables.add(Self.table(entry.changes), to: &body.cards[index], &room)
        }
        for (index, files) in changed.ofConfigurations.enumerated() {
            for file in files { diffs.add(file, to: &body.cards[index], &room) }
            body.cards[index].unescaped(end.bytes)
        }
        for file in changed.others {
            var html = HTMLBuilder()
            diffs.add(file, to: &html, &room)
            body.files.append(html)
        }

        let cut = [diffs, tables].compactMap(\.words)
        if !cut.isEmpty {
            body.cut =
                cut.joined(separator: " and ")
                + ", so that the page stays small. All of them: ims-migrate report render report.json --format diff."
        }
        return body
    }

    /// Puts pieces of one kind on the page while there is room, and counts them.
    private struct Fitting {
        private let noun: String
        /// What takes the place of a piece that has no room.
        let brief: HTMLBuilder
        private var shown = 0
        private var cut = 0

        init(_ name: String) {
            noun = name.lowercased()
            var html = HTMLBuilder()
            html.start(.p, [.class: "cut"])
            html.text("\(name) left out.")
            html.lineBreak()
            brief = html
        }

        mutating func add(_ file: ChangedFiles.File, to html: inout HTMLBuilder, _ room: inout Int) {
            // What has no room by its bare lines need not be rendered to know that.
            add(file.length > room ? nil : HTMLReport.diff(file), to: &html, &room)
        }

        mutating func add(_ piece: HTMLBuilder?, to html: inout HTMLBuilder, _ room: inout Int) {
            guard let piece, piece.bytes.count <= room else {
                cut += 1
                return html.unescaped(brief.bytes)
            }
            shown += 1
            room -= piece.bytes.count - brief.bytes.count
            html.unescaped(piece.bytes)
        }

        /// How many are left out; nil where none is.
        var words: String? {
            cut == 0 ? nil : "\(FigureText.grouped(cut)) of \(FigureText.count(shown + cut, noun))"
        }
    }
}
