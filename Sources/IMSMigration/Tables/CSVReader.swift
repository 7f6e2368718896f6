// SPDX-License-Identifier: Apache-2.0

/// What RFC 4180 does not allow.
enum CSVProblem: Sendable, Equatable {
    /// A quoted field that the file ends in.
    case unterminatedQuote
    /// A quote in a field that does not start with one.
    case quoteInUnquotedField
    /// A quoted field that goes on after its closing quote.
    case textAfterClosingQuote
    /// A carriage return outside of quotes without a line feed.
    case loneCarriageReturn
    /// The same, in a file that has no line feed at all: its rows end like that.
    case carriageReturnEndsRow
    /// A byte 0.
    case nul
    /// Bytes that are no UTF-8.
    case invalidUTF8

    /// Whether the borders of the fields after it are a guess.
    var unsettlesFields: Bool {
        switch self {
        case .unterminatedQuote, .quoteInUnquotedField, .textAfterClosingQuote: true
        case .loneCarriageReturn, .carriageReturnEndsRow, .nul, .invalidUTF8: false
        }
    }
}

/// One field of a row.
struct CSVField: Sendable, Equatable {
    /// The text without its quotes; the best guess where there is a problem, and empty if it is no UTF-8.
    let text: String
    /// Each kind of problem at most once.
    let problems: [CSVProblem]
}

/// One row. A line break in quotes is part of a field and starts no row.
struct CSVRow: Sendable, Equatable {
    /// From 1.
    let number: Int
    /// The line of the file on which it starts, from 1; a lone carriage return ends none.
    let line: Int
    /// At least one; the field of column N is at N - 1.
    let fields: [CSVField]

    /// Whether all fields are empty, as in the rows that spreadsheets write below a table.
    var isBlank: Bool { fields.allSatisfy(\.isBlank) }

    /// The row without the blank fields at its end that are more than `count`, as spreadsheets write them beside a table.
    func withoutBlankFields(beyond count: Int) -> CSVRow {
        let kept = (fields.lastIndex { !$0.isBlank } ?? -1) + 1
        return CSVRow(number: number, line: line, fields: Array(fields.prefix(max(count, kept))))
    }
}

extension CSVField {
    fileprivate var isBlank: Bool { problems.isEmpty && text.isBlank }
}

/// RFC 4180 and nothing else: rows and fields of a file, strictly, without knowing what they mean.
///
/// Rows end with LF or CRLF, the last one also with the file. A UTF-8 byte order mark at the start is dropped.
/// It goes on after a problem, so that all of them are found in one go, and takes time in proportion to the
/// file.
struct CSVReader: IteratorProtocol, Sequence {
    private let bytes: [UInt8]
    private let hasLineFeed: Bool
    private var position = 0
    private var rowNumber = 0
    private var line = 1
    private var hasToldOfRowEnds = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        hasLineFeed = bytes.contains(Byte.lineFeed)
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> CSVRow? {
        guard position < bytes.count else { return nil }
        rowNumber += 1
        let start = position
        var fields: [CSVField] = []
        while true {
            fields.append(readField())
            guard byte == Byte.comma else { break }
            position += 1
        }
        position += rowEndLength
        defer { line += bytes[start..<position].count { $0 == Byte.lineFeed } }
        return CSVRow(number: rowNumber, line: line, fields: fields)
    }

    /// The byte at the position, nil at the end of the file.
    private var byte: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// How many bytes of a row's end stand at the position; none inside of a row and at the end of the file.
    private var rowEndLength: Int {
        switch byte {
        case Byte.lineFeed: return 1
        case Byte.carriageReturn:
            if position + 1 < bytes.count, bytes[position + 1] == Byte.lineFeed { return 2 }
            return hasLineFeed ? 0 : 1
        default: return 0
        }
    }

    /// Reads up to the comma or the end of the row that follows the field.
    private mutating func readField() -> CSVField {
        var text: [UInt8] = []
        var problems: [CSVProblem] = []
        if byte == Byte.quote {
            position += 1
            readQuoted(into: &text, &problems)
            readUnquoted(afterQuotes: true, into: &text, &problems)
        } else {
            readUnquoted(afterQuotes: false, into: &text, &problems)
        }
        if text.contains(0) { problems.append(.nul) }
        let decoded = String(validating: text, as: UTF8.self)
        if decoded == nil { problems.append(.invalidUTF8) }
        return CSVField(text: decoded ?? "", problems: problems)
    }

    /// Reads from after the opening quote to after the closing one.
    private mutating func readQuoted(into text: inout [UInt8], _ problems: inout [CSVProblem]) {
        while true {
            let start = position
            while position < bytes.count, bytes[position] != Byte.quote { position += 1 }
            text.append(contentsOf: bytes[start..<position])
            guard position < bytes.count else {
                problems.append(.unterminatedQuote)
                return
            }
            position += 1
            guard byte == Byte.quote else { return }
            text.append(Byte.quote)
            position += 1
        }
    }

    private mutating func readUnquoted(
        afterQuotes: Bool, into text: inout [UInt8], _ problems: inout [CSVProblem]
    ) {
        func note(_ problem: CSVProblem) {
            if !problems.contains(problem) { problems.append(problem) }
        }
        let start = position
        scan: while let byte {
            switch byte {
            case Byte.comma, Byte.lineFeed:
                break scan
            case Byte.carriageReturn:
                if rowEndLength > 0 {
                    if !hasLineFeed, !hasToldOfRowEnds {
                        hasToldOfRowEnds = true
                        note(.carriageReturnEndsRow)
                    }
                    break scan
                }
                note(.loneCarriageReturn)
            case Byte.quote where !afterQuotes:
                note(.quoteInUnquotedField)
            default:
                if afterQuotes { note(.textAfterClosingQuote) }
            }
            position += 1
        }
        text.append(contentsOf: bytes[start..<position])
    }
}

private enum Byte {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
}
