// SPDX-License-Identifier: Apache-2.0

import DocView

/// What the bytes of an attribute can be a sign of, as far as a profile's conditions and references go.
struct Interests: Sendable {
    /// What a value must look like.
    enum Look: Sendable {
        case anything
        /// It holds this text, in whatever case; a value that is not written literally may.
        case text(String)
    }

    private struct Interest: Sendable {
        let name: [UInt8]
        /// Lower case; empty for any value.
        let text: [UInt8]
        /// 0 for what is always of interest.
        let sign: UInt64
    }

    /// By the length of the name.
    private var byLength: [[Interest]] = []
    private var signs = 0
    private(set) var isComplete = true

    private static let pathParts = ReferenceFinder.pathParts.map { Array($0.utf8) }

    mutating func add(_ property: String, _ look: Look) -> UInt64 {
        guard signs < 64 else {
            isComplete = false
            return 0
        }
        let sign = UInt64(1) << UInt64(signs)
        signs += 1
        append(property, look, sign)
        return sign
    }

    /// A property that is worth parsing the file for, whatever it holds.
    mutating func addAlways(_ property: String) { append(property, .anything, 0) }

    /// The type of nodes that are OSGi configurations.
    mutating func addConfigurationType() { append("jcr:primaryType", .text("sling:OsgiConfig"), 0) }

    private mutating func append(_ property: String, _ look: Look, _ sign: UInt64) {
        var text: [UInt8] = []
        if case .text(let wanted) = look { text = Array(wanted.lowercased().utf8) }
        let name = Array(property.utf8)
        // A byte stands for more than itself beyond ASCII, and where XML has another way to write it.
        let isPlain = (name + text).allSatisfy { (0x21..<0x7F).contains($0) && !"&<>\"'\\".utf8.contains($0) }
        if !isPlain { isComplete = false }
        while byLength.count <= name.count { byLength.append([]) }
        byLength[name.count].append(Interest(name: name, text: text, sign: sign))
    }

    /// What an attribute is a sign of; nil where the file must be parsed for it.
    func signs(of attribute: PlainDocView.Attribute) -> UInt64? {
        var seen: UInt64 = 0
        if attribute.name.count < byLength.count {
            for interest in byLength[attribute.name.count]
            where interest.name.elementsEqual(attribute.name) && mayHold(interest.text, attribute) {
                if interest.sign == 0 { return nil }
                seen |= interest.sign
            }
        }
        return mayBeReference(attribute) || isKeepMarker(attribute) ? nil : seen
    }

    /// A package of changes must not be taken for an export.
    private func isKeepMarker(_ attribute: PlainDocView.Attribute) -> Bool {
        attribute.value.starts(with: Self.keepMarker)
    }

    private static let keepMarker = Array(DocViewExcerpt.keepMarkerText.utf8)

    private func mayHold(_ text: [UInt8], _ attribute: PlainDocView.Attribute) -> Bool {
        !attribute.isLiteral || text.isEmpty || attribute.value.containsIgnoringCase(text)
    }

    /// A reference by path begins with a slash, in a list or behind a type too.
    private func mayBeReference(_ attribute: PlainDocView.Attribute) -> Bool {
        guard let first = attribute.value.first else { return false }
        if attribute.isLiteral, first != UInt8(ascii: "/") { return false }
        // Escapes can stand between any two letters.
        if attribute.value.contains(UInt8(ascii: "\\")) { return attribute.value.contains(UInt8(ascii: "/")) }
        return Self.pathParts.contains { attribute.value.containsIgnoringCase($0) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether these ASCII bytes, which are in lower case, are in it.
    fileprivate func containsIgnoringCase(_ text: [UInt8]) -> Bool {
        guard count >= text.count, let first = text.first else { return text.isEmpty }
        for start in 0...(count - text.count) where self[start].lowercase == first {
            var offset = 1
            while offset < text.count, self[start + offset].lowercase == text[offset] { offset += 1 }
            if offset == text.count { return true }
        }
        return false
    }
}

extension UInt8 {
    fileprivate var lowercase: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
