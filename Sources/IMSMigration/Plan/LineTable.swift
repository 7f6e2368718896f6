// SPDX-License-Identifier: Apache-2.0

/// The lines of a file by their byte offsets.
struct LineTable {
    let bytes: [UInt8]
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts: [Int] = []
        var start = 0
        while start < bytes.count {
            starts.append(start)
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            start = end.map { $0 + 1 } ?? bytes.count
        }
        self.starts = starts
    }

    var count: Int { starts.count }

    /// The line, with its line break.
    subscript(line: Int) -> ArraySlice<UInt8> {
        bytes[start(of: line)..<start(of: line + 1)]
    }

    /// What is shown of each line, without line breaks, where `masked` stands for the bytes.
    ///
    /// A text with other line breaks than the file says nothing of its lines: then nothing is shown of any of them.
    func shown(as masked: [UInt8]) -> [String] {
        let pieces = masked.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let lineBreaks = bytes.count { $0 == UInt8(ascii: "\n") }
        guard pieces.count == lineBreaks + 1 else { return Array(repeating: "…", count: count) }
        return pieces.prefix(count).map { piece in
            String(decoding: piece.last == UInt8(ascii: "\r") ? piece.dropLast() : piece, as: UTF8.self)
        }
    }

    /// The line that holds a byte offset; the last one for the end of the file.
    func line(at offset: Int) -> Int { max(lines(before: offset + 1) - 1, 0) }

    /// How many lines begin before a byte offset: where a line begins, its number; all of them for the end of the file.
    func lines(before offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The byte offset at which a line begins; the end of the file for the line behind the last one.
    func start(of line: Int) -> Int { line < starts.count ? starts[line] : bytes.count }
}
