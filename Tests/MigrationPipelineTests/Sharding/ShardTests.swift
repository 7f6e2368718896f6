// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import MigrationPipeline

@Suite("The part that a path belongs to")
struct ShardTests {
    /// Computed by `sha256sum` and a shell, as docs/sharding.md says. They never change: machines with different versions
    /// of the tool share a run.
    @Test(
        "golden values, the same on every machine and in every version",
        arguments: [
            ("/conf/global/settings/cloudconfigs/target", [1: 1, 2: 1, 3: 2, 7: 4, 10000: 4293]),
            (
                "/conf/larchfield/settings/cloudconfigs/2024 summer campaign",
                [1: 1, 2: 2, 3: 3, 7: 3, 10000: 3730]
            ),
            (
                "/apps/system/config/com.adobe.granite.auth.oauth.accesstoken.provider-1f2e.config",
                [1: 1, 2: 2, 3: 3, 7: 2, 10000: 6226]
            ),
            ("/conf/gr\u{F6}\u{DF}e/settings/cloudconfigs/\u{1F511}", [1: 1, 2: 1, 3: 2, 7: 7, 10000: 8687]),
            ("", [1: 1, 2: 1, 3: 3, 7: 2, 10000: 2611]),
        ] as [(path: String, parts: [Int: Int])])
    func golden(_ path: String, _ parts: [Int: Int]) {
        for (count, index) in parts { #expect(Shard.index(of: path, count: count) == index) }
    }

    @Test("every path is in exactly one of the parts, and each part gets its share")
    func spread() {
        let paths = (0..<7000).map { "/conf/tenant\($0)/settings/cloudconfigs/target" }
        let parts = Dictionary(grouping: paths) { Shard.index(of: $0, count: 7) }
        #expect(parts.keys.sorted() == Array(1...7))
        #expect(parts.values.allSatisfy { (800...1200).contains($0.count) })
    }

    @Test("K/N is decimal digits, from 1 to N, and N has a limit")
    func text() {
        #expect(Shard("2/3") == Shard(index: 2, count: 3))
        #expect(Shard("1/1") != nil)
        #expect(Shard("10000/10000") != nil)
        for text in [
            "0/3", "4/3", "1/0", "a/b", " 1/2", "1/10001", "01/2", "1/02", "-1/2", "1", "", "/", "1//2",
        ] {
            #expect(Shard(text) == nil, "\(text)")
        }
    }
}
