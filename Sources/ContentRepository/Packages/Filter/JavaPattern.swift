// SPDX-License-Identifier: Apache-2.0

/// A regular expression of Java, as far as filters use them, matched against whole paths.
///
/// Swift's own `Regex` is not used: it gives the same text another meaning in places (`[[:alpha:]]`, what a character
/// is), and like Java's it can take exponential time, which a hostile package could make use of. Here all readings are
/// followed at once, so that the time is the product of the lengths of path and pattern, for a lookahead the path's
/// length more. What is not certain to mean the same is not understood: no guess.
struct JavaPattern: Sendable {
    /// A step of a program. Programs are walked through for all readings at a time.
    enum Step: Sendable {
        case character(CharacterSet)
        /// Goes on at any of these steps.
        case fork([Int])
        case start
        case end
        /// Goes on where a program matches from here, or, negated, where it does not.
        case look(program: Int, negated: Bool)
        case match
    }

    /// The first is the pattern's own, the others are those of its lookaheads.
    let programs: [[Step]]

    /// How many steps there are in all.
    let size: Int
    /// What one match may take with lookaheads: steps, times the path's length twice.
    private static let mostWork = 100_000_000

    /// Nil where the pattern is not understood.
    init?(_ text: String) {
        var parser = JavaPatternParser(text)
        guard let programs = parser.parse() else { return nil }
        self.programs = programs
        size = programs.reduce(0) { $0 + $1.count }
    }

    /// A path as the matcher reads it.
    static func text(_ path: String) -> [UInt32] { path.unicodeScalars.map(\.value) }

    /// Whether the pattern matches all of a path; nil where that would take too long to find out.
    func matches(_ path: [UInt32]) -> Bool? {
        if programs.count > 1, path.count > Self.mostWork / size / max(path.count, 1) { return nil }
        var run = Run(programs: programs, text: path)
        return run.matches(0, from: 0, whole: true)
    }

    /// Characters by ranges of their numbers.
    struct CharacterSet: Sendable, Equatable {
        var ranges: [ClosedRange<UInt32>]
        var isNegated = false

        func contains(_ character: UInt32) -> Bool {
            ranges.contains { $0.contains(character) } != isNegated
        }
    }
}

/// One match.
private struct Run {
    let programs: [[JavaPattern.Step]]
    let text: [UInt32]
    /// What is known of lookaheads, by program and place.
    private var known: [Int: [Bool?]] = [:]

    init(programs: [[JavaPattern.Step]], text: [UInt32]) {
        self.programs = programs
        self.text = text
    }

    /// Whether a program matches from a place on: all that follows, or some of it.
    mutating func matches(_ number: Int, from start: Int, whole: Bool) -> Bool {
        let program = programs[number]
        var reached = [Bool](repeating: false, count: program.count)
        var current: [Int] = []
        var place = start
        enter(0, of: program, at: place, &reached, &current)
        while true {
            let isMatch = current.contains { if case .match = program[$0] { true } else { false } }
            if isMatch, !whole || place == text.count { return true }
            guard place < text.count, !current.isEmpty else { return false }
            let character = text[place]
            place += 1
            var next = [Bool](repeating: false, count: program.count)
            var following: [Int] = []
            for step in current {
                if case .character(let set) = program[step], set.contains(character) {
                    enter(step + 1, of: program, at: place, &next, &following)
                }
            }
            current = following
        }
    }

    /// Marks a step, and those that can be reached from it without a character.
    private mutating func enter(
        _ step: Int, of program: [JavaPattern.Step], at place: Int, _ reached: inout [Bool],
        _ steps: inout [Int]
    ) {
        var pending = [step]
        while let step = pending.popLast() {
            guard !reached[step] else { continue }
            reached[step] = true
            switch program[step] {
            case .character, .match: steps.append(step)
            case .fork(let targets): pending += targets
            case .start: if place == 0 { pending.append(step + 1) }
            case .end: if isEnd(place) { pending.append(step + 1) }
            case .look(let number, let negated):
                if looksAhead(number, at: place) != negated { pending.append(step + 1) }
            }
        }
    }

    /// `$` stands for the end, and for the line break at the end.
    private func isEnd(_ place: Int) -> Bool {
        let rest = text[place...]
        return rest.isEmpty || rest.elementsEqual([13, 10])
            || rest.count == 1 && [10, 13, 0x85, 0x2028, 0x2029].contains(text[place])
                && !(text[place] == 10 && place > 0 && text[place - 1] == 13)
    }

    private mutating func looksAhead(_ number: Int, at place: Int) -> Bool {
        if let answer = known[number]?[place] ?? nil { return answer }
        let answer = matches(number, from: place, whole: false)
        known[number, default: [Bool?](repeating: nil, count: text.count + 1)][place] = answer
        return answer
    }
}
