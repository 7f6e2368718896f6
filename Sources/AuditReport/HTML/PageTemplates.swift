// SPDX-License-Identifier: Apache-2.0

import Mustache

/// The templates of the page: the page itself, its parts, and what there is once for each configuration.
struct PageTemplates {
    /// A template that is rendered on its own.
    enum Name: String {
        case report, card, changes, diff
    }

    private let library: MustacheLibrary

    /// Every template, by name. Each has to ask for the escaping itself: a partial begins with the library's own.
    static let sources: [String: [UInt8]] = [
        "report": PackageResources.report_mustache, "verdict": PackageResources.verdict_mustache,
        "attention": PackageResources.attention_mustache, "finding": PackageResources.finding_mustache,
        "credentials": PackageResources.credentials_mustache,
        "figures": PackageResources.figures_mustache, "repository": PackageResources.repository_mustache,
        "card": PackageResources.card_mustache, "changes": PackageResources.changes_mustache,
        "diff": PackageResources.diff_mustache, "run": PackageResources.run_mustache,
    ]

    /// Throws where a template is broken.
    init() throws {
        MustacheContentTypes.register(EscapedScalars(), named: EscapedScalars.name)
        library = MustacheLibrary(
            templates: try Self.sources.mapValues {
                try MustacheTemplate(string: String(decoding: $0, as: UTF8.self))
            })
    }

    /// The text of a template for what it shows.
    func render(_ object: Any, by name: Name) -> String {
        library.render(object, withTemplate: name.rawValue) ?? ""
    }
}
