// SPDX-License-Identifier: Apache-2.0
import DocView

/// A docview file is read, or refused with a typed error; and what is read can be edited without changing anything else.
enum DocViewEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        _ = DocViewDetection.isDocView(head: bytes.prefix(DocViewDetection.headLength))
        if bytes.contains(0xFF) { _ = try? DocViewDocument(parsing: bytes) }
        var input = FuzzInput(bytes)
        guard let document = try? DocViewDocument(parsing: input.file) else { return }
        try checkPlaces(document)
        try excerpt(document, &input.choices)
        try edit(document, &input.choices)
    }

    /// Splicing nothing gives the same bytes, and every place is where it says.
    private static func checkPlaces(_ document: DocViewDocument) throws(BrokenPromise) {
        let same = try expectNoError("no edits") { try document.applying([]) }
        try expect(same == document.bytes, "splicing nothing gives the same bytes")
        try expect(!document.nodes.isEmpty, "a document has a root")
        var end = 0
        for node in document.nodes {
            let tag = node.startTag
            try expect(
                tag.lowerBound >= end && tag.upperBound <= document.bytes.count, "tags follow each other")
            let first = document.bytes[tag.lowerBound]
            let last = document.bytes[tag.upperBound - 1]
            try expect(first == UInt8(ascii: "<") && last == UInt8(ascii: ">"), "a tag is from < to >")
            end = tag.upperBound
            var position = tag.lowerBound
            for property in node.properties {
                try expect(property.span.lowerBound > position, "properties follow each other")
                try expect(
                    property.span.lowerBound < property.nameSpan.lowerBound
                        && property.nameSpan.upperBound < property.valueSpan.lowerBound
                        && property.valueSpan.upperBound == property.span.upperBound - 1
                        && property.span.upperBound < tag.upperBound, "the parts of a property are in it")
                try expect(
                    document.bytes[property.nameSpan].elementsEqual(property.rawName.utf8),
                    "a name is at its place")
                position = property.span.upperBound - 1
            }
        }
    }

    /// Parts of up to three nodes make a file of their own, in which these parts are as they were and all others are kept; or
    /// are refused in words.
    private static func excerpt(_ document: DocViewDocument, _ choices: inout Choices) throws(BrokenPromise) {
        var wanted: [Int: Set<String>] = [:]
        for _ in 0...choices.number(below: 3) {
            let index = choices.number(below: document.nodes.count)
            wanted[index] = Set(
                document.nodes[index].properties.map(\.name).filter {
                    DocViewExcerpt.canKeep($0) && choices.number(below: 2) == 0
                })
        }
        guard let bytes = try? document.excerpt(DocViewExcerpt(changed: wanted)) else { return }
        let excerpt = try expectNoError("an excerpt can be read") { try DocViewDocument(parsing: bytes) }
        for (index, names) in wanted {
            let parts = parts(of: document, index, names)
            let isThere = excerpt.nodes.indices.contains { Self.parts(of: excerpt, $0, names) == parts }
            try expect(isThere, "node \(index) is in the excerpt")
        }
    }

    /// What tells a node from others: its path, and some of its properties.
    private static func parts(of document: DocViewDocument, _ index: Int, _ names: Set<String>) -> [String] {
        document.path(ofNodeAt: index)
            + document.nodes[index].properties.filter { names.contains($0.name) }.map {
                "\($0.name)=\($0.rawValue)"
            }
    }

    /// Random changes of up to three nodes: refused in words, or made exactly.
    private static func edit(_ document: DocViewDocument, _ choices: inout Choices) throws(BrokenPromise) {
        var plan: [(node: Int, changes: [PropertyChange])] = []
        var edits: [ByteEdit] = []
        for _ in 0...choices.number(below: 3) {
            let index = choices.number(below: document.nodes.count)
            let changes = changes(of: document.nodes[index], &choices)
            guard !plan.contains(where: { $0.node == index }) else { continue }
            do throws(DocViewError) {
                edits += try document.edits(for: changes, ofNodeAt: index)
                plan.append((index, changes))
            } catch {
                guard case .editImpossible = error else { throw BrokenPromise("edits: \(error)") }
            }
        }
        let bytes = try expectNoError("edits do not overlap") { try document.applying(edits) }
        let edited: DocViewDocument
        do throws(DocViewError) {
            edited = try DocViewVerification.check(original: document, changes: plan, edited: bytes)
        } catch {
            // More attributes, or longer values, than may be.
            if case .limitReached = error { return }
            throw BrokenPromise("what was edited verifies: \(error)")
        }
        for (node, changes) in plan {
            let more = try expectNoError("the same changes again") {
                try edited.edits(for: changes, ofNodeAt: node)
            }
            try expect(more.isEmpty, "a second run changes nothing")
        }
        try tamper(document, plan, edits, bytes, &choices)
    }

    private static func changes(of node: DocViewNode, _ choices: inout Choices) -> [PropertyChange] {
        let names = node.properties.map(\.name)
        return (0...choices.number(below: 4)).map { _ in
            let name =
                switch choices.number(below: 4) {
                case 0 where !names.isEmpty: choices.pick(names)
                case 1: choices.text()
                default:
                    choices.pick(["clientId", "aaa", "zzz", "jcr:title", "xml:lang", "cq:tags", "a b", "2"])
                }
            if choices.number(below: 4) == 0 { return .remove(name: name) }
            let value =
                choices.number(below: 2) == 0
                ? choices.text()
                : choices.pick(["", "{a}", "[b", "c,d\\", "\"'&<>\t\r\n", "\u{0}\u{FFFE}😀", "oauth"])
            return .set(name: name, value: value)
        }
    }

    /// A byte that no edit wrote, changed, must be noticed.
    private static func tamper(
        _ document: DocViewDocument, _ plan: [(node: Int, changes: [PropertyChange])], _ edits: [ByteEdit],
        _ bytes: [UInt8], _ choices: inout Choices
    ) throws(BrokenPromise) {
        var isWritten = [Bool](repeating: false, count: bytes.count)
        var shift = 0
        for edit in edits.sortedByPlace() {
            let start = edit.range.lowerBound + shift
            for offset in start..<(start + edit.replacement.count) { isWritten[offset] = true }
            shift += edit.replacement.count - edit.range.count
        }
        let offset = choices.number(below: bytes.count)
        var wrong = bytes
        wrong[offset] = UInt8(choices.number(below: 256))
        guard !isWritten[offset], wrong != bytes else { return }
        let isNoticed =
            (try? DocViewVerification.check(original: document, changes: plan, edited: wrong)) == nil
        try expect(isNoticed, "byte \(offset), changed behind the edits, is noticed")
    }
}
