// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import OSGiConfig

/// Damaged files: whatever happens is a value that keeps its promises, or a typed error.
@Suite("Any bytes at all")
struct FuzzTests {
    private static let seeds: [OSGiFormat: String] = [
        .felix: """
        # Adobe IMS
        auth.token.provider.client.id="client"
        conn.timeout=I"5000"\tssl = B"false" # note
        claims=[ \\\r
          "\\"iss\\"\\ :\\ \\"ORG@AdobeOrg\\"", \\\r
          "x", \\\r
          ]\r
        codes=i["1", "2"]

        list=( "a","b", )
        text="two
        lines \\u00e9é"
        """,
        .json: """
        // Adobe IMS
        {
          "client.id": "client", // note
          "conn.timeout:Integer": 5000,
          "ssl": false, "price": 1.5e3,
          "claims": [
            "\\"iss\\" : \\"ORG@AdobeOrg\\"", /* x */
            "\\u00e9é"
          ],
          "codes:Long[]": [1,2],
          "object": {"a": [null, {"b": true}]},
          "none": null
        }

        """,
        .node: """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0"
            jcr:primaryType="sling:OsgiConfig"
            claims="[&quot;iss&quot; : &quot;ORG&quot;,x\\,y]"
            conn.timeout="{Long}5000"
            client.id="client"/>

        """,
    ]

    private static let pieces: [[UInt8]] = [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xC3], [0x0D], [0x0A], [0x0D, 0x0A], [0x1F], [0xE3, 0x80, 0x80],
        Array("\"".utf8), Array("\\".utf8), Array("=".utf8), Array("[".utf8), Array("]".utf8),
        Array("(".utf8),
        Array(")".utf8), Array(",".utf8), Array("#".utf8), Array(" ".utf8), Array("//".utf8),
        Array("/*".utf8),
        Array("*/".utf8), Array("{".utf8), Array("}".utf8), Array(":".utf8), Array("null".utf8),
        Array("\\\n".utf8),
        Array("\\ud83d".utf8), Array("a=\"1\"".utf8), Array("\"a\":1,".utf8), Array("'".utf8),
        Array("\t".utf8),
    ]

    @Test("Files with random damage", arguments: OSGiFormat.editable)
    func mutations(format: OSGiFormat) throws {
        for seed in SeededRandom.seeds(3) {
            var random = SeededRandom(seed: seed)
            var outcomes = (read: 0, refused: 0)
            for round in 0..<2_000 {
                var bytes = Array((Self.seeds[format] ?? "").utf8)
                if random.chance(oneIn: 3) {
                    bytes = Array(RandomFile(seed: random.next(), format: format).text.utf8)
                }
                for _ in 0..<random.number(1...4) { Self.damage(&bytes, &random) }
                let comment: Comment =
                    "IMS_TEST_SEED=\(seed), round \(round):\n\(String(decoding: bytes, as: UTF8.self))"
                do throws(OSGiConfigError) {
                    let configuration = try OSGiConfiguration(parsing: bytes, format: format)
                    outcomes.read += 1
                    check(configuration, &random, comment)
                } catch {
                    outcomes.refused += 1
                    if error.line < 1 || error.description.isEmpty { Issue.record("\(error): \(comment)") }
                }
            }
            // Damage that nearly always or nearly never counts would test half of the reader only.
            #expect(outcomes.read > 100 && outcomes.refused > 100, "IMS_TEST_SEED=\(seed): \(outcomes)")
        }
    }

    @Test("Files cut off at every byte", arguments: OSGiFormat.editable)
    func truncations(format: OSGiFormat) {
        let bytes = Array((Self.seeds[format] ?? "").utf8)
        var random = SeededRandom(seed: 1)
        for length in 0..<bytes.count {
            do throws(OSGiConfigError) {
                let configuration = try OSGiConfiguration(parsing: Array(bytes[..<length]), format: format)
                check(configuration, &random, "the first \(length) bytes")
            } catch {
                #expect(error.line >= 1 && !error.description.isEmpty)
            }
        }
    }

    /// What every configuration promises.
    private func check(
        _ configuration: OSGiConfiguration, _ random: inout SeededRandom, _ comment: Comment
    ) {
        if let property = configuration.properties.first(where: { !isConsistent($0, in: configuration) }) {
            Issue.record("\(property): \(comment)")
        }
        var current = configuration
        let plan = randomChanges(of: configuration, &random)
        let steps: [[OSGiChange]] = [
            [.set(name: "added", values: ["x", "y z"], isMultiple: true)], [.set(name: "added", value: "z")],
            [.remove(name: "added")],
        ]
        guard configuration.property(named: "added") == nil else { return }
        do throws(OSGiConfigError) {
            for changes in steps {
                current = try Self.changed(current, changes)
            }
            if current.bytes != configuration.bytes { Issue.record("not the same bytes: \(comment)") }
            current = try Self.changed(current, plan)
        } catch {
            if case .editImpossible = error { return }
            Issue.record("\(error) with \(plan): \(comment)")
        }
    }

    private func isConsistent(_ property: OSGiProperty, in configuration: OSGiConfiguration) -> Bool {
        (property.isMultiple || property.values.count == (property.isOpaque ? 0 : 1))
            && property.span.upperBound <= configuration.bytes.count && property.line >= 1
            && property.span.lowerBound <= property.nameSpan.lowerBound
            && property.nameSpan.upperBound < property.valueSpan.lowerBound
            && property.valueSpan.upperBound <= property.span.upperBound
    }

    private static func changed(
        _ configuration: OSGiConfiguration, _ changes: [OSGiChange]
    ) throws(OSGiConfigError) -> OSGiConfiguration {
        try OSGiVerification.check(
            original: configuration, changes: changes,
            edited: configuration.applying(configuration.edits(for: changes)))
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        let start = random.number(0...bytes.count)
        let end = min(bytes.count, start + random.number(0...8))
        switch random.number(0...5) {
        case 0: bytes.insert(contentsOf: random.pick(pieces), at: start)
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 3 where start < bytes.count: bytes[start] ^= 1 << UInt8(random.number(0...7))
        case 4: bytes.replaceSubrange(start..<end, with: random.pick([[0x20], [0x0A], [0x78]]))
        default: bytes.replaceSubrange(start..<end, with: random.pick(pieces))
        }
    }
}
