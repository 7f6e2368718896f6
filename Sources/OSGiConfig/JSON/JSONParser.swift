// SPDX-License-Identifier: Apache-2.0
import DocView

/// Reads a `.cfg.json` file: strict JSON (RFC 8259), in which comments may stand wherever white space may (OSGi
/// Compendium, chapter 150), with an object around all.
///
/// A name that occurs twice in one object is an error at any depth, as RFC 8259 leaves open which one counts.
struct JSONParser {
    let source: SourceText
    var position = 0
    private(set) var comments: [Range<Int>] = []
    private var lines = LineCounter()
    private let maximumDepth: Int

    private init(_ source: SourceText, _ limits: OSGiConfigLimits) {
        self.source = source
        self.maximumDepth = limits.maximumDepth
    }

    static func parse(_ bytes: [UInt8], limits: OSGiConfigLimits) throws(OSGiConfigError) -> JSONFile {
        let source = SourceText(bytes)
        try source.check(limits: limits)
        var parser = JSONParser(source, limits)
        var file = JSONFile()
        try parser.skipSpace()
        guard source.byte(at: parser.position) == .openBrace else {
            throw parser.malformed("no object, which a configuration is ({…})")
        }
        try parser.readObject(depth: 1, members: &file)
        try parser.skipSpace()
        guard parser.position == bytes.count else {
            throw parser.malformed("something behind the object's end")
        }
        file.comments = parser.comments
        return file
    }

    /// Reads a value of any kind.
    ///
    /// - Parameter depth: how many objects and arrays there are around it.
    private mutating func readValue(depth: Int) throws(OSGiConfigError) -> JSONValue {
        let start = position
        guard let next = source.byte(at: position) else {
            throw malformed("no value before the end of the file")
        }
        switch next {
        case .doubleQuote:
            let text = try readString()
            return JSONValue(kind: .string, span: start..<position, text: text)
        case .openBrace:
            try enter(depth + 1)
            var ignored: JSONFile?
            try readMembers(depth: depth + 1, into: &ignored)
            return JSONValue(kind: .object, span: start..<position)
        case .openBracket:
            try enter(depth + 1)
            return try readArray(depth: depth + 1)
        case UInt8(ascii: "-"), 0x30...0x39:
            try readNumber()
            return JSONValue(kind: .number, span: start..<position, text: text(start..<position))
        default:
            for (word, kind) in [("true", JSONValue.Kind.boolean), ("false", .boolean), ("null", .null)]
            where source.bytes[position...].starts(with: word.utf8) {
                position += word.utf8.count
                return JSONValue(kind: kind, span: start..<position, text: kind == .null ? "" : word)
            }
            throw malformed("no value where one was expected")
        }
    }

    private func enter(_ depth: Int) throws(OSGiConfigError) {
        guard depth <= maximumDepth else {
            throw .limitReached(
                line: source.place(of: position).line,
                description: "objects and arrays are nested deeper than \(maximumDepth) levels")
        }
    }

    /// Reads the object around all, whose members are properties.
    private mutating func readObject(depth: Int, members file: inout JSONFile) throws(OSGiConfigError) {
        try enter(depth)
        var kept: JSONFile? = file
        try readMembers(depth: depth, into: &kept)
        if let kept { file = kept }
    }

    private mutating func readMembers(depth: Int, into file: inout JSONFile?) throws(OSGiConfigError) {
        position += 1
        var list = BracketedList(open: position, close: position)
        var names: Set<[UInt8]> = []
        try skipSpace()
        if source.byte(at: position) != .closeBrace {
            while true {
                let start = position
                let line = lines.line(at: start, in: source.bytes)
                guard source.byte(at: start) == .doubleQuote else {
                    throw malformed("no name in quotes where one was expected")
                }
                let key = try readString()
                let nameSpan = (start + 1)..<(position - 1)
                guard names.insert(Array(key.utf8)).inserted else {
                    throw .duplicate(JSONTypeHint.split(key).name, line: line)
                }
                try skipSpace()
                guard source.byte(at: position) == .colon else { throw malformed("no ':' behind a name") }
                position += 1
                try skipSpace()
                let value = try readValue(depth: depth)
                list.items.append(start..<position)
                list.commas.append(nil)
                if file != nil {
                    let (member, doubt) = JSONMembers.member(
                        key: key, value: value, span: start..<position, nameSpan: nameSpan, line: line)
                    file?.members.append(member)
                    if let doubt { file?.doubts.append(doubt) }
                }
                guard try readComma(&list, closing: .closeBrace, "an object") else { break }
            }
        }
        list.close = position
        position += 1
        file?.list = list
    }

    private mutating func readArray(depth: Int) throws(OSGiConfigError) -> JSONValue {
        let start = position
        position += 1
        var list = BracketedList(open: position, close: position)
        var elements: [JSONValue] = []
        try skipSpace()
        if source.byte(at: position) != .closeBracket {
            while true {
                let element = try readValue(depth: depth)
                // Only the arrays that are values of properties are ever taken apart.
                if depth == 2 {
                    elements.append(element)
                    list.items.append(element.span)
                    list.commas.append(nil)
                }
                guard try readComma(&list, closing: .closeBracket, "an array") else { break }
            }
        }
        list.close = position
        position += 1
        return JSONValue(
            kind: .array, span: start..<position, elements: elements, list: depth == 2 ? list : nil)
    }

    /// Reads what follows an item: true after a comma, false at the closing bracket.
    private mutating func readComma(
        _ list: inout BracketedList, closing: UInt8, _ what: String
    ) throws(OSGiConfigError) -> Bool {
        try skipSpace()
        if source.byte(at: position) == closing { return false }
        guard source.byte(at: position) == .comma else {
            throw malformed(
                position == source.bytes.count
                    ? "\(what) that does not close" : "no comma or closing bracket in \(what)")
        }
        if !list.commas.isEmpty { list.commas[list.commas.count - 1] = position }
        position += 1
        try skipSpace()
        if source.byte(at: position) == closing {
            throw malformed("a comma before the closing bracket of \(what), which JSON does not have")
        }
        return true
    }

    /// White space and comments: `//` up to the end of the line, `/*` up to `*/`.
    private mutating func skipSpace() throws(OSGiConfigError) {
        while let next = source.byte(at: position) {
            let start = position
            switch (next, source.byte(at: position + 1)) {
            case (.space, _), (.tab, _), (.lineFeed, _), (.carriageReturn, _): position += 1
            case (.slash, .slash):
                while let next = source.byte(at: position), !next.isLineBreak { position += 1 }
                if source.byte(at: position) == .carriageReturn, source.byte(at: position + 1) != .lineFeed {
                    throw malformed(
                        "a comment that ends with CR alone, which not every reader takes for a line end")
                }
                comments.append(start..<position)
            case (.slash, .asterisk):
                position += 2
                while source.byte(at: position) != .asterisk || source.byte(at: position + 1) != .slash {
                    guard position < source.bytes.count else {
                        throw malformed("a comment that does not end", at: start)
                    }
                    position += 1
                }
                position += 2
                comments.append(start..<position)
            default: return
            }
        }
    }

    private func text(_ span: Range<Int>) -> String { String(decoding: source.bytes[span], as: UTF8.self) }

    func malformed(_ description: String, at offset: Int? = nil) -> OSGiConfigError {
        source.malformed(at: offset ?? position, description)
    }
}
