// SPDX-License-Identifier: Apache-2.0

/// A strict reader of the HTML that this project writes: what a browser would repair is a fault here. End tags that the
/// standard lets a page leave away are no fault.
struct HTMLPage {
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    struct Element {
        var name: String
        var attributes: [(name: String, value: String)]

        subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    private(set) var elements: [Element] = []
    /// All text between tags with its references resolved, but for styles and scripts.
    private(set) var text = ""
    /// The content of style elements, and of script elements.
    private(set) var styles = "", scripts = ""

    private static let void: Set<String> = ["meta", "br", "input"]
    /// The elements that end where an element of a name begins.
    private static let endedByStart: [String: Set<String>] = [
        "dt": ["dt", "dd"], "dd": ["dt", "dd"], "td": ["td", "th"], "th": ["td", "th"],
        "tr": ["td", "th", "tr"], "tbody": ["td", "th", "tr", "thead", "tbody"],
        "p": ["p"], "dl": ["p"], "table": ["p"], "pre": ["p"], "details": ["p"],
    ]
    /// The elements that end where the one around them does.
    private static let endedByEnd: [String: Set<String>] = [
        "dl": ["dt", "dd"], "table": ["td", "th", "tr", "thead", "tbody"], "details": ["p"], "article": ["p"],
    ]

    private static func end(_ names: Set<String>?, of open: inout [String]) {
        while let last = open.last, names?.contains(last) == true { open.removeLast() }
    }

    init(_ source: String) throws {
        let doctype = "<!DOCTYPE html>\n"
        guard source.hasPrefix(doctype) else { throw Fault(description: "no doctype at the start") }
        var rest = source.unicodeScalars.dropFirst(doctype.unicodeScalars.count)
        var open: [String] = []
        while let scalar = rest.first {
            if scalar != "<" {
                let run = rest.prefix { $0 != "<" }
                rest = rest.dropFirst(run.count)
                if open.last == "style" {
                    styles += String(run)
                } else if open.last == "script" {
                    scripts += String(run)
                } else {
                    text += try Self.resolved(String(run))
                }
                continue
            }
            rest = rest.dropFirst()
            let isEnd = rest.first == "/"
            if isEnd { rest = rest.dropFirst() }
            let name = String(rest.prefix { ("a"..."z").contains($0) || ("0"..."9").contains($0) })
            rest = rest.dropFirst(name.unicodeScalars.count)
            guard !name.isEmpty else {
                throw Fault(description: "a < that begins no tag: \(String(rest.prefix(40)))")
            }
            if isEnd {
                Self.end(Self.endedByEnd[name], of: &open)
                guard rest.first == ">", open.popLast() == name else {
                    throw Fault(description: "</\(name)> closes nothing")
                }
                rest = rest.dropFirst()
            } else {
                Self.end(Self.endedByStart[name], of: &open)
                elements.append(Element(name: name, attributes: try Self.attributes(&rest)))
                if !Self.void.contains(name) { open.append(name) }
            }
        }
        guard open.isEmpty else { throw Fault(description: "never closed: \(open)") }
    }

    /// Attributes up to and with the `>`: a blank, a name, and a value in double quotes, or a name alone.
    private static func attributes(_ rest: inout Substring.UnicodeScalarView) throws -> [(
        name: String, value: String
    )] {
        var attributes: [(name: String, value: String)] = []
        while let scalar = rest.popFirst() {
            if scalar == ">" { return attributes }
            let name = String(rest.prefix { ("a"..."z").contains($0) || $0 == "-" })
            guard scalar == " ", !name.isEmpty else {
                throw Fault(description: "a tag that is none: \(String(rest.prefix(40)))")
            }
            rest = rest.dropFirst(name.unicodeScalars.count)
            guard rest.starts(with: "=\"".unicodeScalars) else {
                attributes.append((name, ""))
                continue
            }
            rest = rest.dropFirst(2)
            let value = rest.prefix { $0 != "\"" }
            rest = rest.dropFirst(value.count + 1)
            attributes.append((name, try resolved(String(value))))
        }
        throw Fault(description: "a tag that does not end")
    }

    private static let references: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'", "#35": "#",
    ]

    private static func resolved(_ text: String) throws -> String {
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "&" else {
                result.append(scalar)
                continue
            }
            let name = String(rest.prefix { $0 != ";" })
            guard let replacement = references[name] else {
                throw Fault(description: "a & that is no reference")
            }
            rest = rest.dropFirst(name.unicodeScalars.count + 1)
            result.append(replacement)
        }
        return String(result)
    }
}
