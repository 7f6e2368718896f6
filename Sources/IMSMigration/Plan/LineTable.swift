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
        bytes[starts[line]..<(line + 1 < starts.count ? starts[line + 1] : bytes.count)]
    }

    /// The lines as texts, without their line breaks.
    var texts: [String] {
        (0..<count).map { number in
            var line = self[number]
            if line.last == UInt8(ascii: "\n") { line.removeLast() }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            return String(decoding: line, as: UTF8.self)
        }
    }

    /// The line that holds a byte offset; the last one for the end of the file.
    func line(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return max(low - 1, 0)
    }
}
