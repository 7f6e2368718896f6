// SPDX-License-Identifier: Apache-2.0

/// Turns a regular expression of Java into programs of ``JavaPattern``; what is rare, and what Java itself refuses, is
/// not understood (`java.util.regex.Pattern`, without flags).
struct JavaPatternParser {
    private typealias Step = JavaPattern.Step
    private typealias CharacterSet = JavaPattern.CharacterSet

    private let text: [UInt32]
    private var place = 0
    private var programs: [[JavaPattern.Step]] = [[]]
    private var depth = 0

    private static let mostSteps = 1_000
    private static let deepest = 50

    private struct NotUnderstood: Error {}

    init(_ text: String) {
        self.text = JavaPattern.text(text)
    }

    /// Nil where something is not understood.
    mutating func parse() -> [[JavaPattern.Step]]? {
        guard let steps = try? alternatives(), place == text.count else { return nil }
        programs[0] = Self.program(steps)
        return programs
    }

    // Steps name others by distance while they are put together; `fork` holds distances from itself.

    private mutating func alternatives() throws(NotUnderstood) -> [Step] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw NotUnderstood() }
        var result = try sequence()
        while take("|") {
            let other = try sequence()
            result = Self.either(result, other)
            try check(result)
        }
        return result
    }

    private mutating func sequence() throws(NotUnderstood) -> [Step] {
        var result: [Step] = []
        while let next = peek, next != "|", next != ")" {
            result += try quantified()
            try check(result)
        }
        return result
    }

    private mutating func quantified() throws(NotUnderstood) -> [Step] {
        let (steps, canRepeat) = try atom()
        guard let (least, most) = try quantifier() else { return steps }
        guard canRepeat else { throw NotUnderstood() }
        // Lazy means the same for a match of the whole; possessive does not.
        if !take("?"), peek == "+" { throw NotUnderstood() }
        if let next = peek, "*+?{".unicodeScalars.contains(next) { throw NotUnderstood() }
        guard steps.count * max(least, most ?? least) <= Self.mostSteps else { throw NotUnderstood() }
        var result: [Step] = []
        for _ in 0..<least { result += steps }
        if let most {
            var optional: [Step] = []
            for _ in least..<most {
                optional = [.fork([1, 1 + steps.count + optional.count])] + steps + optional
            }
            return result + optional
        }
        return result + [.fork([1, steps.count + 2])] + steps + [.fork([-steps.count - 1])]
    }

    private mutating func quantifier() throws(NotUnderstood) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard take("{") else { return nil }
        let least = try number()
        if take("}") { return (least, least) }
        guard take(",") else { throw NotUnderstood() }
        if take("}") { return (least, nil) }
        let most = try number()
        guard take("}"), most >= least else { throw NotUnderstood() }
        return (least, most)
    }

    private mutating func number() throws(NotUnderstood) -> Int {
        var digits = ""
        while let next = peek, ("0"..."9").contains(next) {
            digits.unicodeScalars.append(next)
            place += 1
        }
        guard let number = Int(digits), number <= Self.mostSteps else { throw NotUnderstood() }
        return number
    }

    private mutating func atom() throws(NotUnderstood) -> (steps: [Step], canRepeat: Bool) {
        guard let next = advance() else { throw NotUnderstood() }
        switch next {
        case "(": return try group()
        case "[": return ([.character(try characterClass())], true)
        case ".": return ([.character(Self.noLineBreak)], true)
        case "^": return ([.start], false)
        case "$": return ([.end], false)
        case "\\": return try escape()
        case "*", "+", "?", "{": throw NotUnderstood()
        default: return ([.character(Self.only(next))], true)
        }
    }

    private mutating func group() throws(NotUnderstood) -> (steps: [Step], canRepeat: Bool) {
        var lookahead: Bool?
        if take("?") {
            switch advance() {
            case ":": break
            case "=": lookahead = false
            case "!": lookahead = true
            // Names, flags, what looks back, and groups that are not gone back into.
            default: throw NotUnderstood()
            }
        }
        let steps = try alternatives()
        guard take(")") else { throw NotUnderstood() }
        guard let negated = lookahead else { return (steps, true) }
        programs.append(Self.program(steps))
        return ([.look(program: programs.count - 1, negated: negated)], false)
    }

    private mutating func escape() throws(NotUnderstood) -> (steps: [Step], canRepeat: Bool) {
        guard let next = advance() else { throw NotUnderstood() }
        if next == "Q" { return (try quotation(), false) }
        if let set = Self.named(next) { return ([.character(set)], true) }
        return ([.character(Self.only(try literal(next)))], true)
    }

    /// What stands between `\Q` and `\E`. (A quantifier behind it would be for its last character alone.)
    private mutating func quotation() throws(NotUnderstood) -> [Step] {
        var steps: [Step] = []
        while let next = advance() {
            if next == "\\", take("E") { return steps }
            steps.append(.character(Self.only(next)))
        }
        return steps
    }

    /// The character that a backslash and this one stand for.
    private func literal(_ escaped: Unicode.Scalar) throws(NotUnderstood) -> Unicode.Scalar {
        switch escaped {
        case "t": "\t"
        case "n": "\n"
        case "r": "\r"
        case "f": "\u{c}"
        case "0"..."9", "a"..."z", "A"..."Z": throw NotUnderstood()
        default: escaped
        }
    }

    private mutating func characterClass() throws(NotUnderstood) -> CharacterSet {
        var set = CharacterSet(ranges: [], isNegated: take("^"))
        guard peek != "]" else { throw NotUnderstood() }
        while !take("]") {
            guard let next = advance() else { throw NotUnderstood() }
            switch next {
            // Classes in classes, and what they have in common.
            case "[": throw NotUnderstood()
            case "&" where peek == "&": throw NotUnderstood()
            case "\\":
                guard let escaped = advance() else { throw NotUnderstood() }
                if let named = Self.named(escaped) {
                    guard !named.isNegated, peek != "-" else { throw NotUnderstood() }
                    set.ranges += named.ranges
                } else {
                    try addRange(from: try literal(escaped), to: &set)
                }
            case "-" where !set.ranges.isEmpty && peek != "]": throw NotUnderstood()
            default: try addRange(from: next, to: &set)
            }
        }
        return set
    }

    /// One character, or where a hyphen follows all up to the next.
    private mutating func addRange(
        from first: Unicode.Scalar, to set: inout CharacterSet
    ) throws(NotUnderstood) {
        guard peek == "-", place + 1 < text.count, text[place + 1] != Unicode.Scalar("]").value else {
            set.ranges.append(first.value...first.value)
            return
        }
        place += 1
        guard var last = advance(), last != "[", last != "-", last != "&" else { throw NotUnderstood() }
        if last == "\\" {
            guard let escaped = advance(), Self.named(escaped) == nil else { throw NotUnderstood() }
            last = try literal(escaped)
        }
        guard first.value <= last.value else { throw NotUnderstood() }
        set.ranges.append(first.value...last.value)
    }

    // MARK: Characters

    private var peek: Unicode.Scalar? {
        place < text.count ? Unicode.Scalar(text[place]) : nil
    }

    private mutating func advance() -> Unicode.Scalar? {
        let next = peek
        place += 1
        return next
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        place += 1
        return true
    }

    private static func only(_ scalar: Unicode.Scalar) -> CharacterSet {
        CharacterSet(ranges: [scalar.value...scalar.value])
    }

    private static let noLineBreak = CharacterSet(
        ranges: [10...10, 13...13, 0x85...0x85, 0x2028...0x2029], isNegated: true)

    /// The sets that a backslash and a letter stand for: of ASCII alone, as Java has it without flags.
    private static func named(_ letter: Unicode.Scalar) -> CharacterSet? {
        func range(_ first: Unicode.Scalar, _ last: Unicode.Scalar) -> ClosedRange<UInt32> {
            first.value...last.value
        }
        let ranges: [ClosedRange<UInt32>]
        switch letter {
        case "d", "D": ranges = [range("0", "9")]
        case "w", "W": ranges = [range("a", "z"), range("A", "Z"), range("0", "9"), range("_", "_")]
        case "s", "S": ranges = [9...13, 32...32]
        default: return nil
        }
        return CharacterSet(ranges: ranges, isNegated: ("A"..."Z").contains(letter))
    }

    // MARK: Putting together

    private static func either(_ one: [Step], _ other: [Step]) -> [Step] {
        [.fork([1, one.count + 2])] + one + [.fork([other.count + 1])] + other
    }

    private static func program(_ steps: [Step]) -> [Step] {
        (steps + [.match]).enumerated().map { place, step in
            guard case .fork(let distances) = step else { return step }
            return .fork(distances.map { place + $0 })
        }
    }

    private func check(_ steps: [Step]) throws(NotUnderstood) {
        guard steps.count <= Self.mostSteps else { throw NotUnderstood() }
    }
}
