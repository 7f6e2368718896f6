// SPDX-License-Identifier: Apache-2.0

/// What a member of the JSON object means as a property, by the rules of Apache Felix's `cm.json`, which AEM reads
/// `.cfg.json` files with.
enum JSONMembers {
    static func member(
        key: String, value: JSONValue, span: Range<Int>, nameSpan: Range<Int>, line: Int
    ) -> (JSONFile.Member, OSGiDoubt?) {
        let (name, hint) = JSONTypeHint.split(key)
        let meaning = Meaning(value: value, hint: hint)
        let property = OSGiProperty(
            name: name, values: meaning.values, isMultiple: meaning.isMultiple, type: meaning.type,
            span: span,
            nameSpan: nameSpan, valueSpan: value.span, line: line)
        return (
            JSONFile.Member(property: property, hint: hint, value: value),
            meaning.doubt.map { OSGiDoubt(property: name, line: line, reason: $0) }
        )
    }

    private struct Meaning {
        var values: [String] = []
        var isMultiple = false
        var type: OSGiType?
        var doubt: String?

        init(value: JSONValue, hint: JSONTypeHint?) {
            if let hint, !hint.isKnown {
                doubt = "a type hint that AEM does not know, for which it refuses the file"
                return
            }
            switch value.kind {
            case .null where hint?.isList == true && hint?.text.hasPrefix("Collection") == true:
                (isMultiple, type) = (true, hint?.type ?? .string)
            case .null:
                doubt = "null, for which AEM drops the whole configuration"
            case .object:
                doubt = "an object, which AEM would take for its text"
            case .array: readArray(value, hint)
            case .string, .number, .boolean:
                values = [value.text]
                isMultiple = hint?.isList ?? false
                type = hint?.type ?? Self.type(of: [value])
                check(value, hint)
            }
        }

        private mutating func readArray(_ value: JSONValue, _ hint: JSONTypeHint?) {
            if let hint, !hint.isList {
                doubt = "an array where the type hint says a single value; AEM takes the first"
                return
            }
            guard let found = Self.type(of: value.elements) else {
                doubt = "an array of unlike things, which AEM takes for its text"
                return
            }
            values = value.elements.map(\.text)
            (isMultiple, type) = (true, hint?.type ?? found)
            for element in value.elements { check(element, hint) }
        }

        /// Texts are turned into numbers as Java does it; numbers are cut to the size of their type.
        private mutating func check(_ value: JSONValue, _ hint: JSONTypeHint?) {
            switch value.kind {
            case .string:
                guard let type = hint?.type, ![.boolean, .character].contains(type),
                    !type.accepts(value.text, asBits: false)
                else { return }
                doubt = "a value that is no \(type.rawValue), for which AEM refuses the file"
            case .number:
                let type = hint?.type ?? (JSONText.isIntegral(value.text) ? .long : .double)
                guard !Self.holds(value.text, in: type) else { return }
                doubt = "a number that is no \(type.rawValue), of which AEM makes another one"
            default: return
            }
        }

        /// Whether a type has a JSON number; fractions get lost in whole numbers.
        private static func holds(_ number: String, in type: OSGiType) -> Bool {
            switch type {
            case .integer, .long, .short, .byte:
                if type.accepts(number, asBits: false) { return true }
                // Another spelling of a whole number: 1.0, 1e3. Beyond 2^53 a Double is not exact.
                guard let value = Double(number), value == value.rounded(), abs(value) < 0x1p53 else {
                    return false
                }
                return type.accepts(String(Int64(value)), asBits: false)
            case .float: return Float(number)?.isFinite ?? false
            case .double: return Double(number)?.isFinite ?? false
            case .string, .character, .boolean, .date: return true
            }
        }

        /// The type that values have by themselves: String, Boolean, Long, Double; `nil` for others and mixtures. An
        /// empty array is one of String.
        private static func type(of values: [JSONValue]) -> OSGiType? {
            guard let kind = values.first?.kind else { return .string }
            guard values.allSatisfy({ $0.kind == kind }) else { return nil }
            switch kind {
            case .string: return .string
            case .boolean: return .boolean
            case .number: return values.allSatisfy { JSONText.isIntegral($0.text) } ? .long : .double
            case .null, .object, .array: return nil
            }
        }
    }
}
