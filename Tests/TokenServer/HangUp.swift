// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Accepts connections, reads what comes first, and closes them without a word, as no HTTP server does.
enum HangUp {
    struct NotListening: Error {}

    /// The port.
    static func listen() throws -> UInt16 {
        #if canImport(Darwin)
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && Foundation.listen(listener, 16) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isListening else { throw NotListening() }
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                var bytes = [UInt8](repeating: 0, count: 1024)
                _ = read(connection, &bytes, bytes.count)
                close(connection)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
