// SPDX-License-Identifier: Apache-2.0

import DocView

/// The lines of a docview file as they may be shown: every value that is not known to be harmless, every comment and
/// all character data give way to placeholders. Markup and line breaks stay, so that lines keep their numbers.
struct MaskedText {
    private let document: DocViewDocument
    private let disclosure: ValueDisclosure
    private var output: [UInt8] = []

    /// The shown lines of `document`, without line breaks, one for each line of its bytes.
    static func lines(of document: DocViewDocument, disclosure: ValueDisclosure) -> [String] {
        var text = MaskedText(document, disclosure)
        text.mask()
        var lines = text.output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
    }

    private init(_ document: DocViewDocument, _ disclosure: ValueDisclosure) {
        self.document = document
        self.disclosure = disclosure
    }

    private mutating func mask() {
        var position = 0
        for node in document.nodes {
            maskBetweenTags(position..<node.startTag.lowerBound)
            position = node.startTag.lowerBound
            for property in node.properties {
                output += document.bytes[position..<property.valueSpan.lowerBound]
                maskValue(of: property)
                position = property.valueSpan.upperBound
            }
            output += document.bytes[position..<node.startTag.upperBound]
            position = node.startTag.upperBound
        }
        maskBetweenTags(position..<document.bytes.count)
    }

    private mutating func maskValue(of property: DocViewProperty) {
        let value = property.value.map { PropertyNode.Value($0.values, isMultiple: $0.isMultiple) }
        let raw = document.bytes[property.valueSpan]
        let decoded = value ?? PropertyNode.Value([property.rawValue])
        let text = disclosure.text(of: property.name, value: decoded)
        // A value that may be shown whole is shown as it is written.
        if value != nil, text == decoded.text {
            output += raw
        } else {
            output += Array(text.utf8) + raw.filter { $0 == UInt8(ascii: "\n") }
        }
    }

    /// Between start tags there are end tags, the XML declaration, white space, comments, instructions and text.
    private mutating func maskBetweenTags(_ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let rest = document.bytes[position..<range.upperBound]
            if let end = Self.end(of: "<!--", "-->", in: rest) {
                replace(position..<end, by: "<!-- … -->")
                position = end
            } else if let end = Self.end(of: "<![CDATA[", "]]>", in: rest) {
                replace(position..<end, by: "<![CDATA[…]]>")
                position = end
            } else if let end = Self.end(of: "<?", "?>", in: rest) {
                if rest.starts(with: "<?xml ".utf8) {
                    output += document.bytes[position..<end]
                } else {
                    replace(position..<end, by: "<?…?>")
                }
                position = end
            } else if let end = Self.end(of: "</", ">", in: rest) {
                output += document.bytes[position..<end]
                position = end
            } else {
                let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "<")) ?? range.upperBound
                let text = document.bytes[position..<end]
                let isBlank = text.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
                if isBlank { output += text } else { replace(position..<end, by: "…") }
                position = end
            }
        }
    }

    private mutating func replace(_ range: Range<Int>, by placeholder: String) {
        output += Array(placeholder.utf8) + document.bytes[range].filter { $0 == UInt8(ascii: "\n") }
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
