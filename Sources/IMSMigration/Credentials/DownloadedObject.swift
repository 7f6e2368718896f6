// SPDX-License-Identifier: Apache-2.0

/// A value of a download together with its place, so that every complaint can say where it is without saying what.
struct DownloadedObject {
    private let value: JSONValue?
    private let place: String

    init(_ value: JSONValue?, at place: String) {
        self.value = value == .null ? nil : value
        self.place = place
    }

    /// The member of that name; of what is no object, one that is not there.
    subscript(key: String) -> DownloadedObject {
        guard case .object(let members)? = value else { return DownloadedObject(nil, at: key) }
        return DownloadedObject(members[key], at: place.isEmpty ? key : "\(place).\(key)")
    }

    var isPresent: Bool { value != nil }

    var isObject: Bool {
        if case .object? = value { true } else { false }
    }

    var isList: Bool {
        if case .array? = value { true } else { false }
    }

    /// The elements of a list; nil where there is nothing.
    func elements() throws(ConsoleDownloadProblem) -> [DownloadedObject]? {
        guard let value else { return nil }
        guard case .array(let values) = value else { throw malformed("must be a list") }
        return values.enumerated().map { DownloadedObject($1, at: "\(place)[\($0)]") }
    }

    /// A text; nil where there is nothing, or nothing but white space.
    func text() throws(ConsoleDownloadProblem) -> String? {
        guard let value else { return nil }
        guard case .string(let text) = value else { throw malformed("must be a text") }
        let trimmed = text.trimmingWhiteSpace()
        return trimmed.isEmpty ? nil : trimmed
    }

    /// As `text`, but there must be one, and it must be one line that can be shown.
    func neededLine() throws(ConsoleDownloadProblem) -> String {
        guard let text = try text() else { throw malformed("is missing") }
        return try line(text)
    }

    /// The texts of a list, each once; none where there is nothing.
    func texts() throws(ConsoleDownloadProblem) -> [String] {
        var texts: [String] = []
        for element in try elements() ?? [] {
            guard let text = try element.text() else { continue }
            if !texts.contains(text) { texts.append(try element.line(text)) }
        }
        return texts
    }

    /// The texts of some members, as far as they are there.
    func lines(_ keys: String...) throws(ConsoleDownloadProblem) -> [String] {
        var texts: [String] = []
        for key in keys {
            if let text = try self[key].text(), !texts.contains(text) {
                texts.append(try self[key].line(text))
            }
        }
        return texts
    }

    /// The secrets of a list, or the one of a member that older downloads have instead.
    func secrets(_ list: String, _ single: String) throws(ConsoleDownloadProblem) -> [Secret] {
        if self[list].isPresent { return try self[list].texts().map { Secret($0) } }
        return try lines(single).map { Secret($0) }
    }

    private func line(_ text: String) throws(ConsoleDownloadProblem) -> String {
        guard text.unicodeScalars.allSatisfy({ !SpreadsheetCell.isUnfit($0) }) else {
            throw malformed("holds characters that cannot be shown")
        }
        return text
    }

    private func malformed(_ expected: String) -> ConsoleDownloadProblem {
        .malformed(place: place, expected: expected)
    }
}
