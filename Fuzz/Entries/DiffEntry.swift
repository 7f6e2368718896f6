// SPDX-License-Identifier: Apache-2.0
import DocView
import IMSMigration
import OSGiConfig

/// The diff of an edited file, docview or OSGi: it says of every line what became of it, and shows no secret.
///
/// Two files for each input: the one that its bytes are, and one that its decisions build, in layouts that people have.
enum DiffEntry {
    /// In every value, comment and text that must not be shown, be it in the file or written into it.
    private static let canary = "Zq7Canary"
    private static let profiles = Result { try BuiltInProfiles.all() }

    /// Names whose values are shown, and names whose values never are.
    private static let open = [
        "apiKey", "authServerUrl", "orgId", "auth.token.provider.client.id", "auth.token.provider.scope",
    ]
    private static let closed = [
        "clientSecret", "auth.ims.client.secret", "unknown", "jwtClaims",
        "auth.token.provider.default.claims",
    ]

    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(bytes)
        let isNode = input.choices.number(below: 2) == 0
        let format = input.choices.pick([OSGiFormat.felix, .json])
        let built =
            isNode
            ? document(&input.choices) : format == .felix ? felix(&input.choices) : json(&input.choices)
        for (file, isBuilt) in [(input.file, false), (Array(built.utf8), true)] {
            if let document = try? DocViewDocument(parsing: file) {
                try edit(.docView(document), storage: "cloudconfig", isBuilt, &input.choices)
            }
            for format in [OSGiFormat.felix, .json] {
                guard let configuration = try? OSGiConfiguration(parsing: file, format: format) else {
                    continue
                }
                try edit(.configuration(configuration), storage: "osgi", isBuilt, &input.choices)
            }
        }
    }

    // MARK: Edits

    private static func edit(
        _ document: StoredDocument, storage: String, _ isBuilt: Bool, _ choices: inout Choices
    ) throws(BrokenPromise) {
        let profiles = try expectNoError("the built-in profiles") { try self.profiles.get() }
        var names = [[String]()]
        switch document {
        case .docView(let document): names = document.nodes.map { $0.properties.map(\.name) }
        case .configuration(let configuration): names = [configuration.properties.map(\.name)]
        }
        var changes: [(nodeIndex: Int, changes: [PlannedChange])] = []
        for _ in 0...choices.number(below: 3) {
            let index = choices.number(below: names.count)
            guard !changes.contains(where: { $0.nodeIndex == index }) else { continue }
            changes.append((index, self.changes(names[index], &choices)))
        }
        let plan: FilePlan
        do throws(RewritingError) {
            plan = try FilePlan(
                document: document, changes: changes, name: "f",
                disclosure: ValueDisclosure(profiles: profiles, storage: storage))
        } catch {
            return try expect(!error.description.contains(canary), "no secret in an error")
        }
        try MigrationEntry.checkHunks(plan.diff)
        try checkLines(plan)
        // An input of the fuzzer's own can have it anywhere.
        try expect(!isBuilt || !plan.diff.contains(canary), "no secret in the diff")
    }

    private static func changes(_ names: [String], _ choices: inout Choices) -> [PlannedChange] {
        var used: Set<String> = []
        var changes: [PlannedChange] = []
        for _ in 0...choices.number(below: 4) {
            let name = choices.pick(choices.number(below: 3) == 0 ? open + closed : names + ["clientSecret"])
            guard used.insert(name.lowercased()).inserted else { continue }
            let isOpen = open.contains(name)
            let text = (isOpen ? "" : canary) + choices.pick(["", "x", "\n\"", ",]\\", "é\u{2028}\r\n"])
            var change = PlannedChange(property: name, kind: .changed)
            switch choices.number(below: 4) {
            case 0: change = PlannedChange(property: name, kind: .removed)
            case 1: change.after = .value(.init([text, text], isMultiple: true))
            case 2 where isOpen: change.after = .text(text)
            default: change.after = .secret(Secret(text))
            }
            changes.append(change)
        }
        return changes
    }

    // MARK: Promises

    /// The lines that no hunk holds are the same before and after, and the hunks are within the files.
    private static func checkLines(_ plan: FilePlan) throws(BrokenPromise) {
        let before = lines(plan.before)
        let after = lines(plan.after)
        var (old, new) = (0, 0)
        for hunk in hunks(plan.diff) {
            try expect(hunk.old.upperBound <= before.count, "a hunk is within the file before")
            try expect(hunk.new.upperBound <= after.count, "a hunk is within the file after")
            try expect(hunk.old.lowerBound >= old && hunk.new.lowerBound >= new, "hunks follow each other")
            try expect(
                before[old..<hunk.old.lowerBound] == after[new..<hunk.new.lowerBound],
                "what is between hunks is the same")
            (old, new) = (hunk.old.upperBound, hunk.new.upperBound)
        }
        try expect(before[old...] == after[new...], "what is behind the hunks is the same")
    }

    private static func lines(_ bytes: [UInt8]) -> ArraySlice<ArraySlice<UInt8>> {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            lines.append(bytes[start..<end])
            start = end
        }
        return lines[...]
    }

    private static func hunks(_ diff: String) -> [(old: Range<Int>, new: Range<Int>)] {
        diff.utf8.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: "@@ -".utf8) }.compactMap {
            let numbers = String($0)?.split { !"0123456789".contains($0) }.compactMap { Int($0) } ?? []
            guard numbers.count == 4 else { return nil }
            func range(_ first: Int, _ count: Int) -> Range<Int> {
                let start = count == 0 ? first : first - 1
                return start..<start + count
            }
            return (range(numbers[0], numbers[1]), range(numbers[2], numbers[3]))
        }
    }

    // MARK: Files in the layouts that people have

    private static func lineBreak(_ choices: inout Choices) -> String { choices.pick(["\n", "\r\n"]) }

    private static func name(_ choices: inout Choices) -> String { choices.pick(open + closed) }

    private static func text(for name: String, _ choices: inout Choices) -> String {
        (open.contains(name) ? "" : canary) + choices.pick(["", "a", "some words", "é"])
    }

    private static func felix(_ choices: inout Choices) -> String {
        let end = lineBreak(&choices)
        var text = choices.pick(["", "# \(canary)\(end)", end])
        var names: [String] = []
        for _ in 0..<choices.number(below: 5) {
            let name = name(&choices)
            if !names.contains(name) { names.append(name) }
        }
        for name in names {
            text += name + choices.pick(["=", " = "])
            func value() -> String {
                "\"" + self.text(for: name, &choices)
                    + choices.pick(["", "", "\\\(end)more", "\(end)\(end)"]) + "\""
            }
            switch choices.number(below: 3) {
            case 0: text += value()
            case 1:
                let (open, close) = choices.pick([("[", "]"), ("(", ")")])
                text +=
                    open + (0..<choices.number(below: 3)).map { _ in value() }.joined(separator: ",") + close
            default:
                text += "[ \\" + end
                for _ in 0..<choices.number(below: 4) { text += "  \(value()), \\\(end)" }
                text += choices.pick(["  ]", "\\\(end) ]", "]"])
            }
            text += choices.pick([end, end, end + "# \(canary)" + end, end + end])
        }
        // One in two ends where its last value does.
        if choices.number(below: 2) == 0 {
            while text.unicodeScalars.last.map({ "\r\n".unicodeScalars.contains($0) }) == true {
                text.unicodeScalars.removeLast()
            }
        }
        return text
    }

    private static func json(_ choices: inout Choices) -> String {
        let end = lineBreak(&choices)
        var members: [String] = []
        for name in (open + closed).shuffled(&choices).prefix(choices.number(below: 6)) {
            func value() -> String { "\"\(self.text(for: name, &choices))\"" }
            let count = choices.number(below: 4)
            let list =
                "[\(end)    " + (0..<count).map { _ in value() }.joined(separator: ",\(end)") + "\(end)]"
            members.append("\"\(name)\"\(choices.pick([":", " : "]))\(choices.pick([value(), list]))")
        }
        let comment = choices.pick(["", "// \(canary)\(end)", "/* \(canary)\(end)*/ "])
        return comment + "{" + choices.pick(["", end + "  "])
            + members.joined(separator: choices.pick([", ", ",\(end)  "])) + choices.pick(["", end]) + "}"
            + choices.pick(["", end, "\(end)// \(canary)", "/*\(end)\(canary)\(end)*/"])
    }

    private static func document(_ choices: inout Choices) -> String {
        let end = lineBreak(&choices)
        func attributes() -> String {
            (open + closed).shuffled(&choices).prefix(choices.number(below: 6)).map { name in
                let quote = choices.pick(["\"", "'"])
                let value = self.text(for: name, &choices) + choices.pick(["", "", end, "\(end)x\(end)"])
                return choices.pick([" ", end + "    "]) + name + choices.pick(["=", " = "]) + quote + value
                    + quote
            }.joined()
        }
        func between() -> String {
            choices.pick([
                "", end, "\(end)  ", canary, "\(end)\(canary)\(end)", "<!-- \(canary)\(end)\(end)-->",
                "<?p \(canary)\(end)?>", "<![CDATA[\(canary)\(end)]]>",
            ])
        }
        var text = choices.pick(["", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\(end)", "\u{FEFF}"])
        text += choices.pick(["", "<!--\(end)\(canary)-->\(end)"])
        text += "<jcr:root xmlns:jcr=\"http://www.jcp.org/jcr/1.0\"\(attributes())>"
        for _ in 0..<choices.number(below: 4) {
            text += between() + "<a\(choices.pick(["", " "]))\(attributes())"
            text += choices.pick(["/>", ">\(between())</a>", ">\(end)</a\(end)>"])
        }
        return text + between() + "</jcr:root>"
            + choices.pick(["", end, "<!-- \(canary)-->", "\(end)<?p \(canary)\(end)?>\(end)", end + end])
    }
}

extension Array {
    fileprivate func shuffled(_ choices: inout Choices) -> [Element] {
        var rest = self
        var result: [Element] = []
        while !rest.isEmpty { result.append(rest.remove(at: choices.number(below: rest.count))) }
        return result
    }
}
