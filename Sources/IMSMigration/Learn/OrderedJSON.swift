// SPDX-License-Identifier: Apache-2.0

/// JSON whose members keep their order, laid out as a person would: short things on one line.
enum OrderedJSON {
    case string(String)
    case number(Int)
    case bool(Bool)
    case array([OrderedJSON])
    case object([(String, OrderedJSON)])

    private static let width = 110

    /// The JSON, indented by `indent` blanks but for its first line.
    func text(indent: Int = 0, leading: Int = 0) -> String {
        let compact = self.compact
        if indent + leading + compact.utf8.count <= Self.width { return compact }
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch self {
        case .string, .number, .bool: return compact
        case .array(let values):
            let lines = values.map { inner + $0.text(indent: indent + 2) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members):
            return "{\n" + Self.lines(members, indent: indent + 2).joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    /// A whole document: each member of the top has a line of its own.
    static func document(_ members: [(String, OrderedJSON)]) -> String {
        "{\n" + lines(members, indent: 2).joined(separator: ",\n") + "\n}\n"
    }

    private static func lines(_ members: [(String, OrderedJSON)], indent: Int) -> [String] {
        members.map { key, value in
            let head = String(repeating: " ", count: indent) + quoted(key) + ": "
            return head + value.text(indent: indent, leading: head.utf8.count - indent)
        }
    }

    private var compact: String {
        switch self {
        case .string(let text): Self.quoted(text)
        case .number(let number): String(number)
        case .bool(let bool): String(bool)
        case .array(let values): "[" + values.map(\.compact).joined(separator: ", ") + "]"
        case .object(let members):
            members.isEmpty
                ? "{}"
                : "{ " + members.map { Self.quoted($0) + ": " + $1.compact }.joined(separator: ", ") + " }"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
