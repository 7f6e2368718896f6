// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import ContentRepository

/// Makes a random content tree on disk and notes what must be found in it.
private struct RandomTree {
    var random: SeededRandom
    let folder: TestFolder
    var nodes: [String: String] = [:]
    var links: [String] = []
    var roots: [String] = []

    /// File names and the node names that they stand for.
    private static let names = [
        ("a", "a"), ("conf", "conf"), ("_jcr_content", "jcr:content"), ("target", "target"),
        ("__x_y", "_x_y"),
        ("a%3ab", "a:b"), ("x.dir", "x"), ("é ü", "é ü"), ("[1]", "[1]"), ("-", "-"),
    ]

    mutating func fill(_ path: String, _ node: String, depth: Int) throws {
        for (name, decoded) in Self.names.shuffled(using: &random).prefix(
            Int.random(in: 0...5, using: &random))
        {
            let inner = path + "/" + name
            switch Int.random(in: 0..<10, using: &random) {
            case 0: try document(inner + ".xml", node + "/" + decodedDocument(name, decoded))
            case 1: try folder.file(inner + ".txt", docView)
            case 2: try folder.file(inner + ".xml", "<other/>")
            case 3:
                let target = ["..", "nowhere", ".content.xml", "/"].randomElement(using: &random) ?? ".."
                try folder.link(inner, to: target)
                links.append(inner)
            case 4: try folder.folder(inner + "/.git/" + name)
            case 5:
                try folder.folder(inner + "/jcr_root")
                roots.append(inner + "/jcr_root")
                if depth > 0 { try fill(inner + "/jcr_root", "", depth: depth - 1) }
            default:
                try folder.folder(inner)
                if Bool.random(using: &random) { try document(inner + "/.content.xml", node + "/" + decoded) }
                if depth > 0 { try fill(inner, node + "/" + decoded, depth: depth - 1) }
            }
        }
    }

    /// `.dir` is a folder's ending alone.
    private func decodedDocument(_ name: String, _ decoded: String) -> String {
        name == "x.dir" ? name : decoded
    }

    private mutating func document(_ path: String, _ node: String) throws {
        try folder.file(path, docView)
        nodes[path] = node
    }
}

@Suite("Random trees")
struct RandomTreeTests {
    private func make(_ seed: UInt64) throws -> RandomTree {
        var tree = RandomTree(random: SeededRandom(seed: seed), folder: try TestFolder())
        for root in ["source/jcr_root", "source/module/src/jcr_root"] {
            try tree.folder.folder(root)
            tree.roots.append(root)
            try tree.fill(root, "", depth: 5)
        }
        return tree
    }

    private func below(_ path: String) -> String { String(path.dropFirst("source/".count)) }

    @Test(
        "every document is found once, with its JCR path, every link told of",
        arguments: SeededRandom.seeds(10))
    func walk(seed: UInt64) throws {
        let made = try make(seed)
        let walk = try made.folder.open("source").walk()
        let found = Dictionary(
            walk.documents.map { ("source/" + $0.path.display, $0.nodePath) }, uniquingKeysWith: { $0 + $1 })
        #expect(found == made.nodes)
        #expect(
            walk.contentRoots.map(\.display)
                == made.roots.map(below).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        #expect(Set(walk.problems.map { "source/" + $0.path.display }) == Set(made.links))
        #expect(walk.documents.map(\.path) == walk.documents.map(\.path).sorted())
    }

    @Test("a scope finds what everything finds, less what is out of it", arguments: SeededRandom.seeds(10))
    func scope(seed: UInt64) throws {
        let tree = try make(seed).folder.open("source")
        let all = tree.walk().documents
        let scoped = tree.walk(scope: .subtrees(["/conf/a"])).documents
        let roots = Set(scoped.map(\.contentRoot))
        #expect(
            scoped
                == all.filter { document in
                    let names = document.nodePath.split(separator: "/").map(String.init)
                    return roots.contains(document.contentRoot)
                        && zip(names, ["conf", "a"]).allSatisfy { $0 == $1 }
                })
    }

    @Test(
        "some files are replaced, in place and in a copy, and nothing else changes",
        arguments: SeededRandom.seeds(10))
    func replace(seed: UInt64) throws {
        var made = try make(seed)
        let source = made.folder.at("source")
        let before = try Snapshot(source)
        let tree = try made.folder.open("source")
        let chosen = tree.walk().documents.filter { _ in Bool.random(using: &made.random) }.map(\.path)
        func replaceAll(in tree: ExportedTree) throws {
            for path in chosen {
                try tree.replace(path, with: Array("<changed/>".utf8), expecting: Array(docView.utf8))
            }
        }
        let copy = try tree.beginCopy(to: made.folder.at("copy"))
        try replaceAll(in: copy.tree)
        try copy.commit()
        #expect(try Snapshot(source) == before)
        #expect(
            try Snapshot(made.folder.at("copy")).difference(from: before) == chosen.map(\.display).sorted())

        try replaceAll(in: tree)
        let changed = Set(chosen.flatMap { [$0.display, $0.parent?.display ?? ""] })
        #expect(try Set(Snapshot(source).difference(from: before)) == changed)
        #expect(tree.walk().leftovers == [])
    }
}
