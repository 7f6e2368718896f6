// SPDX-License-Identifier: Apache-2.0

extension DocViewValue {
    /// Reads an attribute value (after XML parsing) as FileVault's `DocViewProperty2` does:
    /// `[ "{" type "}" ] ( value | "[" [ value { "," value } ] "]" )`, with its leniency.
    ///
    /// - Throws: ``DocViewValueError`` where FileVault would refuse the file.
    public init(docView raw: String) throws(DocViewValueError) {
        // Nearly all values: no type, no list, no escape.
        if raw.utf8.first != UInt8(ascii: "{"), raw.utf8.first != UInt8(ascii: "["),
            !raw.utf8.contains(UInt8(ascii: "\\"))
        {
            self.init(raw)
            return
        }
        var parser = DocViewValueParser()
        self = try parser.parse(raw)
    }
}

/// FileVault's state machine over UTF-16 units, the units of Java.
private struct DocViewValueParser {
    private enum State {
        case begin, type, afterType, value, escape
        case unicode(digits: Int, code: Int32)
    }

    private enum Unit {
        static let openBrace = UInt16(UInt8(ascii: "{"))
        static let closeBrace = UInt16(UInt8(ascii: "}"))
        static let openBracket = UInt16(UInt8(ascii: "["))
        static let closeBracket = UInt16(UInt8(ascii: "]"))
        static let backslash = UInt16(UInt8(ascii: "\\"))
        static let comma = UInt16(UInt8(ascii: ","))
        static let zero = UInt16(UInt8(ascii: "0"))
        static let letterU = UInt16(UInt8(ascii: "u"))
    }

    private var state = State.begin
    private var type: PropertyType?
    private var isMultiple = false
    private var text: [UInt16] = []
    private var values: [String] = []
    /// Whether the list is known to have a value although no text was seen: after a comma, or after `\0`.
    private var hasValue = false

    mutating func parse(_ raw: String) throws(DocViewValueError) -> DocViewValue {
        let units = Array(raw.utf16)
        for (index, unit) in units.enumerated() {
            try consume(unit, isLast: index == units.count - 1)
        }
        if isMultiple {
            // A list whose bracket does not close.
            if !text.isEmpty { endValue() }
        } else {
            values = [takeText()]
        }
        if type == .binary, values.contains(where: { !$0.isEmpty }) { throw .inlineBinary }
        return DocViewValue(type: type, isMultiple: isMultiple, values: values)
    }

    private mutating func consume(_ unit: UInt16, isLast: Bool) throws(DocViewValueError) {
        switch state {
        case .begin where unit == Unit.openBrace: state = .type
        case .begin, .afterType: begin(unit)
        case .type:
            if unit == Unit.closeBrace { try endType() } else { text.append(unit) }
        case .value: consumeValue(unit, isLast: isLast)
        case .escape: consumeEscaped(unit)
        case .unicode(let digits, let code): try consumeDigit(unit, digits, code)
        }
    }

    private mutating func begin(_ unit: UInt16) {
        switch unit {
        case Unit.openBracket:
            isMultiple = true
            state = .value
        case Unit.backslash: state = .escape
        default:
            text.append(unit)
            state = .value
        }
    }

    private mutating func endType() throws(DocViewValueError) {
        let name = takeText()
        type = PropertyType(rawValue: name)
        if type == nil, name != "undefined" { throw .unknownType }
        state = .afterType
    }

    private mutating func consumeValue(_ unit: UInt16, isLast: Bool) {
        switch unit {
        case Unit.backslash: state = .escape
        case Unit.comma where isMultiple: endValue()
        case Unit.closeBracket where isMultiple && isLast:
            if !text.isEmpty || hasValue { endValue() }
        default: text.append(unit)
        }
    }

    private mutating func consumeEscaped(_ unit: UInt16) {
        state = .value
        switch unit {
        case Unit.letterU: state = .unicode(digits: 0, code: 0)
        case Unit.zero: hasValue = true
        default: text.append(unit)
        }
    }

    /// Java's arithmetic: a character that is no digit counts as -1, which only sometimes makes the code negative.
    private mutating func consumeDigit(_ unit: UInt16, _ digits: Int, _ code: Int32) throws(DocViewValueError)
    {
        let digit = Unicode.Scalar(unit).flatMap { Character($0).isASCII ? Character($0).hexDigitValue : nil }
        let code = code * 16 + Int32(digit ?? -1)
        guard digits == 3 else {
            state = .unicode(digits: digits + 1, code: code)
            return
        }
        guard let escaped = UInt16(exactly: code) else { throw .faultyUnicodeEscape }
        text.append(escaped)
        state = .value
    }

    private mutating func endValue() {
        values.append(takeText())
        hasValue = true
    }

    private mutating func takeText() -> String {
        defer { text.removeAll(keepingCapacity: true) }
        return String(decoding: text, as: UTF16.self)
    }
}
