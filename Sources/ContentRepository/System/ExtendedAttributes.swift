// SPDX-License-Identifier: Apache-2.0
#if canImport(Darwin)
    import Darwin
#endif

/// What a file has besides its bytes, owner, mode and times: access control lists, labels, a user's own attributes.
enum ExtendedAttributes {
    /// Gives `copy` those of `original`, as far as system, file system and user allow: no failure is told of.
    ///
    /// An access control list that the copy has inherited from its folder, where the original has none, goes:
    /// it would let others in.
    static func transfer(from original: borrowing Descriptor, to copy: borrowing Descriptor) {
        #if canImport(Darwin)
            _ = fcopyfile(original.number, copy.number, nil, copyfile_flags_t(COPYFILE_ACL | COPYFILE_XATTR))
        #else
            let names = LinuxFile.attributeNames(original)
            for name in names where isKept(name) {
                LinuxFile.attribute(name, of: original).map { LinuxFile.setAttribute(name, of: copy, to: $0) }
            }
            removeInherited(from: copy, except: names)
        #endif
    }

    /// Those that `transfer` would keep, by their names. Empty where the system has no simple way to them.
    static func kept(of file: borrowing Descriptor) -> [String: [UInt8]] {
        var kept: [String: [UInt8]] = [:]
        #if !canImport(Darwin)
            for name in LinuxFile.attributeNames(file) where isKept(name) {
                kept[name] = LinuxFile.attribute(name, of: file)
            }
        #endif
        return kept
    }

    /// Gives a new file those that another one had, as far as system, file system and user allow. An access control list
    /// that it has inherited goes, as with `transfer`.
    static func give(_ attributes: [String: [UInt8]], to file: borrowing Descriptor) {
        #if !canImport(Darwin)
            for (name, value) in attributes where isKept(name) {
                LinuxFile.setAttribute(name, of: file, to: value)
            }
            removeInherited(from: file, except: Array(attributes.keys))
        #endif
    }

    #if !canImport(Darwin)
        /// Who may use a file or folder, and what a folder hands down.
        private static let accessControl = ["system.posix_acl_access", "system.posix_acl_default"]

        private static func removeInherited(from file: borrowing Descriptor, except names: [String]) {
            for name in LinuxFile.attributeNames(file)
            where accessControl.contains(name) && !names.contains(name) {
                LinuxFile.removeAttribute(name, of: file)
            }
        }

        /// Signatures of the old bytes and rights of programs must not pass to new bytes.
        private static func isKept(_ name: String) -> Bool {
            accessControl.contains(name) || name == "security.selinux" || name.hasPrefix("user.")
        }
    #endif
}
