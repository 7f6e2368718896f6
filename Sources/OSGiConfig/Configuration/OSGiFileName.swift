// SPDX-License-Identifier: Apache-2.0
import DocView

/// What the name of a configuration's file or node says: its PID, or the PID of a factory and what tells this instance
/// from others.
package struct OSGiFileName: Equatable, Hashable, Sendable {
    /// What stands between a factory's PID and the instance.
    package enum Separator: String, CaseIterable, Sendable {
        /// The usual one of AEM 6.5.
        case hyphen = "-"
        /// The one of newer installers, and of OSGi since release 7.
        case tilde = "~"
        /// Not understood by Sling's installer, unless a UUID follows; Felix once made such PIDs itself.
        case dot = "."
    }

    /// The instance of a factory.
    package struct Instance: Equatable, Hashable, Sendable {
        /// The factory's PID.
        package let factoryPID: String
        /// What stands between the two.
        package var separator: Separator
        /// What tells the instance from others of its factory.
        package let id: String
    }

    /// The name without extension, decoded.
    package let name: String
    /// `nil` for a configuration that there is only one of, and which has ``name`` as its PID.
    package var instance: Instance?
    /// `nil` for the name of a node.
    package let format: OSGiFormat?

    /// Takes a file name apart, as it is in an exported repository: with FileVault's encoding (`%hh`, and `_x_` for a
    /// prefix), which is none of Sling's.
    ///
    /// - Parameter factories: PIDs known to be factories. The longest that fits counts; see ``init(node:factories:)``
    ///   for others.
    /// - Returns: `nil` for a file that is no configuration by its extension.
    package init?(fileName: String, factories: some Sequence<String> = EmptyCollection<String>()) {
        guard let format = OSGiFormat(fileName: fileName) else { return nil }
        let name = PlatformName.decode(
            String(decoding: fileName.utf8.dropLast(format.rawValue.utf8.count), as: UTF8.self))
        guard !name.isEmpty else { return nil }
        self.init(name: name, format: format, factories: factories)
    }

    /// Takes a node's decoded name apart.
    ///
    /// Without a known factory the rules are those of Sling's `ConfigTaskCreator`: a dot before a UUID in lower case
    /// at the end, else the first `~`, else the first `-`, with something before it.
    package init(node name: String, factories: some Sequence<String> = EmptyCollection<String>()) {
        self.init(name: name, format: nil, factories: factories)
    }

    private init(name: String, format: OSGiFormat?, factories: some Sequence<String>) {
        self.name = name
        self.format = format
        let known = factories.filter { !$0.isEmpty && name.utf8.starts(with: $0.utf8) }
            .sorted { $0.utf8.count > $1.utf8.count }
        for factory in known {
            let rest = name.utf8.dropFirst(factory.utf8.count)
            guard let separator = rest.first.flatMap({ Separator(rawValue: String(UnicodeScalar($0))) }),
                rest.count > 1
            else { continue }
            instance = Instance(
                factoryPID: factory, separator: separator,
                id: String(decoding: rest.dropFirst(), as: UTF8.self))
            return
        }
        instance = Self.byInstallersRules(name)
    }

    private static func byInstallersRules(_ name: String) -> Instance? {
        let bytes = Array(name.utf8)
        func instance(at offset: Int, _ separator: Separator) -> Instance {
            Instance(
                factoryPID: String(decoding: bytes[..<offset], as: UTF8.self), separator: separator,
                id: String(decoding: bytes[(offset + 1)...], as: UTF8.self))
        }
        let dot = bytes.count - 37
        if dot >= 0, bytes[dot] == UInt8(ascii: "."), isUUID(bytes[(dot + 1)...]) {
            return instance(at: dot, .dot)
        }
        let found =
            bytes.firstIndex(of: UInt8(ascii: "~")).map { ($0, Separator.tilde) }
            ?? bytes.firstIndex(of: UInt8(ascii: "-")).map { ($0, .hyphen) }
        guard let (offset, separator) = found, offset > 0 else { return nil }
        return instance(at: offset, separator)
    }

    private static func isUUID(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count == 36
            && bytes.enumerated().allSatisfy { offset, byte in
                [8, 13, 18, 23].contains(offset)
                    ? byte == UInt8(ascii: "-") : byte.isDigit || (0x61...0x66).contains(byte)
            }
    }

    /// The configuration's PID as OSGi has it since release 7: a factory's instance is `factory~id`.
    package var pid: String { instance.map { "\($0.factoryPID)~\($0.id)" } ?? name }

    /// The name of the file, encoded; of a node, its decoded name. It follows a change of the separator.
    package var fileName: String {
        let name = instance.map { $0.factoryPID + $0.separator.rawValue + $0.id } ?? name
        return format.map { PlatformName.encode(name) + $0.rawValue } ?? name
    }
}
