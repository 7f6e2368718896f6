// SPDX-License-Identifier: Apache-2.0

/// Where the start tags of a file and their attributes are: a tokeniser for bytes that libxml2 finds well-formed.
///
/// It reads any bytes without failing, in one pass, and says with ``end`` how far it understood them. What it found
/// means nothing before ``DocumentAssembly`` has compared it with libxml2's report.
struct StartTags {
    /// One start tag, or the tag of an empty element.
    struct Tag {
        var span: Range<Int>
        var name: Range<Int>
        var line: Int
        var parent: Int?
        /// Indices into ``StartTags/attributes``.
        var attributes: Range<Int>
    }

    /// One attribute, namespace declarations included.
    struct Attribute {
        /// From the white space before the name up to and including the closing quote.
        var span: Range<Int>
        var name: Range<Int>
        /// Inside the quotes.
        var value: Range<Int>
        var line: Int
    }

    /// How the reading ended.
    enum End: Equatable {
        case complete
        /// Bytes that are no well-formed XML, or a DOCTYPE.
        case notUnderstood(line: Int)
        /// More than libxml2 could take without spending too much time on it.
        case overLimit(line: Int, description: String)
    }

    private(set) var tags: [Tag] = []
    private(set) var attributes: [Attribute] = []
    /// The targets of processing instructions, and of the XML declaration.
    private(set) var instructions: [Range<Int>] = []
    private(set) var end = End.complete
    /// The line of a `<!DOCTYPE` in front of the root element.
    private(set) var doctypeLine: Int?
    /// How many bytes libxml2 needs to see to judge the file: all, or those up to where it cannot be well-formed any
    /// more, and some. What comes after that is not checked against any limit, so it had better not be parsed.
    var judgedLength: Int {
        if case .notUnderstood = end { min(bytes.count, position + 1024) } else { bytes.count }
    }

    private let bytes: [UInt8]
    private let limits: DocViewLimits
    private var position: Int
    /// The open elements, and how many namespace declarations are in force in each.
    private var open: [(tag: Int, declarations: Int)] = []
    private var lines = LineCounter()

    init(in bytes: [UInt8], from start: Int, limits: DocViewLimits) {
        self.bytes = bytes
        self.position = start
        self.limits = limits
        while end == .complete, skipText() {
            readMarkup()
        }
        if end == .complete, !open.isEmpty || tags.isEmpty { stop() }
    }

    /// Goes to the next `<`; false at the end of the file.
    private mutating func skipText() -> Bool {
        while position < bytes.count, bytes[position] != .lessThan { position += 1 }
        return position < bytes.count
    }

    private mutating func readMarkup() {
        switch byte(at: position + 1) {
        case .questionMark:
            let target = bytes[(position + 2)...].prefix { !$0.isXMLSpace && $0 != .questionMark }
            instructions.append(target.indices)
            skip(past: "?>")
        case .exclamationMark where starts("<!--"): skip(past: "-->", after: 4)
        case .exclamationMark where starts("<![CDATA["): skip(past: "]]>", after: 9)
        case .exclamationMark:
            if tags.isEmpty, starts("<!DOCTYPE") { doctypeLine = lines.line(at: position, in: bytes) }
            stop()
        case .slash:
            if open.popLast() == nil { stop() } else { skip(past: ">") }
        default: readStartTag()
        }
    }

    private mutating func readStartTag() {
        let start = position
        let line = lines.line(at: start, in: bytes)
        position += 1
        let name = readName()
        let firstAttribute = attributes.count
        var declarations = open.last?.declarations ?? 0
        while true {
            let gap = position
            while let next = byte(at: position), next.isXMLSpace { position += 1 }
            switch byte(at: position) {
            case .greaterThan:
                finishTag(start..<(position + 1), name, line, firstAttribute)
                open.append((tags.count - 1, declarations))
                return
            case .slash where byte(at: position + 1) == .greaterThan:
                position += 1
                finishTag(start..<(position + 1), name, line, firstAttribute)
                return
            default:
                guard readAttribute(after: gap), !name.isEmpty else { return stop() }
                if starts("xmlns", at: attributes[attributes.count - 1].name.lowerBound) { declarations += 1 }
                if attributes.count - firstAttribute > limits.maximumAttributes {
                    let description = "an element with more than \(limits.maximumAttributes) attributes"
                    return end = .overLimit(line: line, description: description)
                }
                if declarations > limits.maximumNamespacesInScope {
                    let description =
                        "more than \(limits.maximumNamespacesInScope) namespace declarations in force"
                    return end = .overLimit(line: line, description: description)
                }
            }
        }
    }

    private mutating func finishTag(
        _ span: Range<Int>, _ name: Range<Int>, _ line: Int, _ firstAttribute: Int
    ) {
        tags.append(
            Tag(
                span: span, name: name, line: line, parent: open.last?.tag,
                attributes: firstAttribute..<attributes.count))
        position = span.upperBound
    }

    private mutating func readAttribute(after gap: Int) -> Bool {
        guard gap < position else { return false }
        let line = lines.line(at: position, in: bytes)
        let name = readName()
        skipSpace()
        guard !name.isEmpty, byte(at: position) == .equals else { return false }
        position += 1
        skipSpace()
        guard let quote = byte(at: position), quote == .doubleQuote || quote == .singleQuote else {
            return false
        }
        position += 1
        let valueStart = position
        while let next = byte(at: position), next != quote {
            if next == .lessThan { return false }
            position += 1
        }
        guard position < bytes.count else { return false }
        let value = valueStart..<position
        position += 1
        attributes.append(Attribute(span: gap..<position, name: name, value: value, line: line))
        return true
    }

    private mutating func readName() -> Range<Int> {
        let start = position
        while let next = byte(at: position), !next.isXMLSpace, next != .equals, next != .slash,
            next != .greaterThan, next != .lessThan
        {
            position += 1
        }
        return start..<position
    }

    private mutating func skipSpace() {
        while let next = byte(at: position), next.isXMLSpace { position += 1 }
    }

    private mutating func skip(past terminator: StaticString, after length: Int = 2) {
        var next = position + length
        while next + terminator.utf8CodeUnitCount <= bytes.count {
            if starts(terminator, at: next) {
                position = next + terminator.utf8CodeUnitCount
                return
            }
            next += 1
        }
        position = bytes.count
        stop()
    }

    private mutating func stop() {
        end = .notUnderstood(line: lines.line(at: min(position, bytes.count), in: bytes))
    }

    private func byte(at index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private func starts(_ text: StaticString) -> Bool { starts(text, at: position) }

    private func starts(_ text: StaticString, at index: Int) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { expected in
            for offset in expected.indices where bytes[index + offset] != expected[offset] { return false }
            return true
        }
    }
}
