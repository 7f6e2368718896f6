// SPDX-License-Identifier: Apache-2.0

/// Numbers as zip writes them: the lowest byte first. Positions must lie within the array.
extension [UInt8] {
    func number16(at position: Int) -> Int {
        Int(self[position]) | Int(self[position + 1]) << 8
    }

    func number32(at position: Int) -> Int {
        number16(at: position) | number16(at: position + 2) << 16
    }

    /// Nil for what no file size or position can be.
    func number64(at position: Int) -> Int? {
        let high = number32(at: position + 4)
        return high < 1 << 31 ? number32(at: position) | high << 32 : nil
    }

    mutating func set16(_ number: Int, at position: Int) {
        self[position] = UInt8(truncatingIfNeeded: number)
        self[position + 1] = UInt8(truncatingIfNeeded: number >> 8)
    }

    mutating func set32(_ number: Int, at position: Int) {
        set16(number, at: position)
        set16(number >> 16, at: position + 2)
    }

    mutating func set64(_ number: Int, at position: Int) {
        set32(number, at: position)
        set32(number >> 32, at: position + 4)
    }

    mutating func append16(_ number: Int) {
        append(UInt8(truncatingIfNeeded: number))
        append(UInt8(truncatingIfNeeded: number >> 8))
    }

    mutating func append32(_ number: Int) {
        append16(number)
        append16(number >> 16)
    }
}
