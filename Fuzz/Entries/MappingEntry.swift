// SPDX-License-Identifier: Apache-2.0
import IMSMigration

/// A mapping CSV is read, or every problem of it is told without any of its text; what is read answers for any path.
enum MappingEntry {
    /// Stands for text of cells: no sentence of ours holds a capital Q, and all of them are ASCII.
    private static let telltale: Character = "Q"

    private static let sources = SecretSources(
        environment: { _ in "\(MigrationEntry.canary)-environment" },
        readFile: { path in
            guard path.hasSuffix("t") else { throw SecretFileProblem.missing }
            return Array("\(MigrationEntry.canary)-file\r\n".utf8)
        })

    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        _ = try? MappingReader.read(bytes, sources: nil)
        let mapping: Mapping
        do throws(MappingProblems) {
            mapping = try MappingReader.read(bytes, sources: sources)
        } catch {
            return try check(error)
        }
        try check(mapping)
    }

    private static func check(_ problems: MappingProblems) throws(BrokenPromise) {
        try expect(!problems.problems.isEmpty, "a file that is refused has a problem")
        for problem in problems.problems {
            let text = problem.description
            try expect(
                !text.contains(telltale) && text.utf8.allSatisfy { $0 < 0x80 }, "no text of a cell: \(text)")
        }
        let places = problems.problems.map { ($0.row ?? 0, $0.columnNumber ?? .max) }
        try expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }, "problems are in order")
    }

    private static func check(_ mapping: Mapping) throws(BrokenPromise) {
        let numbers = mapping.rows.map(\.row)
        try expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }, "rows are in order")
        if mapping.rows.count <= 50 {
            var text = ""
            dump(mapping, to: &text)
            try expect(!text.contains(MigrationEntry.canary), "no secret in a dump")
        }
        let index = MappingIndex(mapping)
        let paths =
            ["/", "/conf/global/settings/cloudconfigs/target"]
            + mapping.rows.prefix(20).compactMap(\.path?.text)
        for path in paths {
            let lookup = index.lookup(
                path: path, node: path + "/jcr:content", clientID: "key", isMigrated: false)
            try expect(Set(lookup.matchingRows).isSubset(of: numbers), "a match is a row of the file")
            if case .ambiguous(let rows) = lookup.match {
                try expect(rows.count > 1, "what is ambiguous has two rows")
            }
        }
        for row in mapping.rows {
            guard let path = row.path, path.isExact, row.jwtClientID == nil else { continue }
            try expect(path.matches(path: path.text, node: path.text), "an exact path matches itself")
        }
    }
}
