// SPDX-License-Identifier: Apache-2.0

import DocView

/// The lines of a docview file as they may be shown: every value that is not known to be harmless, every comment and
/// all character data give way to placeholders. Markup and line breaks stay, so that lines keep their numbers.
struct MaskedText {
    private let document: DocViewDocument
    private let disclosure: ValueDisclosure
    private let configurations: Set<Int>
    private var output: [UInt8] = []

    /// The shown lines of `document`, without line breaks, one for each line of its bytes.
    ///
    /// `configurations` are the nodes whose properties mean what the profiles say; all others are somebody else's.
    static func lines(
        of document: DocViewDocument, disclosure: ValueDisclosure, configurations: Set<Int>
    ) -> [String] {
        var text = MaskedText(document, disclosure, configurations)
        text.mask()
        return LineTable(document.bytes).shown(as: text.output)
    }

    private init(_ document: DocViewDocument, _ disclosure: ValueDisclosure, _ configurations: Set<Int>) {
        self.document = document
        self.disclosure = disclosure
        self.configurations = configurations
    }

    private mutating func mask() {
        // A byte order mark is no text.
        var position = document.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for (index, node) in document.nodes.enumerated() {
            maskBetweenTags(position..<node.startTag.lowerBound)
            position = node.startTag.lowerBound
            for property in node.properties {
                output += document.bytes[position..<property.valueSpan.lowerBound]
                maskValue(of: property, isConfiguration: configurations.contains(index))
                position = property.valueSpan.upperBound
            }
            output += document.bytes[position..<node.startTag.upperBound]
            position = node.startTag.upperBound
        }
        maskBetweenTags(position..<document.bytes.count)
    }

    private mutating func maskValue(of property: DocViewProperty, isConfiguration: Bool) {
        let value = property.value.map { PropertyNode.Value($0.values, isMultiple: $0.isMultiple) }
        let raw = document.bytes[property.valueSpan]
        let decoded = value ?? PropertyNode.Value([property.rawValue])
        let text =
            isConfiguration
            ? disclosure.text(of: property.name, value: decoded)
            : disclosure.textBesideConfigurations(of: property.name, value: decoded)
        // A value that may be shown whole is shown as it is written.
        if value != nil, text == decoded.text {
            output += raw
        } else {
            let quote = document.bytes[property.valueSpan.lowerBound - 1]
            output += Self.attributeText(text, quote: quote) + raw.filter { $0 == UInt8(ascii: "\n") }
        }
    }

    /// `text` so that it stays one attribute value on one line, whatever it holds.
    private static func attributeText(_ text: String, quote: UInt8) -> [UInt8] {
        text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "&"): Array("&amp;".utf8)
            case UInt8(ascii: "<"): Array("&lt;".utf8)
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                byte != quote ? [byte] : Array((byte == UInt8(ascii: "'") ? "&apos;" : "&quot;").utf8)
            case 0..<0x20: Array("&#x\(String(byte, radix: 16));".utf8)
            default: [byte]
            }
        }
    }

    /// Between start tags there are end tags, the XML declaration, white space, comments, instructions and text.
    private mutating func maskBetweenTags(_ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let rest = document.bytes[position..<range.upperBound]
            if let end = Self.end(of: "<!--", "-->", in: rest) {
                mask(position..<end, "<!-- ", " -->")
                position = end
            } else if let end = Self.end(of: "<![CDATA[", "]]>", in: rest) {
                mask(position..<end, "<![CDATA[", "]]>")
                position = end
            } else if let end = Self.end(of: "<?", "?>", in: rest) {
                if rest.starts(with: "<?xml ".utf8) {
                    output += document.bytes[position..<end]
                } else {
                    mask(position..<end, "<?", "?>")
                }
                position = end
            } else if let end = Self.end(of: "</", ">", in: rest) {
                output += document.bytes[position..<end]
                position = end
            } else {
                let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "<")) ?? range.upperBound
                maskText(position..<end)
                position = end
            }
        }
    }

    /// A placeholder for each line of a construct.
    private mutating func mask(_ range: Range<Int>, _ opening: String, _ closing: String) {
        let lineBreaks = document.bytes[range].count { $0 == UInt8(ascii: "\n") }
        let placeholders = Array(repeating: "…", count: lineBreaks + 1).joined(separator: "\n")
        output += Array("\(opening)\(placeholders)\(closing)".utf8)
    }

    /// Lines of white space stay, other lines of character data give way.
    private mutating func maskText(_ range: Range<Int>) {
        let lines = document.bytes[range].split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let shown = lines.map { line in
            line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) } ? Array(line) : Array("…".utf8)
        }
        output += shown.joined(separator: [UInt8(ascii: "\n")])
    }

    /// Where a construct that `bytes` begin with ends, or nil where they begin with something else.
    private static func end(of opening: String, _ closing: String, in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.starts(with: opening.utf8) else { return nil }
        let body = bytes.dropFirst(opening.utf8.count)
        let closing = Array(closing.utf8)
        var position = body.startIndex
        while let candidate = body[position...].firstIndex(of: closing[0]) {
            if body[candidate...].starts(with: closing) { return candidate + closing.count }
            position = candidate + 1
        }
        return nil
    }
}
