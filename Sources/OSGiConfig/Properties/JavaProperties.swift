// SPDX-License-Identifier: Apache-2.0

import DocView

/// Reads Java's properties format as `java.util.Properties.load` does, which Sling's installer reads `.cfg` and
/// `.properties` files with: ISO 8859-1; `#` and `!` comments; `=`, `:` or white space behind a name; a backslash at the end
/// of a line joins it with the next one.
///
/// Every value is a single String. The XML form of properties, which the installer reads as well, is refused.
struct JavaProperties {
    private let source: SourceText
    private var position = 0
    private var lines = LineCounter()

    private init(_ source: SourceText) { self.source = source }

    static func properties(
        in bytes: [UInt8], limits: OSGiConfigLimits
    ) throws(OSGiConfigError) -> [OSGiProperty] {
        guard bytes.count <= limits.maximumBytes else {
            throw .limitReached(
                line: 1, description: "the file has \(bytes.count) bytes, more than \(limits.maximumBytes)")
        }
        // UTF-16 read as ISO 8859-1 has a NUL at every other place.
        if let zero = bytes.firstIndex(of: 0) {
            throw SourceText(bytes).malformed(at: zero, "a zero byte in the text")
        }
        if bytes.first == UInt8(ascii: "<") {
            throw SourceText(bytes).malformed(at: 0, "properties in the form of XML, which are not read")
        }
        var parser = JavaProperties(SourceText(bytes))
        var properties: [OSGiProperty] = []
        while let property = try parser.property() { properties.append(property) }
        return properties
    }

    private mutating func property() throws(OSGiConfigError) -> OSGiProperty? {
        while let next = source.byte(at: position),
            Self.isBlank(next) || next.isLineBreak || Self.isComment(next)
        {
            if Self.isComment(next) {
                while let next = source.byte(at: position), !next.isLineBreak { position += 1 }
            } else {
                position += 1
            }
        }
        guard position < source.bytes.count else { return nil }
        let start = position
        let line = lines.line(at: start, in: source.bytes)
        let name = try text { Self.isBlank($0) || $0 == .equals || $0 == .colon }
        let nameSpan = start..<position
        try skipBlanks()
        if let next = source.byte(at: position), next == .equals || next == .colon {
            position += 1
            try skipBlanks()
        }
        let valueStart = position
        let value = try text { _ in false }
        return OSGiProperty(
            name: name, values: [value], isMultiple: false, type: .string, span: start..<position,
            nameSpan: nameSpan, valueSpan: valueStart..<position, line: line)
    }

    /// Reads up to the end of the logical line, or up to what ends the text where no backslash stands before it.
    private mutating func text(upTo isEnd: (UInt8) -> Bool) throws(OSGiConfigError) -> String {
        var text = TextBuilder()
        while let next = source.byte(at: position), !next.isLineBreak {
            if next == .backslash {
                position += 1
                try readEscape(into: &text)
            } else if isEnd(next) {
                break
            } else {
                text.append(unit: UInt16(next))
                position += 1
            }
        }
        return text.text()
    }

    /// Reads what stands behind a backslash; a backslash that ends the file stands for nothing.
    private mutating func readEscape(into text: inout TextBuilder) throws(OSGiConfigError) {
        guard let next = source.byte(at: position) else { return }
        if next.isLineBreak { return skipLineBreak() }
        position += 1
        switch next {
        case UInt8(ascii: "t"): text.append(unit: 0x09)
        case UInt8(ascii: "n"): text.append(unit: 0x0A)
        case UInt8(ascii: "f"): text.append(unit: 0x0C)
        case UInt8(ascii: "r"): text.append(unit: 0x0D)
        case UInt8(ascii: "u"):
            var unit: UInt16 = 0
            for _ in 0..<4 {
                guard let digit = source.byte(at: position)?.hexadecimalDigit else {
                    throw source.malformed(at: position, "a \\u without four hexadecimal digits")
                }
                unit = unit << 4 | digit
                position += 1
            }
            text.append(unit: unit)
        default: text.append(unit: UInt16(next))
        }
    }

    /// White space within a logical line.
    private mutating func skipBlanks() throws(OSGiConfigError) {
        while let next = source.byte(at: position) {
            if Self.isBlank(next) {
                position += 1
            } else if next == .backslash, source.byte(at: position + 1)?.isLineBreak == true {
                position += 1
                skipLineBreak()
            } else {
                return
            }
        }
    }

    /// The line break behind a backslash, with the white space that begins the next line.
    private mutating func skipLineBreak() {
        position = source.endOfLineBreak(at: position)
        while let next = source.byte(at: position), Self.isBlank(next) { position += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == .space || byte == .tab || byte == 0x0C }

    private static func isComment(_ byte: UInt8) -> Bool {
        byte == .numberSign || byte == UInt8(ascii: "!")
    }
}
