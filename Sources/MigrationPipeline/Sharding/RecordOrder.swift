// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// The order of what stands in a record, told from the record alone: so that a record that is merged of parts has the
/// same one as that of the whole.
struct RecordOrder {
    private let inputs: [String: Int]
    private let packages: Set<String>

    /// The order in a record with these inputs.
    init(_ inputs: [RunRecord.Input]) {
        self.inputs = Dictionary(
            inputs.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
        packages = Set(inputs.filter { $0.kind == .package }.map(\.path))
    }

    /// The place of a file: by input, then package by package, then by the bytes of its path.
    struct Place: Comparable {
        var input: Int
        var packages: [[UInt8]] = []
        var path: [UInt8] = []

        static func < (left: Place, right: Place) -> Bool {
            if left.input != right.input { return left.input < right.input }
            if left.packages != right.packages {
                return left.packages.lexicographicallyPrecedes(right.packages) {
                    $0.lexicographicallyPrecedes($1)
                }
            }
            return left.path.lexicographicallyPrecedes(right.path)
        }
    }

    /// What is in no file comes first.
    func place(of file: String?, in input: String?) -> Place {
        guard let file, let input else { return Place(input: -1) }
        var names = [file]
        if packages.contains(input) { names = file.split(separator: "!/").map(String.init) }
        let bytes = names.map { RecordedName.bytes(of: $0) }
        return Place(
            input: inputs[input] ?? inputs.count, packages: Array(bytes.dropLast()), path: bytes.last ?? [])
    }

    /// The gravest first, waived ones last, then by rule, so that one rule's findings stand together; then by place, else as they stand.
    func sorted(_ findings: [RunRecord.Finding]) -> [RunRecord.Finding] {
        let keyed = findings.enumerated().map { offset, finding in
            (
                finding: finding, rank: Self.rank(finding),
                place: place(of: finding.file, in: finding.input), offset: offset
            )
        }
        return keyed.sorted { left, right in
            if left.rank != right.rank { return left.rank < right.rank }
            if left.place != right.place { return left.place < right.place }
            let (mine, other) = (left.finding, right.finding)
            return (mine.line ?? 0, mine.mappingRow ?? 0, left.offset)
                < (other.line ?? 0, other.mappingRow ?? 0, right.offset)
        }.map(\.finding)
    }

    /// Sorted by place; what is in the same place, and all that is created, which comes last, as it stands.
    func sorted<Entry>(
        _ entries: [Entry], isCreated: (Entry) -> Bool, place: (Entry) -> (file: String, input: String)
    ) -> [Entry] {
        entries.enumerated().map { offset, entry in
            let created = isCreated(entry)
            let (file, input) = place(entry)
            return (
                entry: entry, isCreated: created,
                place: created ? Place(input: -1) : self.place(of: file, in: input), offset: offset
            )
        }.sorted { left, right in
            if left.isCreated != right.isCreated { return right.isCreated }
            return left.place != right.place ? left.place < right.place : left.offset < right.offset
        }.map(\.entry)
    }

    private static func rank(_ finding: RunRecord.Finding) -> (waived: Int, level: Int, rule: Int) {
        let levels = ["error": 0, "warning": 1, "note": 2]
        return (
            finding.waived == nil ? 0 : 1, levels[finding.level] ?? 0, rules[finding.rule] ?? .max
        )
    }

    private static let rules = Dictionary(
        FindingRule.allCases.enumerated().map { ($0.element.rawValue, $0.offset) },
        uniquingKeysWith: { first, _ in first })
}
