// SPDX-License-Identifier: Apache-2.0

/// Lines of growing offsets, without counting any byte twice.
package struct LineCounter {
    private var offset = 0
    private var line = 1

    /// At the beginning of a file.
    package init() {}

    /// The line, counted from 1, of the byte at `target`, which must not lie before the one of the last call.
    package mutating func line(at target: Int, in bytes: [UInt8]) -> Int {
        while offset < target {
            if bytes[offset] == .lineFeed { line += 1 }
            offset += 1
        }
        return line
    }
}
