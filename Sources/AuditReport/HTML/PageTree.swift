// SPDX-License-Identifier: Apache-2.0

/// The repository as a tree of the folders that hold configurations.
///
/// It is a list of what opens, stands in and closes the lists of the page, so that no depth of a repository is one of
/// this program.
struct PageTree {
    struct Folder {
        let name: String
        let count: String
        let isOpen: Bool
    }

    struct Leaf {
        let anchor: String
        let name: String
        let state: PageWords.Tag
        let outcome: String?
    }

    struct Step {
        let folder: Folder?
        let leaf: Leaf?
        let isEnd: Bool
    }

    private(set) var steps: [Step] = []

    /// Browsers stop at some hundred elements in each other; what is deeper stands in one line.
    private static let deepest = 24
    /// A tree of more configurations than these shows its first two levels.
    private static let mostOpen = 150

    private struct Item {
        let names: [String]
        let index: Int
    }

    private let record: RunRecord
    private let anchors: [String]

    init(_ record: RunRecord, anchors: [String]) {
        self.record = record
        self.anchors = anchors
        let items = record.configurations.enumerated().map { index, entry in
            Item(names: JCRNames.of(entry.path), index: index)
        }
        // By scalars, as everything that has to be the same everywhere.
        let sorted = items.sorted { left, right in
            left.names.lexicographicallyPrecedes(right.names) {
                $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
            }
        }
        add(sorted[...], from: 0, depth: 0)
    }

    /// Adds `items`, which have all names before `start` in common.
    private mutating func add(_ items: ArraySlice<Item>, from start: Int, depth: Int) {
        var rest = items
        while let first = rest.first {
            let name = first.names[start]
            let group = rest.prefix { $0.names[start] == name }
            rest = rest.dropFirst(group.count)
            for item in group.prefix(while: { $0.names.count == start + 1 }) {
                addLeaf(item, from: start, depth: depth)
            }
            let inside = group.drop { $0.names.count == start + 1 }
            guard inside.count > 1, depth < Self.deepest, let model = inside.first else {
                for item in inside { addLeaf(item, from: start, depth: depth) }
                continue
            }
            // Folders with nothing but one folder in them are one line.
            var end = start + 1
            while inside.allSatisfy({ $0.names.count > end + 1 && $0.names[end] == model.names[end] }) {
                end += 1
            }
            let isOpen = record.configurations.count <= Self.mostOpen || depth < 2
            steps.append(
                Step(
                    folder: Folder(
                        name: Self.label(model.names[start..<end], depth: depth) + "/",
                        count: FigureText.grouped(inside.count), isOpen: isOpen),
                    leaf: nil, isEnd: false))
            add(inside, from: end, depth: depth + 1)
            steps.append(Step(folder: nil, leaf: nil, isEnd: true))
        }
    }

    private mutating func addLeaf(_ item: Item, from start: Int, depth: Int) {
        let entry = record.configurations[item.index]
        let leaf = Leaf(
            anchor: anchors[item.index], name: Self.label(item.names[start...], depth: depth),
            state: PageWords.state(entry.classification), outcome: PageWords.outcome(entry)?.word)
        steps.append(Step(folder: nil, leaf: leaf, isEnd: false))
    }

    private static func label(_ names: ArraySlice<String>, depth: Int) -> String {
        HarmlessText.line((depth == 0 ? "/" : "") + names.joined(separator: "/"))
    }
}

/// The names of a JCR path.
enum JCRNames {
    /// The names from the root down; never none.
    static func of(_ path: String) -> [String] {
        // By bytes: a slash with a combining mark after it is another character, but the same separator.
        let names = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        return names.isEmpty ? [path] : names
    }
}
