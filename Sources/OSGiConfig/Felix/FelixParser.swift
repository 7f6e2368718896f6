// SPDX-License-Identifier: Apache-2.0
import DocView

/// Reads Felix's format: `name = [ type ] ( '"' text '"' | '[' list ']' | '(' list ')' )`, and `#` comments between
/// properties.
///
/// What is accepted, and what it means, is what `org.apache.felix.cm.file.ConfigurationHandler` reads, in release
/// 1.8.12, which Sling's installer has had inside since its release 3.8.0, and in those up to 1.9.26. That reader hardly
/// ever fails: at what it does not understand it drops a property, or quietly stops and loses the rest of the file.
/// All such places are errors here. So are places that its releases read differently, if one of the readings is not
/// plainly what was meant; else they are a doubt:
///
/// - White space around `=`: since 1.9.20 it does not count. Before, the white space belongs to the name, or ends
///   the reading (FELIX-5690).
/// - A space in a value needs its backslash in 1.9.20 only (FELIX-6406), and is accepted.
/// - A byte order mark, which Felix takes for the beginning of the first name, is an error.
/// - White space that is not ASCII, and CR as a line end of its own, are errors.
/// - A line break within quotes is a line feed, however it is written, and with or without a backslash.
/// - Of properties that occur twice Felix takes the last, and Configuration Admin refuses two that differ in case
///   only: an error, as nobody can tell which was meant.
struct FelixParser {
    let source: SourceText
    var position = 0
    var file = FelixFile()
    private var lines = LineCounter()

    private init(_ source: SourceText) {
        self.source = source
    }

    static func parse(_ bytes: [UInt8], limits: OSGiConfigLimits) throws(OSGiConfigError) -> FelixFile {
        let source = SourceText(bytes)
        try source.check(limits: limits)
        var parser = FelixParser(source)
        try parser.readFile()
        return parser.file
    }

    private mutating func readFile() throws(OSGiConfigError) {
        var endOfProperty: Int?
        while true {
            try skipWhiteSpace()
            guard let next = source.byte(at: position) else { return }
            // Real exports have a first line of slashes, too.
            let isFirstOfSlashes =
                position == 0 && next == UInt8(ascii: "/") && source.byte(at: 1) == UInt8(ascii: "/")
            if next == .numberSign || isFirstOfSlashes {
                readComment()
            } else if endOfProperty == position {
                throw malformed(
                    "something stands right behind a value (a quote within a value is written \\\")")
            } else {
                try readProperty()
                endOfProperty = position
            }
        }
    }

    private mutating func readComment() {
        let start = position
        while let next = source.byte(at: position), !next.isLineBreak { position += 1 }
        file.items.append(.comment(start..<position))
    }

    private mutating func readProperty() throws(OSGiConfigError) {
        let start = position
        let line = lines.line(at: start, in: source.bytes)
        let name = try readName()
        let nameSpan = start..<position
        try skipWhiteSpace()
        let hasSpaceBefore = position > nameSpan.upperBound
        guard source.byte(at: position) == .equals else {
            throw malformed("no '=' behind a name (a space in a name is written \\ and space)")
        }
        position += 1
        try skipWhiteSpace()
        if hasSpaceBefore || source.bytes[position - 1] != .equals {
            doubt(
                name, line,
                "white space around '=', with which AEM 6.5 loses this property, and maybe those below it",
                dependsOnVersion: true)
        }
        let valueStart = position
        let code = typeCode()
        if code != nil { position += 1 }
        let type = code.map(FelixType.type) ?? .string
        var values: [String] = []
        var list: BracketedList?
        switch source.byte(at: position) {
        case .doubleQuote: values = [try readQuoted()]
        case .openBracket, .openParenthesis: (list, values) = try readList()
        default: throw malformed("no value behind '=' (a value stands in quotes)")
        }
        if let type {
            if values.contains(where: { !FelixType.isReadable($0, as: type) }) {
                doubt(name, line, "a value that is no \(type.rawValue), for which AEM refuses the file")
            }
        } else {
            doubt(
                name, line, "a type letter that AEM does not know: it loses this property and those below it")
            values = []
        }
        file.items.append(.property(file.properties.count))
        file.properties.append(
            FelixFile.Property(
                property: OSGiProperty(
                    name: name, values: values, isMultiple: list != nil, type: type, span: start..<position,
                    nameSpan: nameSpan, valueSpan: valueStart..<position, line: line),
                typeCode: code, list: list))
    }

    /// The letter of a type, known or not; one that is not known has a value behind it.
    private func typeCode() -> UInt8? {
        guard let code = source.byte(at: position), 0x61...0x7A ~= code | 0x20 else { return nil }
        if FelixType.type(ofCode: code) != nil { return code }
        let next = source.byte(at: position + 1)
        return [.doubleQuote, .openBracket, .openParenthesis].contains(next) ? code : nil
    }

    /// A name goes up to `=`; its spaces are escaped. Felix would take more for a name, namely all that follows up
    /// to the next `=`, lines included.
    private mutating func readName() throws(OSGiConfigError) -> String {
        let start = position
        var text = TextBuilder()
        while let next = source.byte(at: position), next != .equals, !next.isSpace {
            switch next {
            case _ where FelixText.isWideSpace(in: source.bytes, at: position):
                throw malformed("a white space character that is not ASCII")
            case .doubleQuote: throw malformed("a quote where a name or '=' was expected")
            case .comma where position == start, _ where position == start && FelixText.isBracket(next):
                throw malformed("a bracket or a comma where a name was expected")
            case 0..<0x20: throw malformed("a control character in a name")
            case .backslash: try readEscape(into: &text)
            default:
                text.append(next)
                position += 1
            }
        }
        guard position > start else { throw malformed("an '=' where a name was expected") }
        let name = text.text()
        guard Self.isName(name) else {
            throw malformed(
                "a name that begins or ends with white space, or holds a control character", at: start)
        }
        return name
    }

    /// Whether all releases of Felix read this name from its escaped form: some cut white space from both ends.
    static func isName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, let last = name.unicodeScalars.last else { return false }
        return !first.properties.isWhitespace && !last.properties.isWhitespace
            && name.utf8.allSatisfy { $0 >= 0x20 }
    }

    /// ASCII's white space. A line ends with LF or CR LF: some readers do not know CR alone, and Felix stumbles over
    /// one at the end of the file.
    mutating func skipWhiteSpace() throws(OSGiConfigError) {
        while let next = source.byte(at: position), next.isSpace {
            if next == .carriageReturn, source.byte(at: position + 1) != .lineFeed {
                throw malformed("a CR alone, which not every reader takes for a line end")
            }
            position += 1
        }
    }

    private mutating func doubt(
        _ name: String, _ line: Int, _ reason: String, dependsOnVersion: Bool = false
    ) {
        file.doubts.append(
            OSGiDoubt(property: name, line: line, reason: reason, dependsOnVersion: dependsOnVersion))
    }

    func malformed(_ description: String, at offset: Int? = nil) -> OSGiConfigError {
        source.malformed(at: offset ?? position, description)
    }
}
