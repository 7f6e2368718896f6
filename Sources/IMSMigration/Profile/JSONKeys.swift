// SPDX-License-Identifier: Apache-2.0

/// The keys of a JSON text, in the order in which they stand.
///
/// A key can stand twice in one object. Readers keep one of the two without a word, and what the other says would be lost.
package enum JSONKeys {
    /// A key where it stands.
    package struct Key: Sendable {
        /// Where in the text, as a path of keys: `recognise[2].when.property`.
        package var place: String
        /// The line on which it stands, from 1.
        package var line: Int
        /// Whether the same object has had it before.
        package var isRepeated: Bool
    }

    /// What the scanner is in the middle of, from the outermost in.
    private struct Level {
        var isObject: Bool
        var place: String
        var keys: Set<String> = []
        /// The key whose value comes next, or is being read.
        var key: String?
        var index = 0

        /// The place of the value that comes next.
        var next: String {
            guard isObject else { return "\(place)[\(index)]" }
            return place.isEmpty ? key ?? "" : "\(place).\(key ?? "")"
        }
    }

    /// The first key that its object has had before, as a path of keys; nil where there is none. `json` must be valid.
    static func firstRepeated(in json: [UInt8]) -> String? { all(in: json).first(where: \.isRepeated)?.place }

    /// All of them. `json` must be valid JSON.
    package static func all(in json: [UInt8]) -> [Key] {
        var found: [Key] = []
        var levels: [Level] = []
        var position = 0
        var line = 1
        while position < json.count {
            switch json[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                levels.append(
                    Level(isObject: json[position] == UInt8(ascii: "{"), place: levels.last?.next ?? ""))
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = levels.popLast()
            case UInt8(ascii: ","):
                guard !levels.isEmpty else { return found }
                levels[levels.count - 1].key = nil
                levels[levels.count - 1].index += 1
            case UInt8(ascii: "\""):
                let end = self.end(ofTextAt: position, in: json)
                if let level = levels.last, level.isObject, level.key == nil {
                    let key = text(json[position..<end])
                    levels[levels.count - 1].key = key
                    let isNew = levels[levels.count - 1].keys.insert(key).inserted
                    found.append(
                        Key(place: levels[levels.count - 1].next, line: line, isRepeated: !isNew))
                }
                position = end - 1
            case UInt8(ascii: "\n"): line += 1
            default: break
            }
            position += 1
        }
        return found
    }

    /// Where a text with its quotes ends.
    private static func end(ofTextAt start: Int, in json: [UInt8]) -> Int {
        var position = start + 1
        while position < json.count, json[position] != UInt8(ascii: "\"") {
            position += json[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position + 1, json.count)
    }

    /// What a text in quotes stands for: a key can be spelled with escapes.
    private static func text(_ quoted: ArraySlice<UInt8>) -> String {
        if quoted.contains(UInt8(ascii: "\\")), case .string(let text)? = JSONValue.parse(Array(quoted)) {
            return text
        }
        return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
}
