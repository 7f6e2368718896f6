// SPDX-License-Identifier: Apache-2.0
import DocView
import SeededRandom
import Testing

@testable import OSGiConfig

/// The invariants on files that no one would write by hand.
@Suite("Random configuration files")
struct RandomFileTests {
    private static let filesPerSeed = 40

    /// Runs a test on some files; an error that it does not expect is shown with its file.
    private func eachFile(
        _ seed: UInt64, _ format: OSGiFormat, _ body: (Int, RandomFile) throws -> Void
    ) throws {
        for number in 0..<Self.filesPerSeed {
            let file = RandomFile(seed: seed &* 1_000 &+ UInt64(number), format: format)
            do {
                try body(number, file)
            } catch {
                Issue.record("seed \(seed), file \(number): \(error)\n\(file.text)")
            }
        }
    }

    @Test("The reader finds what the generator wrote", arguments: SeededRandom.seeds(10), OSGiFormat.editable)
    func model(seed: UInt64, format: OSGiFormat) throws {
        try eachFile(seed, format) { number, file in
            let configuration = try OSGiConfiguration(file.text, format)
            let found = configuration.properties.map {
                RandomFile.Property(
                    name: $0.name, values: $0.values, isMultiple: $0.isMultiple && !$0.isOpaque, type: $0.type
                )
            }
            #expect(found == file.properties, "seed \(seed), file \(number):\n\(file.text)")
            #expect(try configuration.applying([]) == configuration.bytes)
        }
    }

    @Test(
        "A property added, changed and removed again leaves the same bytes",
        arguments: SeededRandom.seeds(10),
        OSGiFormat.editable)
    func addChangeRemove(seed: UInt64, format: OSGiFormat) throws {
        var random = SeededRandom(seed: seed)
        try eachFile(seed, format) { number, file in
            let original = try OSGiConfiguration(file.text, format)
            let name = random.pick(["aaa", "new name", "zzz", "x=\"\\"])
            let added = random.pick([
                OSGiChange.set(name: name, value: "{a\n\"b' =\\"),
                .set(name: name, values: ["x", "y z"], isMultiple: true),
                .set(name: name, values: [], isMultiple: true),
            ])
            let changed = random.pick([
                OSGiChange.set(name: name, value: ""),
                .set(name: name, values: ["y z", "é"], isMultiple: true),
                .set(name: name, values: ["x", "w", "y z", "v"], isMultiple: true),
            ])
            var configuration = original
            for changes in [
                [added, .set(name: "other", value: "1")], [changed],
                [.remove(name: "other"), .remove(name: name)],
            ] {
                let bytes = try configuration.applying(configuration.edits(for: changes))
                configuration = try OSGiVerification.check(
                    original: configuration, changes: changes, edited: bytes)
            }
            #expect(
                configuration.bytes == original.bytes, "seed \(seed), file \(number), \(name):\n\(file.text)")
        }
    }

    @Test(
        "A plan verifies, is stable, and fails to verify if any other byte changes",
        arguments: SeededRandom.seeds(10),
        OSGiFormat.editable)
    func plans(seed: UInt64, format: OSGiFormat) throws {
        var random = SeededRandom(seed: seed)
        try eachFile(seed, format) { number, file in
            let original = try OSGiConfiguration(file.text, format)
            let changes = randomChanges(of: original, &random)
            let comment: Comment = "seed \(seed), file \(number), \(changes):\n\(file.text)"
            let edits = try original.edits(for: changes)
            let bytes = try original.applying(edits)
            let result = try OSGiVerification.check(original: original, changes: changes, edited: bytes)
            #expect(try result.edits(for: changes).isEmpty, comment)
            for _ in 0..<10 where !bytes.isEmpty {
                var wrong = bytes
                let offset = random.number(0...(bytes.count - 1))
                wrong[offset] = random.pick([0x20, 0x0A, 0x22, 0x2C, 0x61, 0x5C, wrong[offset] ^ 1])
                guard wrong != bytes else { continue }
                #expect(throws: OSGiConfigError.self, comment) {
                    try OSGiVerification.check(original: original, changes: changes, edited: wrong)
                }
            }
        }
    }
}

/// Sets, additions and removals that the configuration's types allow.
func randomChanges(of configuration: OSGiConfiguration, _ random: inout SeededRandom) -> [OSGiChange] {
    var changes: [OSGiChange] = []
    for property in configuration.properties where random.chance(oneIn: 2) {
        let values: [String] =
            switch property.type {
            case .string: ["", "x", "y z", "é", "{\\\"=", "\n"]
            case .boolean: ["true", "false"]
            case .integer, .long, .byte, .short: ["0", "7", "8"]
            default: []
            }
        if random.chance(oneIn: 3) || values.isEmpty {
            changes.append(.remove(name: property.name))
        } else if random.chance(oneIn: 5) != property.isMultiple {
            var list = property.isMultiple ? property.values : []
            for index in list.indices.reversed() where random.chance(oneIn: 3) { list.remove(at: index) }
            for _ in 0..<random.number(0...2) {
                list.insert(random.pick(values), at: random.number(0...list.count))
            }
            changes.append(.set(name: property.name, values: list, isMultiple: true))
        } else {
            changes.append(.set(name: property.name, value: random.pick(values)))
        }
    }
    for name in ["new", "new 2"] where random.chance(oneIn: 3) && configuration.property(named: name) == nil {
        changes.append(
            random.chance(oneIn: 2)
                ? .set(name: name, value: "v w") : .set(name: name, values: ["1", "2"], isMultiple: true))
    }
    return changes.shuffled(using: &random)
}
