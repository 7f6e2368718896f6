// SPDX-License-Identifier: Apache-2.0
import CLibZip
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Pieces of bytes, one after the other, as a file that libzip reads.
final class ZipSource {
    private let pieces: [ByteWindow]
    private let count: Int
    private var position = 0
    private var failure: Errno?
    /// What stands from a position on, as far as it was read ahead: libzip reads a directory in pieces of some bytes.
    private var ahead: (start: Int, bytes: [UInt8]) = (0, [])
    private static let aheadLength = 64 << 10

    private init(_ pieces: [ByteWindow]) {
        self.pieces = pieces
        count = pieces.reduce(0) { $0 + $1.count }
    }

    /// An archive that libzip reads from these pieces, or nil and libzip's code. Whoever gets it discards it.
    static func open(_ pieces: [ByteWindow], code: inout Int32) -> OpaquePointer? {
        let state = Unmanaged.passRetained(ZipSource(pieces))
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_function_create(Self.callback, state.toOpaque(), &error) else {
            state.release()
            code = zip_error_code_zip(&error)
            return nil
        }
        // The source releases the state when it goes.
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            code = zip_error_code_zip(&error)
            zip_source_free(source)
            return nil
        }
        return archive
    }

    /// What libzip asks of a source that can be read at any place (zip_source_function(3)).
    private static let callback: zip_source_callback = { state, data, length, command in
        guard let state else { return -1 }
        let reference = Unmanaged<ZipSource>.fromOpaque(state)
        if command == ZIP_SOURCE_FREE {
            reference.release()
            return 0
        }
        return reference.takeUnretainedValue().answer(command, data, length)
    }

    private static let supported: Int64 = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
    ].reduce(0) { $0 | 1 << Int64($1.rawValue) }

    private func answer(
        _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: UInt64
    ) -> Int64 {
        switch command {
        case ZIP_SOURCE_SUPPORTS: return Self.supported
        case ZIP_SOURCE_OPEN:
            position = 0
            return 0
        case ZIP_SOURCE_CLOSE: return 0
        case ZIP_SOURCE_TELL: return Int64(position)
        case ZIP_SOURCE_READ: return read(UnsafeMutableRawBufferPointer(start: data, count: Int(length)))
        case ZIP_SOURCE_SEEK: return seek(data, length)
        case ZIP_SOURCE_STAT:
            guard let data, length >= UInt64(MemoryLayout<zip_stat_t>.size) else { return -1 }
            let stat = data.assumingMemoryBound(to: zip_stat_t.self)
            zip_stat_init(stat)
            stat.pointee.size = UInt64(count)
            stat.pointee.valid = UInt64(ZIP_STAT_SIZE)
            return Int64(MemoryLayout<zip_stat_t>.size)
        case ZIP_SOURCE_ERROR:
            guard let data, length >= UInt64(2 * MemoryLayout<Int32>.size) else { return -1 }
            let codes = data.assumingMemoryBound(to: Int32.self)
            codes[0] = ZIP_ER_READ
            codes[1] = (failure ?? .ioError).rawValue
            return Int64(2 * MemoryLayout<Int32>.size)
        default:
            return -1
        }
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int64 {
        do throws(Errno) {
            var taken = try readAhead(buffer)
            if taken == 0 { taken = try read(buffer, at: position) }
            position += taken
            return Int64(taken)
        } catch {
            failure = error
            return -1
        }
    }

    /// Takes a small piece from what was read ahead; 0 where it must be read directly.
    private func readAhead(_ buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        let wanted = min(buffer.count, count - position)
        guard wanted > 0, wanted < 4096, let target = buffer.baseAddress else { return 0 }
        var start = position - ahead.start
        if start < 0 || start + wanted > ahead.bytes.count {
            var bytes = [UInt8](repeating: 0, count: min(Self.aheadLength, count - position))
            var result: Result<Int, Errno> = .success(0)
            bytes.withUnsafeMutableBytes { bytes in
                do throws(Errno) {
                    result = .success(try read(bytes, at: position))
                } catch {
                    result = .failure(error)
                }
            }
            guard try result.get() == bytes.count else { return 0 }
            ahead = (position, bytes)
            start = 0
        }
        ahead.bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { target.copyMemory(from: $0 + start, byteCount: wanted) }
        }
        return wanted
    }

    /// Fills a buffer from a position on as far as there are bytes, and returns how many that were.
    private func read(_ buffer: UnsafeMutableRawBufferPointer, at position: Int) throws(Errno) -> Int {
        var done = 0
        var start = 0
        for piece in pieces {
            let place = position + done - start
            start += piece.count
            guard place >= 0, place < piece.count, done < buffer.count else { continue }
            done += try piece.read(
                at: place, into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
        }
        return done
    }

    private func seek(_ data: UnsafeMutableRawPointer?, _ length: UInt64) -> Int64 {
        guard let data else { return -1 }
        let place = zip_source_seek_compute_offset(UInt64(position), UInt64(count), data, length, nil)
        guard place >= 0 else { return -1 }
        position = Int(place)
        return 0
    }
}
