// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import IMSMigration

@Suite("Any bytes at all are a mapping or have problems")
struct MappingFuzzTests {
    private static let seedFile = Array(
        """
        path,jwt_client_id,client_id,client_secret,org_id,scopes,title,action,note
        /conf/global/settings/cloudconfigs/target,,,"p8e,""x"" ",,"openid, AdobeID",,,
        /conf/**/stock,key,new,env:SECRET,O@AdobeOrg,openid,,migrate,"two
        lines"
        ,key2,,file:secret.txt,,a b c,,,
        /conf/new,,id,{\(String(repeating: "0f", count: 32))},O@AdobeOrg,openid,Title,create,
        /conf/old/*,,,,,,,skip,\r

        """.utf8)

    private static let sources = SecretSources(
        environment: { $0 == "SECRET" ? "value" : nil },
        readFile: { path in
            guard path == "secret.txt" else { throw SecretFileProblem.missing }
            return Array("value\n".utf8)
        })

    private static let pieces: [[UInt8]] = [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xC3], [0x0D], [0x0A], [0x0D, 0x0A],
        Array("\"".utf8), Array("\"\"".utf8), Array(",".utf8), Array(";".utf8), Array("*".utf8),
        Array("**/".utf8), Array("/".utf8), Array("env:".utf8), Array("file:".utf8), Array("cmd:".utf8),
        Array("{".utf8), Array("action".utf8), Array("skip".utf8), Array("create".utf8), Array(" ".utf8),
    ]

    @Test("a file with random damage")
    func mutations() {
        let seed = SeededRandom.seed()
        var random = SeededRandom(seed: seed)
        var outcomes = (mappings: 0, problems: 0)
        for round in 0..<4_000 {
            var bytes = Self.seedFile
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.damage(&bytes, &random) }
            do throws(MappingProblems) {
                let mapping = try MappingReader.read(bytes, sources: Self.sources)
                outcomes.mappings += 1
                #expect(Self.isConsistent(mapping), "round \(round), IMS_TEST_SEED=\(seed)")
            } catch {
                outcomes.problems += 1
                #expect(Self.isConsistent(error), "round \(round), IMS_TEST_SEED=\(seed)")
            }
        }
        // Damage that nearly always or nearly never counts would test half of the reader only.
        #expect(outcomes.mappings > 100 && outcomes.problems > 100, "IMS_TEST_SEED=\(seed)")
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.insert(contentsOf: random.pick(pieces), at: start)
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 3 where start < bytes.count: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        default: bytes.replaceSubrange(start..<end, with: random.pick(pieces))
        }
    }

    /// What every mapping promises.
    private static func isConsistent(_ mapping: Mapping) -> Bool {
        let numbers = mapping.rows.map(\.row)
        return numbers == numbers.sorted() && Set(numbers).count == numbers.count
            && mapping.rows.allSatisfy { row in
                guard row.path != nil || row.jwtClientID != nil else { return false }
                guard let credential = row.credential else { return row.action == .skip }
                guard row.action != .skip, !credential.scopes.isEmpty else { return false }
                guard let secret = credential.secret.value, !secret.revealed().isEmpty else {
                    return false
                }
                return row.action != .create
                    || (row.path?.isExact == true && row.title != nil && credential.clientID != nil
                        && credential.orgID != nil)
            }
    }

    /// What every list of problems promises.
    private static func isConsistent(_ error: MappingProblems) -> Bool {
        let places = error.problems.map { ($0.row ?? 0, $0.columnNumber ?? .max) }
        return !places.isEmpty
            && zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }
            && error.problems.allSatisfy { !$0.message.isEmpty }
    }
}
