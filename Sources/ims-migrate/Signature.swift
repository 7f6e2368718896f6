// SPDX-License-Identifier: Apache-2.0

import AuditReport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension CommonOptions {
    /// The record with who ran it, and what it was told to stop at. Only the command itself looks at that: what runs as a
    /// library names nobody.
    func signed(_ record: RunRecord) -> RunRecord {
        var record = record
        record.failOn = failOn.rawValue
        if let runBy {
            record.environment = RunRecord.Environment(user: runBy.isEmpty ? nil : runBy, host: nil)
        } else {
            record.environment = RunRecord.Environment(user: Self.user, host: Self.host)
        }
        return record
    }

    /// The login name, by the user id and not by a variable that anything can have set.
    private static var user: String { name(of: geteuid()) ?? "user \(geteuid())" }

    #if canImport(Darwin)
        private static func name(of id: uid_t) -> String? {
            getpwuid(id).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
        }
    #else
        /// From the file alone: to ask the system would open a socket to a daemon, and on the way to some directory.
        private static func name(of id: uid_t) -> String? {
            guard let file = fopen("/etc/passwd", "re") else { return nil }
            defer { fclose(file) }
            while let entry = fgetpwent(file) {
                if entry.pointee.pw_uid == id { return entry.pointee.pw_name.map { String(cString: $0) } }
            }
            return nil
        }
    #endif

    private static var host: String? {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
