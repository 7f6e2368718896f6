// SPDX-License-Identifier: Apache-2.0

/// The variables of a `.env` file.
///
/// One `NAME=value` a line, with `export` before it or not. Blank lines, and lines that start with `#`, do not count.
/// White space around name and value does not count either. A value in `'` counts as it is; in a value in `"` the pairs
/// `\"`, `\\`, `\$`, `\n`, `\r` and `\t` stand for what they do in a shell or in C. In a value without quotes a `#` after
/// white space starts a comment. Nothing is expanded: a `$` is a `$`. A value ends with its line.
package struct EnvironmentFile: Sendable {
    /// One line that cannot be read. Its text is not shown: it may be a secret.
    package struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
        /// The line, from 1; nil where the file as a whole is meant.
        package let line: Int?
        /// What is wrong.
        package let message: String

        /// Place and message.
        package var description: String { (line.map { "line \($0): " } ?? "") + message }
    }

    /// All that is wrong with a file.
    package struct Problems: Error, Sendable, Equatable {
        /// At least one, by line.
        package let problems: [Problem]
    }

    private let values: [String: String]

    /// The value of a variable; nil where the file does not set it.
    package subscript(name: String) -> String? { values[name] }

    /// Reads a whole file, or tells everything that is wrong with it.
    package init(_ bytes: [UInt8]) throws(Problems) {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            throw Problems(problems: [Problem(line: nil, message: "the file is not UTF-8")])
        }
        var values: [String: String] = [:]
        var lines: [String: Int] = [:]
        var problems: [Problem] = []
        for (index, line) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            do throws(LineProblem) {
                guard let (name, value) = try Self.assignment(String(line).trimmingWhiteSpace()) else {
                    continue
                }
                if let first = lines[name] {
                    throw LineProblem("the variable is there already, in line \(first)")
                }
                lines[name] = index + 1
                values[name] = value
            } catch {
                problems.append(Problem(line: index + 1, message: error.message))
            }
        }
        guard problems.isEmpty else { throw Problems(problems: problems) }
        self.values = values
    }

    private struct LineProblem: Error {
        let message: String
        init(_ message: String) { self.message = message }
    }

    /// Name and value of a line without white space around it; nil where the line sets nothing.
    private static func assignment(_ line: String) throws(LineProblem) -> (name: String, value: String)? {
        guard !line.isEmpty, line.unicodeScalars.first != "#" else { return nil }
        guard let equals = line.unicodeScalars.firstIndex(of: "=") else {
            throw LineProblem("there is no = in it; write NAME=value")
        }
        var name = String(line[..<equals]).trimmingWhiteSpace()
        if name.hasPrefix("export"), name.dropFirst(6).unicodeScalars.first?.properties.isWhitespace == true {
            name = String(name.dropFirst(6)).trimmingWhiteSpace()
        }
        guard SecretCell.isVariableName(name) else {
            throw LineProblem("what stands before = is no name of a variable (letters, digits, _ . -)")
        }
        return (name, try value(line.unicodeScalars[equals...].dropFirst()))
    }

    private static func value(_ written: Substring.UnicodeScalarView) throws(LineProblem) -> String {
        var rest = written.drop(while: \.properties.isWhitespace)
        guard let quote = rest.first, quote == "'" || quote == "\"" else { return withoutComment(written) }
        rest.removeFirst()
        var value = ""
        while let scalar = rest.popFirst() {
            if scalar == quote {
                let tail = rest.drop(while: \.properties.isWhitespace)
                guard tail.isEmpty || tail.first == "#" else {
                    throw LineProblem("there is text after the closing quote")
                }
                return value
            }
            if quote == "\"", scalar == "\\", let next = rest.first, let meant = escapes[next] {
                rest.removeFirst()
                value.unicodeScalars.append(meant)
            } else {
                value.unicodeScalars.append(scalar)
            }
        }
        throw LineProblem("the quote is not closed on the same line")
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "\"": "\"", "\\": "\\", "$": "$", "n": "\n", "r": "\r", "t": "\t",
    ]

    private static func withoutComment(_ value: Substring.UnicodeScalarView) -> String {
        var followsSpace = false
        let kept = value.prefix { scalar in
            defer { followsSpace = scalar.properties.isWhitespace }
            return !(scalar == "#" && followsSpace)
        }
        return String(kept).trimmingWhiteSpace()
    }
}
