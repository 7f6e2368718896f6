// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Files as the system has them: names and contents are bytes.
enum Files {
    static func read(_ path: RawPath) throws -> [UInt8] {
        // Foundation's own way leaks a page for each empty file, which the address sanitizer's leak check counts.
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw SystemFailure(path.display, "open") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw SystemFailure(path.display, "read") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    static func read(_ path: String) throws -> [UInt8] { try read(RawPath(path)) }

    static func text(_ path: String) throws -> String {
        let bytes = try read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SystemFailure(path, "read as UTF-8")
        }
        return text
    }

    static func write(_ bytes: [UInt8], to path: RawPath) throws {
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
        guard descriptor >= 0 else { throw SystemFailure(path.display, "open") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(bytes))
    }

    /// Makes a folder and those above it, as far as they are missing.
    static func makeFolder(_ path: RawPath) throws {
        var length = 0
        while length < path.bytes.count {
            let rest = path.bytes[(length + 1)...]
            length = rest.firstIndex(of: RawPath.separator) ?? path.bytes.count
            let folder = RawPath(Array(path.bytes[..<length]))
            guard folder.withCString({ mkdir($0, 0o755) }) == 0 || errno == EEXIST else {
                throw SystemFailure(folder.display, "mkdir")
            }
        }
    }

    /// The names in a folder, in byte order.
    static func names(in folder: RawPath) throws -> [[UInt8]] {
        guard let stream = folder.withCString({ opendir($0) }) else {
            throw SystemFailure(folder.display, "opendir")
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// What is at the path itself, were it a link.
    static func status(_ path: RawPath) throws -> stat {
        var status = stat()
        guard path.withCString({ lstat($0, &status) }) == 0 else {
            throw SystemFailure(path.display, "lstat")
        }
        return status
    }

    static func linkTarget(_ path: RawPath) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = path.withCString { name in
            buffer.withUnsafeMutableBytes { bytes in
                bytes.bindMemory(to: CChar.self).baseAddress.map { readlink(name, $0, bytes.count) } ?? -1
            }
        }
        guard count >= 0 else { throw SystemFailure(path.display, "readlink") }
        return Array(buffer[..<count])
    }
}

/// A path of any bytes; a string literal where it is text.
struct RawPath: Hashable, Comparable, ExpressibleByStringInterpolation {
    static let separator = UInt8(ascii: "/")

    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(_ text: String) { bytes = Array(text.utf8) }
    init(stringLiteral text: String) { self.init(text) }

    var parent: RawPath? {
        bytes.lastIndex(of: Self.separator).map { RawPath(Array(bytes[..<$0])) }
    }

    /// The path as text, bytes that are no UTF-8 as the contract shows them.
    var display: String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return bytes.map { byte in
            byte < 0x80 ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    static func + (left: RawPath, right: RawPath) -> RawPath { RawPath(left.bytes + right.bytes) }
    static func / (left: RawPath, right: RawPath) -> RawPath { left + "/" + right }
    static func < (left: RawPath, right: RawPath) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map(body) ?? "".withCString(body)
        }
    }
}

/// A call of the system that failed, so that the test cannot say anything.
struct SystemFailure: Error {
    let path: String
    let call: String
    let code: Int32

    init(_ path: String, _ call: String) {
        self.path = path
        self.call = call
        code = errno
    }
}
