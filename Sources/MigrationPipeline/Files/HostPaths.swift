// SPDX-License-Identifier: Apache-2.0

/// Paths of the machine.
enum HostPaths {
    /// The way from one folder to a file, both of which are there: relative, so that both can be moved together.
    static func path(to file: String, from folder: String) -> String {
        guard let target = LocalFile.resolved(file), let start = LocalFile.resolved(folder) else {
            return file
        }
        let names = target.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        let above = start.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        let shared = zip(names, above).prefix { $0.utf8.elementsEqual($1.utf8) }.count
        return (Array(repeating: "..", count: above.count - shared) + names[shared...]).joined(separator: "/")
    }
}
