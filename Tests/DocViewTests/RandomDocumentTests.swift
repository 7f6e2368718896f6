// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import DocView

/// The invariants on files that no one would write by hand.
@Suite("Random docview files")
struct RandomDocumentTests {
    private static let filesPerSeed = 40

    @Test("The reader finds what the generator wrote", arguments: SeededRandom.seeds(12))
    func model(seed: UInt64) throws {
        for (number, file) in files(seed) {
            let document = try DocViewDocument(parsing: Array(file.text.utf8))
            let found = document.nodes.map { node in
                RandomDocView.Node(
                    name: node.name, parent: node.parent,
                    properties: node.properties.map { "\($0.name)=\($0.rawValue)" })
            }
            #expect(found == file.nodes, "seed \(seed), file \(number):\n\(file.text)")
        }
    }

    @Test("Every span is what it says, and no edit gives the same bytes", arguments: SeededRandom.seeds(12))
    func spans(seed: UInt64) throws {
        for (_, file) in files(seed) {
            let document = try DocViewDocument(parsing: Array(file.text.utf8))
            #expect(try document.applying([]) == document.bytes)
            for node in document.nodes {
                #expect(document.bytes[node.startTag.lowerBound] == .lessThan)
                #expect(document.bytes[node.startTag.upperBound - 1] == .greaterThan)
                var position = node.nameSpan.upperBound
                let spans = (node.properties.map(\.span) + node.declarations.map(\.span))
                for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                    #expect(span.lowerBound == position)
                    position = span.upperBound
                }
                #expect(
                    document.bytes[position..<node.startTag.upperBound].allSatisfy {
                        $0.isXMLSpace || $0 == .slash || $0 == .greaterThan
                    })
            }
        }
    }

    @Test(
        "A property added, changed and removed again leaves the same bytes, at any node",
        arguments: SeededRandom.seeds(12))
    func addChangeRemove(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for (number, file) in files(seed) {
            let original = try DocViewDocument(parsing: Array(file.text.utf8))
            let index = Int.random(in: 0..<original.nodes.count, using: &random)
            let name = random.pick(["aaa", "mmm", "zzz", "xml:lang", "new name"])
            var document = original
            for change in [
                PropertyChange.set(name: name, value: "{a\n\"b'&<"), .set(name: name, value: "[é😀,\\"),
                .remove(name: name),
            ] {
                let bytes = try document.applying(document.edits(for: [change], ofNodeAt: index))
                document = try DocViewVerification.check(
                    original: document, changes: [(index, [change])], edited: bytes)
            }
            #expect(
                document.bytes == original.bytes,
                "seed \(seed), file \(number), node \(index), \(name):\n\(file.text)")
        }
    }

    @Test(
        "A plan on several nodes verifies, is stable, and fails to verify if any other byte changes",
        arguments: SeededRandom.seeds(12))
    func plans(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for (number, file) in files(seed) {
            let original = try DocViewDocument(parsing: Array(file.text.utf8))
            let plan = randomPlan(original, &random)
            var edits: [ByteEdit] = []
            for (node, changes) in plan.shuffled(using: &random) {
                edits += try original.edits(for: changes.shuffled(using: &random), ofNodeAt: node)
            }
            let bytes = try original.applying(edits)
            let edited = try DocViewVerification.check(original: original, changes: plan, edited: bytes)
            for (node, changes) in plan {
                #expect(
                    try edited.edits(for: changes, ofNodeAt: node).isEmpty, "a second run changes nothing")
            }
            let free = unplannedOffsets(edits, count: bytes.count)
            for _ in 0..<10 where !free.isEmpty {
                var wrong = bytes
                let offset = random.pick(free)
                wrong[offset] = random.pick([
                    0x20, 0x0A, 0x22, 0x27, 0x61, 0x3C, 0x3E, 0x26, wrong[offset] ^ 1,
                ])
                guard wrong != bytes else { continue }
                #expect(
                    throws: DocViewError.self, "seed \(seed), file \(number), byte \(offset):\n\(file.text)"
                ) {
                    try DocViewVerification.check(original: original, changes: plan, edited: wrong)
                }
            }
        }
    }

    private func files(_ seed: UInt64) -> [(Int, RandomDocView)] {
        (0..<Self.filesPerSeed).map { ($0, RandomDocView(seed: seed &* 1_000 &+ UInt64($0))) }
    }

    /// Sets, additions and removals on some nodes; names that occur twice in a node are left alone.
    private func randomPlan(
        _ document: DocViewDocument, _ random: inout SeededRandom
    ) -> [(node: Int, changes: [PropertyChange])] {
        var plan: [(node: Int, changes: [PropertyChange])] = []
        for (index, node) in document.nodes.enumerated() where random.chance(oneIn: 2) {
            var changes: [PropertyChange] = []
            let names = node.properties.map(\.name)
            for name in names where names.count(where: { $0 == name }) == 1 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: changes.append(.remove(name: name))
                case 1: changes.append(.set(name: name, value: random.pick(["", "new", "{x}", "a'\"&"])))
                default: break
                }
            }
            for name in ["aNew", "jwtClaims", "orgId", "zNew", "Title"] where random.chance(oneIn: 3) {
                changes.append(
                    random.chance(oneIn: 5)
                        ? .remove(name: name) : .set(name: name, value: random.pick(["v", "", "é"])))
            }
            plan.append((index, changes))
        }
        return plan
    }

    /// The offsets in the edited file that no edit wrote.
    private func unplannedOffsets(_ edits: [ByteEdit], count: Int) -> [Int] {
        var planned = [Bool](repeating: false, count: count)
        var shift = 0
        for edit in edits.sortedByPlace() {
            let start = edit.range.lowerBound + shift
            for offset in start..<(start + edit.replacement.count) { planned[offset] = true }
            shift += edit.replacement.count - edit.range.count
        }
        return planned.indices.filter { !planned[$0] }
    }
}
