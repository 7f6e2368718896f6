// SPDX-License-Identifier: Apache-2.0

/// The bytes of a text file, and places in it.
struct SourceText {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Makes sure that a file can be read as text at all.
    ///
    /// - Throws: `limitReached` for its size; `encodingUnsupported` for a byte order mark and for anything but UTF-8;
    ///   `malformed` for a zero byte.
    func check(limits: OSGiConfigLimits) throws(OSGiConfigError) {
        guard bytes.count <= limits.maximumBytes else {
            throw .limitReached(
                line: 1, description: "the file has \(bytes.count) bytes, more than \(limits.maximumBytes)")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw .encodingUnsupported(line: 1, description: "the file is UTF-16")
        }
        // Java's UTF-8 reader hands a mark on, and Felix would take it for a part of the first name.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw .encodingUnsupported(
                line: 1, description: "the file begins with a byte order mark, which AEM does not understand")
        }
        if let offset = firstInvalidByte {
            throw .encodingUnsupported(
                line: place(of: offset).line,
                description: "a byte sequence that is no UTF-8, at byte \(offset + 1) of the file")
        }
        if let zero = bytes.firstIndex(of: 0) { throw malformed(at: zero, "a zero byte in the text") }
    }

    private var firstInvalidByte: Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) { offset += scalar.count }
        return offset
    }

    /// Line and column of a byte, both counted from 1; columns are bytes.
    func place(of offset: Int) -> (line: Int, column: Int) {
        let before = bytes[..<min(offset, bytes.count)]
        let start = before.lastIndex(of: .lineFeed).map { $0 + 1 } ?? 0
        return (1 + before.count { $0 == .lineFeed }, before.count - start + 1)
    }

    func malformed(at offset: Int, _ description: String) -> OSGiConfigError {
        let place = place(of: offset)
        return .malformed(line: place.line, column: place.column, description: description)
    }

    func byte(at offset: Int) -> UInt8? {
        offset >= 0 && offset < bytes.count ? bytes[offset] : nil
    }

    /// The offset after a line break, CR LF being one; the same offset if there is none.
    func endOfLineBreak(at offset: Int) -> Int {
        switch byte(at: offset) {
        case .carriageReturn: byte(at: offset + 1) == .lineFeed ? offset + 2 : offset + 1
        case .lineFeed: offset + 1
        default: offset
        }
    }

    /// The offset of the line break that ends right before an offset; the same offset if there is none.
    func startOfLineBreak(before offset: Int) -> Int {
        switch byte(at: offset - 1) {
        case .lineFeed: byte(at: offset - 2) == .carriageReturn ? offset - 2 : offset - 1
        case .carriageReturn: offset - 1
        default: offset
        }
    }

    /// The first offset from `offset` on whose byte is no white space within a line.
    func endOfBlanks(at offset: Int) -> Int {
        var offset = offset
        while let byte = byte(at: offset), byte.isBlank { offset += 1 }
        return offset
    }

    /// Where the white space within a line begins that ends at `offset`.
    func startOfBlanks(before offset: Int, limit: Int = 0) -> Int {
        var offset = offset
        while offset > limit, bytes[offset - 1].isBlank { offset -= 1 }
        return offset
    }

    /// The first line break of the file, but no CR alone, which does not end a comment for every reader; LF if it has
    /// none.
    var lineBreak: [UInt8] {
        guard let lineFeed = bytes.firstIndex(of: .lineFeed) else { return [.lineFeed] }
        return Array(bytes[startOfLineBreak(before: lineFeed + 1)...lineFeed])
    }
}
