// SPDX-License-Identifier: Apache-2.0

/// A JCR path of a mapping, or a glob that stands for many.
///
/// `*` stands for any text within a name, `**` for any text across names; between two slashes, or after the
/// last one, `**` stands for any number of names and also for none: `/conf/**/target` means `/conf/target` too.
/// A JCR name can't contain a `*`, so that none needs an escape. Where the name of a directory does all the same, the text
/// that is exactly the path of a configuration names that configuration before it is read as a glob.
public struct PathPattern: Sendable, Equatable {
    /// Why a text is no pattern.
    package enum Problem: Error, Sendable, Equatable {
        /// It starts with neither `/` nor `*`.
        case notAbsolute
        /// There is no name in it, or nothing between two slashes.
        case emptyName

        /// What is wrong, for whoever wrote it.
        var message: String {
            switch self {
            case .notAbsolute: "the path does not start with / (or a glob with *)"
            case .emptyName: "the path has an empty name"
            }
        }
    }

    /// The pattern without a final `/` and without a final `/jcr:content`: a configuration in a page's
    /// `jcr:content` goes by the page's path.
    public let text: String

    /// The paths that the pattern is, read as a path and not as a glob: as it is written, and without white space around
    /// it. A final `/jcr:content` is part of them: it can belong to the path by which a configuration goes.
    let names: [[UInt8]]

    private let glob: Glob?

    /// - Parameter text: the pattern as a person wrote it.
    package init(_ text: String) throws(Problem) {
        let written = text.trimmingWhiteSpace()
        guard let first = written.utf8.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "*") else {
            throw .notAbsolute
        }
        var path = first == UInt8(ascii: "*") ? "/" + written : written
        if path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        names = path == text ? [Array(path.utf8)] : [Array(text.utf8), Array(path.utf8)]
        path = Self.withoutContent(path)
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .dropFirst()
        guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty }) else { throw .emptyName }
        self.text = path
        glob = path.utf8.contains(UInt8(ascii: "*")) ? Glob(names: Array(parts)) : nil
    }

    /// Whether the pattern stands for one path alone.
    public var isExact: Bool { glob == nil }

    /// Whether the pattern means a configuration.
    ///
    /// - Parameters:
    ///   - path: the path that the configuration goes by.
    ///   - node: the path of the node that holds its properties; a final `/jcr:content` does not count.
    package func matches(path: String, node: String) -> Bool {
        if matches(path) || names.contains(Array(path.utf8)) { return true }
        let page = Self.withoutContent(node)
        return page != path && matches(page)
    }

    private func matches(_ path: String) -> Bool {
        // By bytes: two names that only Unicode takes for the same are two names of a repository.
        glob?.matches(path.utf8) ?? path.utf8.elementsEqual(text.utf8)
    }

    /// The path of the page, where a path is that of its `jcr:content`.
    static func withoutContent(_ path: String) -> String {
        let content = "/jcr:content"
        return path.hasSuffix(content) ? String(path.dropLast(content.count)) : path
    }
}

/// A glob as a row of steps, walked through for all readings at once: the time is the product of both lengths
/// at most, however many stars there are.
private struct Glob: Sendable, Equatable {
    private enum Step: Equatable {
        case byte(UInt8)
        /// Any bytes but a slash.
        case withinName
        /// Any bytes.
        case acrossNames
        /// A slash that the next step goes on from, or nothing, and the next step is passed over.
        case slashOrNothing
    }

    /// What stands before the first star; it rules most paths out at once.
    private let prefix: [UInt8]
    private let steps: [Step]

    init(names: [Substring.UTF8View]) {
        let slash = UInt8(ascii: "/")
        let star = UInt8(ascii: "*")
        var steps: [Step] = []
        for name in names {
            if name.count > 1, name.allSatisfy({ $0 == star }) {
                steps += [.slashOrNothing, .acrossNames]
                continue
            }
            steps.append(.byte(slash))
            for byte in name {
                if byte != star {
                    steps.append(.byte(byte))
                } else if steps.last == .withinName || steps.last == .acrossNames {
                    steps[steps.count - 1] = .acrossNames
                } else {
                    steps.append(.withinName)
                }
            }
        }
        var prefix: [UInt8] = []
        for case .byte(let byte) in steps.prefix(while: { if case .byte = $0 { true } else { false } }) {
            prefix.append(byte)
        }
        self.prefix = prefix
        self.steps = Array(steps.dropFirst(prefix.count))
    }

    func matches(_ path: String.UTF8View) -> Bool {
        guard path.starts(with: prefix) else { return false }
        var reached = [Bool](repeating: false, count: steps.count + 1)
        reached[0] = true
        passOver(&reached)
        for byte in path.dropFirst(prefix.count) {
            var next = [Bool](repeating: false, count: steps.count + 1)
            var isAlive = false
            for (place, step) in steps.enumerated() where reached[place] {
                switch step {
                case .byte(let expected):
                    guard byte == expected else { continue }
                    next[place + 1] = true
                case .withinName:
                    guard byte != UInt8(ascii: "/") else { continue }
                    next[place] = true
                case .acrossNames:
                    next[place] = true
                case .slashOrNothing:
                    guard byte == UInt8(ascii: "/") else { continue }
                    next[place + 1] = true
                }
                isAlive = true
            }
            guard isAlive else { return false }
            passOver(&next)
            reached = next
        }
        return reached[steps.count]
    }

    /// Marks the places that can be reached from the marked ones without a byte.
    private func passOver(_ reached: inout [Bool]) {
        for (place, step) in steps.enumerated() where reached[place] {
            switch step {
            case .byte: break
            case .withinName, .acrossNames: reached[place + 1] = true
            case .slashOrNothing: reached[place + 2] = true
            }
        }
    }
}
