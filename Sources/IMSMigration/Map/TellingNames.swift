// SPDX-License-Identifier: Apache-2.0
import OSGiConfig

/// Names for environment variables that say which configuration they are for, each given once.
package struct TellingNames {
    private static let prefix = "IMS_SECRET_"
    private var taken: Set<String>

    /// - Parameter taken: names that are in use elsewhere.
    package init(taken: Set<String> = []) { self.taken = taken }

    /// A name for the configuration at a JCR path, that was not given before.
    package mutating func name(for path: String) -> String {
        let base = Self.prefix + Self.words(of: path)
        var name = base
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(base)_\(number)"
            number += 1
        }
        return name
    }

    /// `/conf/global/settings/cloudconfigs/target` gives `GLOBAL_TARGET`: without the names that all paths share.
    private static func words(of path: String) -> String {
        let names = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        let telling = names.enumerated().filter { index, name in
            let isRoot = index == 0 && ["conf", "apps", "etc", "libs"].contains(name)
            return !isRoot && !["settings", "cloudconfigs", "cloudservices", "jcr:content"].contains(name)
        }.map { shortened($1) }
        let words = (telling.isEmpty ? names : telling).joined(separator: "_").uppercased().utf8
            .split { !isWordByte($0) }.map { String(Substring($0)) }
        let text = String(words.joined(separator: "_").prefix(100))
        return text.isEmpty ? "CONFIGURATION" : text
    }

    /// Of the file of an OSGi factory configuration, whose name starts with a long class name, the id alone.
    private static func shortened(_ name: String) -> String {
        guard let mark = name.firstIndex(where: { "-~".contains($0) }),
            name[..<mark].count(where: { $0 == "." }) > 2
        else { return name }
        let id = name[name.index(after: mark)...]
        let ending = OSGiFormat(fileName: String(id))?.rawValue ?? ""
        return String(id.dropLast(ending.count))
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
