// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Descriptor {
    /// Gives this file the owner and group of `original`, as far as that is permitted.
    ///
    /// Only root may give files away, so the group alone is enough where the owner cannot be had: it is what a team has
    /// its access by. The owner alone is enough where the group may do no more and no less than anybody. Throws where
    /// neither will do.
    func takeOwner(of original: stat) throws(Errno) {
        let current = try status()
        if current.st_uid == original.st_uid, current.st_gid == original.st_gid { return }
        if (try? call { fchown(number, original.st_uid, original.st_gid) }) != nil { return }
        if current.st_gid == original.st_gid { return }
        do {
            try call { fchown(number, uid_t.max, original.st_gid) }
        } catch {
            guard current.st_uid == original.st_uid, original.groupIsAnybody else { throw error }
        }
    }

    /// Gives this file the permissions of `original`, but the right to act as an owner or group only where it still
    /// has that owner or group.
    func takePermissions(of original: stat) throws(Errno) {
        let current = try status()
        var permissions = original.permissions
        if current.st_uid != original.st_uid { permissions &= ~mode_t(S_ISUID) }
        if current.st_gid != original.st_gid { permissions &= ~mode_t(S_ISGID) }
        try call { fchmod(number, permissions) }
    }

    /// Takes all permissions from group and others.
    func restrictToOwner() throws(Errno) {
        try call { fchmod(number, 0o600) }
    }

    /// Gives this file the times of `original`.
    func takeTimes(of original: stat) throws(Errno) {
        let times = [original.access, original.modification]
        try call { futimens(number, times) }
    }
}
