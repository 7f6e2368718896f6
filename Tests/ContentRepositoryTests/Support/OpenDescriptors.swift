// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many open descriptors lead to a folder or into it. (All descriptors could not be counted: other tests run.)
func openDescriptors(below folder: String) -> Int {
    (0..<4096).filter { number in
        guard let path = path(of: CInt(number)) else { return false }
        return path == folder || path.hasPrefix(folder + "/")
    }.count
}

private func path(of descriptor: CInt) -> String? {
    var path = [CChar](repeating: 0, count: 65_536)
    #if canImport(Darwin)
        guard fcntl(descriptor, F_GETPATH, &path) != -1 else { return nil }
    #else
        guard readlink("/proc/self/fd/\(descriptor)", &path, path.count - 1) > 0 else { return nil }
    #endif
    return path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
}
