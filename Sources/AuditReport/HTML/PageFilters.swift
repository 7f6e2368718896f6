// SPDX-License-Identifier: Apache-2.0

/// What the configurations of the page can be filtered by, and how many there are of each.
struct PageFilters {
    struct Option {
        let value: String
        let words: String
    }

    let states: [Option]
    let outcomes: [Option]
    let forms: [Option]
    let tenants: [Option]
    let hasOutcomes: Bool
    let hasFindings: Bool

    init(_ record: RunRecord, withFindings: Int) {
        let configurations = record.configurations
        states = Self.options(configurations.map { PageWords.state($0.classification).word }) { $0 }
        var outcomes = Self.options(configurations.compactMap { PageWords.outcome($0)?.word }) { $0 }
        hasFindings = withFindings > 0
        if hasFindings {
            outcomes.append(
                Option(value: "finding", words: "with a finding (\(FigureText.grouped(withFindings)))"))
        }
        self.outcomes = outcomes
        hasOutcomes = !outcomes.isEmpty
        forms = Self.options(configurations.map { HarmlessText.line($0.storage) }) { $0 }
        tenants = Self.options(configurations.map { Self.tenant(of: $0.path) }) { $0 }
    }

    /// Whose configuration it is: the part of a path between `/conf` and `settings`, as in `global` or `acme/outlet`;
    /// for what belongs to no tenant the top-level folder.
    static func tenant(of path: String) -> String {
        let names = JCRNames.of(path)
        if names[0] == "conf", let settings = names.firstIndex(of: "settings"), settings > 1 {
            return HarmlessText.line(names[1..<settings].joined(separator: "/"))
        }
        return HarmlessText.line("/" + names[0])
    }

    /// The different ones of `values`, each with its number, in their order by scalars.
    private static func options(_ values: [String], words: (String) -> String) -> [Option] {
        let counts = Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.keys.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }.map {
            Option(value: $0, words: "\(words($0)) (\(FigureText.grouped(counts[$0] ?? 0)))")
        }
    }
}
