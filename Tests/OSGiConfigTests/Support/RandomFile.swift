// SPDX-License-Identifier: Apache-2.0

import SeededRandom

@testable import OSGiConfig

/// A random configuration file, written in as odd a layout as its format allows, with what a reader must find in it.
struct RandomFile {
    struct Property: Equatable, CustomStringConvertible {
        var name: String
        var values: [String]
        var isMultiple: Bool
        var type: OSGiType?

        var description: String { "\(name)=\(values) \(isMultiple) \(type?.rawValue ?? "opaque")" }
    }

    private(set) var text = ""
    private(set) var properties: [Property] = []
    private var random: SeededRandom
    private let lineBreak: String

    init(seed: UInt64, format: OSGiFormat) {
        random = SeededRandom(seed: seed)
        lineBreak = random.pick(["\n", "\n", "\r\n"])
        switch format {
        case .felix: felix()
        case .json: json()
        case .node, .properties, .cfg: node()
        }
    }

    /// Names as written in each format, and decoded.
    private static let names: [(felix: String, json: String, node: String, name: String)] = [
        ("a", "a", "a", "a"), ("b.c-d_e", "b.c-d_e", "b.c-d_e", "b.c-d_e"),
        (#"f\ g"#, "f g", "f_x0020_g", "f g"),
        (#"h\=\"\\i"#, #"h=\"\\i"#, "h_x003d__x0022__x005c_i", #"h="\i"#),
        ("é😀", "é\\ud83d\\ude00", "é_xd83d__xde00_", "é😀"),
        (#"\u006a"#, #"\u006A"#, "j", "j"), ("I", "I", "I", "I"),
        ("k[0]", "k[0]", "k_x005b_0_x005d_", "k[0]"),
    ]

    private mutating func names(_ most: Int) -> [(felix: String, json: String, node: String, name: String)] {
        Array(Self.names.shuffled(using: &random).prefix(random.number(0...most)))
    }

    private mutating func blanks() -> String { random.pick(["", "", " ", "  ", "\t"]) }

    // MARK: Felix

    private mutating func felix() {
        let entries = names(6)
        for (index, entry) in entries.enumerated() {
            text += felixTrivia(isFirst: text.isEmpty)
            let value = random.chance(oneIn: 3) ? felixList() : felixSingle()
            text += entry.felix + random.pick(["=", "=", "=", " = ", "\t="]) + value.written
            properties.append(
                Property(name: entry.name, values: value.values, isMultiple: value.isList, type: value.type))
            if index < entries.count - 1 {
                text +=
                    random.chance(oneIn: 5)
                    ? random.pick([" ", "\t ", " # note" + lineBreak]) : blanks() + lineBreak
            }
        }
        if random.chance(oneIn: 2) {
            text += (entries.isEmpty ? "" : lineBreak) + felixTrivia(isFirst: entries.isEmpty)
        }
        if random.chance(oneIn: 4) { text += random.pick([" # end", "#", lineBreak + "  "]) }
    }

    private mutating func felixTrivia(isFirst: Bool) -> String {
        var result = ""
        while random.chance(oneIn: 3) {
            let isLineStart = isFirst && result.isEmpty || result.hasSuffix("\n") || text.hasSuffix("\n")
            result += random.pick([
                "# é \"=[" + lineBreak, lineBreak, isLineStart ? blanks() + lineBreak : lineBreak,
            ])
        }
        return result + blanks()
    }

    private mutating func felixSingle() -> (written: String, values: [String], isList: Bool, type: OSGiType) {
        let (code, type) = random.pick([
            ("", OSGiType.string), ("", .string), ("T", .string), ("I", .integer), ("b", .boolean),
        ])
        let (written, value) = felixText(type)
        return (code + "\"" + written + "\"", [value], false, type)
    }

    private mutating func felixList() -> (written: String, values: [String], isList: Bool, type: OSGiType) {
        let (code, type) = random.pick([("", OSGiType.string), ("", .string), ("L", .long)])
        let (open, close) = random.pick([("[", "]"), ("(", ")")])
        let gap = random.pick([
            "", " ", " \\" + lineBreak + "  ", "\\" + lineBreak, lineBreak + "\t",
            "\\" + lineBreak + "\\" + lineBreak,
        ])
        var values: [String] = []
        var items: [String] = []
        for _ in 0..<random.number(0...4) {
            let (written, value) = felixText(type)
            items.append("\"" + written + "\"" + (random.chance(oneIn: 6) ? " " : ""))
            values.append(value)
        }
        var written =
            code + open + gap + items.joined(separator: "," + (random.chance(oneIn: 6) ? "," : "") + gap)
        if !items.isEmpty && random.chance(oneIn: 2) { written += "," }
        written += random.pick([gap, "", " \\" + lineBreak]) + close
        return (written, values, true, type)
    }

    private mutating func felixText(_ type: OSGiType) -> (written: String, value: String) {
        switch type {
        case .integer, .long: return random.pick([("0", "0"), ("-17", "-17"), ("\\u0031", "1")])
        case .boolean: return random.pick([("true", "true"), ("false", "false")])
        default: break
        }
        var written = ""
        var value = ""
        for _ in 0..<random.number(0...5) {
            let piece = random.pick([
                ("x", "x"), ("\\ ", " "), (" ", " "), ("\\=", "="), ("\\\"", "\""), ("\\\\", "\\"),
                ("\\n", "\n"),
                ("\n", "\n"), ("\r\n", "\n"), ("\\u00e9", "é"), ("é☃😀", "é☃😀"), ("#", "#"), ("]", "]"),
                (",", ","),
                ("\\q", "q"), ("\\ud83d\\ude00", "😀"), ("{", "{"), ("\\\r\n", "\n"),
            ])
            written += piece.0
            value += piece.1
        }
        return (written, value)
    }

    // MARK: JSON

    private mutating func json() {
        let style = random.pick([" ", "", lineBreak + "  ", lineBreak + "\t"])
        text += jsonTrivia("") + "{"
        let entries = names(6)
        for (index, entry) in entries.enumerated() {
            text += jsonTrivia(style)
            let value = jsonValue(style)
            text +=
                "\"" + entry.json + value.hint + "\"" + random.pick(["", "", " ", " /* : */"]) + ":"
                + random.pick(["", " "])
            text += value.written
            properties.append(
                Property(name: entry.name, values: value.values, isMultiple: value.isList, type: value.type))
            if index < entries.count - 1 { text += random.pick(["", "", "", " ", " /* , */"]) + "," }
        }
        text +=
            jsonTrivia(random.pick([lineBreak, style, ""])) + "}" + jsonTrivia(random.pick(["", lineBreak]))
    }

    private mutating func jsonTrivia(_ usual: String) -> String {
        if random.chance(oneIn: 6) {
            return usual + "/* \"{,*" + random.pick(["", lineBreak]) + "*/" + random.pick(["", usual])
        }
        if random.chance(oneIn: 6) {
            return random.pick(["", " ", usual]) + "// \"}é" + lineBreak + random.pick(["", usual])
        }
        return usual
    }

    private mutating func jsonValue(_ style: String)
        -> (hint: String, written: String, values: [String], isList: Bool, type: OSGiType?)
    {
        if random.chance(oneIn: 6) {
            return ("", random.pick(["{}", "{\"a\":[{\"b\":null}]}", "[[]]", "[1,\"x\"]"]), [], false, nil)
        }
        let (hint, type) = random.pick([
            ("", OSGiType.string), ("", .string), ("String", .string), ("", .long), ("", .boolean),
            ("Integer", .integer),
        ])
        guard random.chance(oneIn: 3) else {
            let (written, value) = jsonScalar(type)
            return (hint.isEmpty ? "" : ":" + hint, written, [value], false, type)
        }
        var values: [String] = []
        var written = "["
        let count = random.number(0...4)
        for index in 0..<count {
            let (item, value) = jsonScalar(type)
            written += (index > 0 ? "," : "") + jsonTrivia(style) + item
            values.append(value)
        }
        written += jsonTrivia(random.pick([style, ""])) + "]"
        let isUnhintedEmpty = values.isEmpty && hint.isEmpty
        return (
            hint.isEmpty ? "" : ":" + hint + "[]", written, values, true, isUnhintedEmpty ? .string : type
        )
    }

    private mutating func jsonScalar(_ type: OSGiType) -> (written: String, value: String) {
        switch type {
        case .integer, .long:
            return random.pick([("0", "0"), ("-17", "-17"), ("9007199254740993", "9007199254740993")])
        case .boolean: return random.pick([("true", "true"), ("false", "false")])
        default: break
        }
        var written = "\""
        var value = ""
        for _ in 0..<random.number(0...5) {
            let piece = random.pick([
                ("x", "x"), (" ", " "), ("\\\"", "\""), ("\\\\", "\\"), ("\\/", "/"), ("//", "//"),
                ("/*", "/*"),
                ("\\n", "\n"), ("\\u00e9", "é"), ("é☃😀", "é☃😀"), ("\\ud83D\\udE00", "😀"), ("}", "}"),
                (",", ","),
            ])
            written += piece.0
            value += piece.1
        }
        return (written + "\"", value)
    }

    // MARK: Node

    private mutating func node() {
        text = random.pick(["", "<?xml version=\"1.0\"?>" + lineBreak, "<!-- é -->" + lineBreak])
        let gap = random.pick([" ", lineBreak + "    ", "\t"])
        let quote = random.pick(["\"", "'"])
        text +=
            "<jcr:root xmlns:jcr=\"http://www.jcp.org/jcr/1.0\"\(gap)jcr:primaryType=\(quote)sling:OsgiConfig\(quote)"
        for entry in names(6) {
            let (prefix, type) = random.pick([
                ("", OSGiType.string), ("", .string), ("{Long}", .long), ("{Boolean}", .boolean),
            ])
            let isList = random.chance(oneIn: 3)
            let pieces: [(String, String)] =
                switch type {
                case .long: [("5", "5")]
                case .boolean: [("true", "true")]
                default:
                    [
                        ("x", "x"), ("&lt;&amp;", "<&"), ("é😀", "é😀"), ("&#xa;", "\n"), ("\\\\", "\\"),
                        ("\\,", ","),
                    ]
                }
            let values = (0..<(isList ? random.number(1...3) : 1)).map { _ in random.pick(pieces) }
            let written = values.map(\.0).joined(separator: ",")
            text += gap + entry.node + "=" + quote + prefix + (isList ? "[\(written)]" : written) + quote
            properties.append(
                Property(name: entry.name, values: values.map(\.1), isMultiple: isList, type: type))
        }
        text += random.pick(["/>", " />", "><child k=\"1\"/></jcr:root>"]) + random.pick(["", lineBreak])
    }
}
