// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import ContentRepository

/// FileVault's rule of coverage, written down a second time from its description, over a whole package at a time.
private struct DescribedWalk {
    /// What a pattern of these tests matches; as a Java pattern it is made by ``text``.
    enum Pattern {
        case exactly(String)
        case atOrBelow(String)
        case below(String)
        case named(String)

        var text: String {
            switch self {
            case .exactly(let path): path
            case .atOrBelow(let path): path + "(/.*)?"
            case .below(let path): path + "/.*"
            case .named(let name): ".*/" + name
            }
        }

        func matches(_ path: String) -> Bool {
            switch self {
            case .exactly(let own): path == own
            case .atOrBelow(let own): path == own || path.hasPrefix(own + "/")
            case .below(let own): path.hasPrefix(own + "/")
            case .named(let name): path.hasSuffix("/" + name)
            }
        }
    }

    struct Root {
        var path: String
        var rules: [(includes: Bool, pattern: Pattern)]
    }

    var roots: [Root]

    func contains(_ path: String) -> Bool {
        for root in roots where path == root.path || path.hasPrefix(root.path + "/") {
            guard let first = root.rules.first else { return true }
            let last = root.rules.last { $0.pattern.matches(path) }
            if last?.includes ?? !first.includes { return true }
        }
        return false
    }

    /// The folders and files of a package that the walk leaves: each is dropped with all that is below it.
    func left(of paths: Set<String>) -> Set<String> {
        var left: Set<String> = []
        func enter(_ path: String, wholly: Bool) {
            let keepsAll = wholly || contains(path)
            let isEntered = keepsAll || roots.contains { ($0.path + "/").hasPrefix(path + "/") }
            guard isEntered else { return }
            left.insert(path)
            for child in paths
            where child.hasPrefix(path + "/") && !child.dropFirst(path.count + 1).contains("/") {
                enter(child, wholly: keepsAll)
            }
        }
        for top in paths where !top.dropFirst().contains("/") { enter(top, wholly: false) }
        return left
    }
}

@Suite("The walk of an import through a package's folders")
struct FilterWalkTests {
    private static let names = ["a", "b", "c"]

    @Test("random filters and packages (IMS_TEST_SEED repeats one)", arguments: SeededRandom.seeds(40))
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        func path(_ depths: ClosedRange<Int>) -> String {
            (0..<random.number(depths)).map { _ in "/" + random.pick(Self.names) }.joined()
        }
        for _ in 0..<20 {
            let described = DescribedWalk(
                roots: (0..<random.number(1...3)).map { _ in
                    let root = path(1...3)
                    let rules = (0..<random.number(0...3)).map { _ -> (Bool, DescribedWalk.Pattern) in
                        let place = random.chance(percent: 70) ? root + path(0...2) : path(1...4)
                        let pattern: DescribedWalk.Pattern =
                            switch random.number(0...3) {
                            case 0: .exactly(place)
                            case 1: .atOrBelow(place)
                            case 2: .below(place)
                            default: .named(random.pick(Self.names))
                            }
                        return (random.chance(percent: 50), pattern)
                    }
                    return .init(path: root, rules: rules.map { (includes: $0.0, pattern: $0.1) })
                })
            let filters = described.roots.map { root in
                let rules = root.rules.map {
                    "<\($0.includes ? "include" : "exclude") pattern=\"\($0.pattern.text)\"/>"
                }
                return
                    "<filter root=\"\(root.path)\" mode=\"\(random.pick(["replace", "merge", "update"]))\">"
                    + rules.joined() + "</filter>"
            }
            let text = "<workspaceFilter version=\"1.0\">\(filters.joined())</workspaceFilter>"
            let filter = try WorkspaceFilter(parsing: Array(text.utf8), file: "filter.xml")
            var paths: Set<String> = []
            for _ in 0..<12 {
                var next = path(1...5)
                while !next.isEmpty {
                    paths.insert(next)
                    next = String(next[..<(next.lastIndex(of: "/") ?? next.startIndex)])
                }
            }
            let left = described.left(of: paths)
            let place = PackagePlace(packages: [], contentRoot: .top)
            for path in paths.sorted() {
                let file = try #require(RelativePath(String(path.dropFirst()) + "/.content.xml"))
                #expect(
                    try filter.reaches(place.importPath(to: file)) == left.contains(path),
                    "seed \(seed): \(path) by \(text)")
                #expect(
                    try filter.contains(path) == described.contains(path), "seed \(seed): \(path) by \(text)")
            }
        }
    }

    @Test(
        "The way to a file: its folders, and the node that it stands for",
        arguments: [
            ("conf/.content.xml", ["/conf"]), (".content.xml", []),
            ("conf/a/_jcr_content/.content.xml", ["/conf", "/conf/a", "/conf/a/jcr:content"]),
            ("conf/a.xml", ["/conf", "/conf/a"]), ("conf/a.png.dir/.content.xml", ["/conf", "/conf/a.png"]),
            (
                "apps/x/config.author/p-1.config",
                ["/apps", "/apps/x", "/apps/x/config.author", "/apps/x/config.author/p-1.config"]
            ),
            (
                "etc/packages/g/n-1.zip",
                ["/etc", "/etc/packages", "/etc/packages/g", "/etc/packages/g/n-1.zip"]
            ),
        ])
    func importPath(file: String, expected: [String]) throws {
        let root = try #require(RelativePath("jcr_root"))
        let path = try #require(RelativePath("jcr_root/" + file))
        #expect(PackagePlace(packages: [], contentRoot: root).importPath(to: path) == expected)
    }
}
