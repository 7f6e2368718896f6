// SPDX-License-Identifier: Apache-2.0

/// The elements that the report page consists of.
enum HTMLElement: String {
    case a, article, b, body, button, caption, code, dd, del, details, div, dl, dt, figure, footer, h1, h2, h3
    case head, header, html, input, ins, label, li, main, meta, nav, optgroup, option, p, pre, rect, script
    case section, select, span, strong, style, summary, svg, table, tbody, td, text, th, thead, title, tr, ul
}

/// The attributes that elements of the report page have.
enum HTMLAttribute: String {
    case ariaHidden = "aria-hidden"
    case ariaLabel = "aria-label"
    case ariaLabelledBy = "aria-labelledby"
    case autocomplete, charset
    case `class`, content
    /// What the script filters by: states, storage form and tenant.
    case dataStates = "data-s"
    case dataForm = "data-f"
    case dataTenant = "data-t"
    /// Marks what the script closes when it starts. Without the script everything stays open.
    case dataLong = "data-long"
    case fill
    case fontSize = "font-size"
    case fontWeight = "font-weight"
    case `for`, height, hidden, href
    case httpEquiv = "http-equiv"
    case id, label, lang, name, open, role, rowspan, scope, spellcheck, tabindex
    case textAnchor = "text-anchor"
    case type, value, width, x, y
}

/// HTML, written from front to back into one buffer.
///
/// Every text and every attribute value is escaped, and characters that would do anything but be read are shown by their
/// code point. `unescaped` is the only way around that. The three ways to write an element differ in line breaks alone:
/// `element` adds none, `line` adds one after the element, and `block` adds one after its start tag too.
struct HTMLBuilder {
    /// In the order in which they are written; nil for an attribute that is only a name.
    typealias Attributes = KeyValuePairs<HTMLAttribute, String?>

    private(set) var bytes: [UInt8] = []

    mutating func element(
        _ element: HTMLElement, _ attributes: Attributes = [:], _ content: (inout HTMLBuilder) -> Void
    ) {
        start(element, attributes)
        content(&self)
        end(element)
    }

    mutating func element(_ element: HTMLElement, _ attributes: Attributes = [:], text: String) {
        start(element, attributes)
        self.text(text)
        end(element)
    }

    mutating func line(
        _ element: HTMLElement, _ attributes: Attributes = [:], _ content: (inout HTMLBuilder) -> Void
    ) {
        self.element(element, attributes, content)
        lineBreak()
    }

    mutating func line(_ element: HTMLElement, _ attributes: Attributes = [:], text: String) {
        self.element(element, attributes, text: text)
        lineBreak()
    }

    mutating func block(
        _ element: HTMLElement, _ attributes: Attributes = [:], _ content: (inout HTMLBuilder) -> Void
    ) {
        start(element, attributes)
        lineBreak()
        content(&self)
        end(element)
        lineBreak()
    }

    /// A start tag alone: of an element that has no content, or whose end tag HTML lets a page leave out. What there may be
    /// thousands of does without its end tags. `end` is for an element whose content comes from elsewhere.
    mutating func start(_ element: HTMLElement, _ attributes: Attributes = [:]) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: element.rawValue.utf8)
        for (name, value) in attributes {
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: name.rawValue.utf8)
            guard let value else { continue }
            bytes.append(contentsOf: "=\"".utf8)
            text(value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    mutating func end(_ element: HTMLElement) {
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: element.rawValue.utf8)
        bytes.append(UInt8(ascii: ">"))
    }

    mutating func lineBreak() { bytes.append(UInt8(ascii: "\n")) }

    /// Text on one line.
    mutating func text(_ text: String) {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        escape(isPlain ? text : HarmlessText.line(text))
    }

    /// Text that keeps its line feeds and tabs.
    mutating func lines(_ text: String) { escape(HarmlessText.block(text)) }

    /// What is HTML already, or is the content of a style or script element.
    mutating func unescaped(_ html: some Sequence<UInt8>) { bytes.append(contentsOf: html) }

    /// By bytes, and not by characters: to Swift `"` with an accent on it is another character than `"`, and so is `<`
    /// behind some Arabic signs, but a browser sees the quote and the tag.
    private mutating func escape(_ text: String) {
        var text = text
        text.withUTF8 { text in
            var written = 0
            for (index, byte) in text.enumerated() {
                let reference: StaticString
                switch byte {
                case UInt8(ascii: "<"): reference = "&lt;"
                case UInt8(ascii: ">"): reference = "&gt;"
                case UInt8(ascii: "&"): reference = "&amp;"
                case UInt8(ascii: "\""): reference = "&quot;"
                case UInt8(ascii: "'"): reference = "&#39;"
                // Two hashes begin a command to build servers, in whose logs a page can end up too.
                case UInt8(ascii: "#") where (index > written ? text[index - 1] : bytes.last) == byte:
                    reference = "&#35;"
                default: continue
                }
                bytes.append(contentsOf: text[written..<index])
                reference.withUTF8Buffer { bytes.append(contentsOf: $0) }
                written = index + 1
            }
            bytes.append(contentsOf: text[written...])
        }
    }
}
