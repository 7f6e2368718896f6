// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import IMSMigration

@Suite("Paths and globs of a mapping")
struct PathPatternTests {
    @Test(
        "an exact path means itself, with or without a final slash or jcr:content",
        arguments: [
            "/conf/global/target", "/conf/global/target/", "/conf/global/target/jcr:content",
            "/conf/global/target/jcr:content/",
        ])
    func exact(written: String) throws {
        let pattern = try PathPattern(written)
        #expect(pattern.isExact)
        #expect(pattern.text == "/conf/global/target")
        #expect(pattern.matches(path: "/conf/global/target", node: "/conf/global/target/jcr:content"))
        #expect(pattern.matches(path: "/conf/global/target", node: "/conf/global/target"))
        #expect(!pattern.matches(path: "/conf/global/target2", node: "/conf/global/target2/jcr:content"))
        #expect(!pattern.matches(path: "/conf/global", node: "/conf/global"))
        #expect(!pattern.matches(path: "/conf/global/target/child", node: "/conf/global/target/child"))
    }

    @Test("a path may also be that of the node, where the configuration goes by another")
    func nodePath() throws {
        let pattern = try PathPattern("/apps/system/config/provider-a")
        #expect(
            pattern.matches(
                path: "/apps/system/config/provider-a.xml", node: "/apps/system/config/provider-a"))
    }

    @Test(
        "a glob",
        arguments: [
            // `*` stays within a name, and may stand for nothing.
            ("/conf/*/target", "/conf/global/target", true),
            ("/conf/*/target", "/conf/target", false),
            ("/conf/*/target", "/conf/a/b/target", false),
            ("/conf/target*", "/conf/target", true),
            ("/conf/target*", "/conf/target-2", true),
            ("/conf/target*", "/conf/target/child", false),
            ("/conf/*-*-x", "/conf/a-b-c-x", true),
            ("/conf/*-*-x", "/conf/a-x", false),
            ("/conf/*", "/conf/a", true),
            ("/conf/*", "/conf", false),
            // `**` goes across names, and may stand for no name.
            ("/conf/**/target", "/conf/target", true),
            ("/conf/**/target", "/conf/a/target", true),
            ("/conf/**/target", "/conf/a/b/c/target", true),
            ("/conf/**/target", "/conf/a/mytarget", false),
            ("/conf/**/target", "/confidential/target", false),
            ("/conf/**", "/conf/a/b", true),
            ("/conf/**", "/conf", true),
            ("/conf/**", "/confidential", false),
            ("/**/target", "/target", true),
            ("/**/target", "/conf/target", true),
            ("**/target", "/conf/a/target", true),
            ("**", "/conf/a", true),
            ("*/target", "/conf/target", true),
            ("*/target", "/conf/a/target", false),
            ("/conf/**/x/**/target", "/conf/x/target", true),
            ("/conf/**/x/**/target", "/conf/a/x/b/target", true),
            ("/conf/**/x/**/target", "/conf/a/b/target", false),
            // Beside other letters `**` is any text.
            ("/conf/**target", "/conf/a/mytarget", true),
            ("/conf/a**z", "/conf/ab/yz", true),
            ("/conf/a***z", "/conf/ab/yz", true),
            // A final jcr:content counts for as little as in an exact path.
            ("/conf/*/jcr:content", "/conf/a", true),
            // Everything else means itself.
            ("/conf/*.x", "/conf/ay", false),
            ("/conf/[ab]*?", "/conf/[ab]c?", true),
            ("/conf/*/ü", "/conf/a/ü", true),
        ])
    func glob(written: String, path: String, isMatch: Bool) throws {
        let pattern = try PathPattern(written)
        #expect(!pattern.isExact)
        #expect(pattern.matches(path: path, node: path + "/jcr:content") == isMatch)
    }

    @Test(
        "a text that is no path",
        arguments: [
            ("", PathPattern.Problem.notAbsolute), ("conf/target", .notAbsolute), ("~/x", .notAbsolute),
            ("/", .emptyName), ("//", .emptyName), ("/conf//target", .emptyName),
            ("/conf/target//", .emptyName), ("/jcr:content", .emptyName), ("//*", .emptyName),
        ])
    func refused(written: String, problem: PathPattern.Problem) {
        #expect(throws: problem) { try PathPattern(written) }
    }

    @Test("many stars do not multiply the work")
    func manyStars() throws {
        let pattern = try PathPattern("/**" + String(repeating: "/**/a*a*a*a*b", count: 20))
        let path = String(repeating: "/" + String(repeating: "a", count: 40), count: 40)
        #expect(!pattern.matches(path: path, node: path))
    }

    @Test("random globs agree with a plain definition")
    func agreesWithDefinition() throws {
        let seed = SeededRandom.seed()
        var random = SeededRandom(seed: seed)
        for _ in 0..<5_000 {
            let written = "/" + random.text(of: ["a", "b", "*", "**", "/"], longest: 7)
            guard let pattern = try? PathPattern(written) else { continue }
            let path = "/" + random.text(of: ["a", "b", "ab", "/a"], longest: 5)
            let isMatch = Self.plainMatch(pattern.text[...], path[...])
            #expect(
                pattern.matches(path: path, node: path) == isMatch,
                "\(written) on \(path), IMS_TEST_SEED=\(seed)")
        }
    }

    /// The definition, as slow as it comes.
    private static func plainMatch(_ pattern: Substring, _ path: Substring) -> Bool {
        if pattern.isEmpty { return path.isEmpty }
        let stars = pattern.prefix { $0 == "*" }.count
        if pattern.first == "/" {
            let name = pattern.dropFirst().prefix { $0 != "/" }
            if name.count > 1, name.allSatisfy({ $0 == "*" }) {
                let rest = pattern.dropFirst(1 + name.count)
                return plainMatch(rest, path)
                    || (path.first == "/"
                        && path.indices.dropFirst().contains { plainMatch(rest, path[$0...]) })
                    || (path.first == "/" && plainMatch(rest, ""))
            }
        }
        if stars > 0 {
            let rest = pattern.dropFirst(stars)
            if plainMatch(rest, path) { return true }
            guard let first = path.first, stars > 1 || first != "/" else { return false }
            return plainMatch(pattern, path.dropFirst())
        }
        return path.first == pattern.first && plainMatch(pattern.dropFirst(), path.dropFirst())
    }
}
