// SPDX-License-Identifier: Apache-2.0

/// How a list is laid out: what a new one copies from its neighbours.
struct ListLayout {
    /// The opening and the closing bracket: in Felix's format those of an array or of a collection.
    var brackets = (open: UInt8.openBracket, close: UInt8.closeBracket)
    /// Between the opening bracket and the first item.
    var opening: [UInt8] = []
    /// Between a comma and the next item.
    var separator: [UInt8] = []
    /// Between the last item, or its comma, and the closing bracket.
    var closing: [UInt8] = []
    var endsWithComma = false

    /// On one line, nothing within the brackets but the separator behind commas.
    init(separator: [UInt8]) {
        self.separator = separator
    }

    /// As an existing list has it; `nil` for one that is empty or has comments or stray commas.
    init?(of list: BracketedList, in bytes: [UInt8], separator: [UInt8]) {
        guard let first = list.items.first, let last = list.items.last else { return nil }
        brackets = (bytes[list.open - 1], bytes[list.close])
        endsWithComma = list.endsWithComma
        let openingSpan = list.open..<first.lowerBound
        let closingSpan = ((list.commas.last ?? nil).map { $0 + 1 } ?? last.upperBound)..<list.close
        guard Self.isSpace(bytes[openingSpan]), Self.isSpace(bytes[closingSpan]) else { return nil }
        opening = Array(bytes[openingSpan])
        closing = Array(bytes[closingSpan])
        if list.items.count > 1, let comma = list.commas[0] {
            let span = (comma + 1)..<list.items[1].lowerBound
            guard Self.isSpace(bytes[span]) else { return nil }
            self.separator = Array(bytes[span])
        } else {
            self.separator = opening.isEmpty ? separator : opening
        }
    }

    /// A list with these items.
    func list(of items: [[UInt8]]) -> [UInt8] {
        guard !items.isEmpty else { return [brackets.open, brackets.close] }
        var result = [brackets.open] + opening
        for (index, item) in items.enumerated() {
            if index > 0 { result += [.comma] + separator }
            result += item
        }
        if endsWithComma { result.append(.comma) }
        return result + closing + [brackets.close]
    }

    /// White space, and the backslash that Felix has before a line break.
    static func isSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0.isSpace || $0 == .backslash }
    }
}
