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
    /// The record with who ran it, and what it was told to stop at. Only the command itself looks at that: what runs as a library names nobody.
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
    private static var user: String {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
            return "user \(geteuid())"
        }
        return String(cString: name)
    }

    private static var host: String? {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
