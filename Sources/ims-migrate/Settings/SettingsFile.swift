// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration
import MigrationPipeline
import OSGiConfig

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `ims-migrate.json`: what somebody does not want to type again and again in a folder.
struct SettingsFile {
    static let name = "ims-migrate.json"
    /// For editors; not a setting.
    static let schemaKey = "$schema"
    /// Nobody writes so much; in bytes.
    private static let largest = 1 << 20

    /// As it is shown to people.
    let path: String
    let values: [Setting: SettingValue]

    /// The one that is found upwards from the working directory, up to the root of the file system; nil where there is
    /// none. Throws `RunFailure` (65) where it cannot be used, and ``Distrust`` where it could be somebody else's.
    static func found(from folder: String? = currentFolder) throws -> SettingsFile? {
        guard let folder else { return nil }
        var candidate = folder
        var prefix = ""
        while true {
            let path = (candidate == "/" ? "" : candidate) + "/" + name
            var entry = stat()
            if lstat(path, &entry) == 0 {
                try expectTrusted(path)
                // Relative to where one is, as one would have typed it.
                return try SettingsFile(path, shown: path, valuePrefix: prefix)
            }
            guard candidate != "/", let slash = candidate.lastIndex(of: "/") else { return nil }
            candidate = slash == candidate.startIndex ? "/" : String(candidate[..<slash])
            prefix += "../"
        }
    }

    /// The one at `path`, which somebody has named. Throws `RunFailure` (65).
    init(named path: String) throws(RunFailure) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        try self.init(path, shown: path, valuePrefix: folder)
    }

    /// - Parameter valuePrefix: what leads from the working directory to the folder of the file.
    private init(_ path: String, shown: String, valuePrefix: String) throws(RunFailure) {
        self.path = shown
        let bytes: [UInt8]
        do {
            bytes = try LocalFile.read(path, limit: Self.largest)
        } catch {
            throw RunFailure(.inputUnusable, error.description(of: shown))
        }
        var reader = SettingsReader(path: shown, valuePrefix: valuePrefix)
        values = try reader.read(bytes)
    }

    /// Where the process works, without links; nil where that is gone.
    static var currentFolder: String? {
        guard let buffer = getcwd(nil, 0) else { return nil }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// Throws where somebody else could have written the file: in a folder such as `/tmp` anybody can leave one for all
    /// who work below it.
    private static func expectTrusted(_ path: String) throws(Distrust) {
        var entry = stat()
        var target = stat()
        guard lstat(path, &entry) == 0, stat(path, &target) == 0 else { return }
        let owners = [entry.st_uid, target.st_uid]
        if let other = owners.first(where: { $0 != geteuid() && $0 != 0 }) {
            throw Distrust(path: path, reason: "it belongs to another user (\(other))")
        }
        if target.st_mode & S_IWOTH != 0 { throw Distrust(path: path, reason: "anybody can write it") }
        if target.st_mode & S_IWGRP != 0, target.st_gid != getegid() {
            throw Distrust(path: path, reason: "a group that is not your own can write it (\(target.st_gid))")
        }
    }

    /// Why a file that was found isn't taken.
    struct Distrust: Error, CustomStringConvertible {
        let path: String
        let reason: String

        var description: String {
            "\(path): these settings are not taken: \(reason). Look at the file; then make it your own (chown, chmod "
                + "go-w), or name it with --config FILE, or run with --no-config."
        }
    }
}

/// Reads a settings file, strictly: what is spelled wrongly would silently not count.
private struct SettingsReader {
    let path: String
    let valuePrefix: String
    private var problems: [(line: Int, text: String)] = []

    init(path: String, valuePrefix: String) {
        self.path = path
        self.valuePrefix = valuePrefix
    }

    /// Throws `RunFailure` (65) with every problem of the file.
    mutating func read(_ bytes: [UInt8]) throws(RunFailure) -> [Setting: SettingValue] {
        let members: [String: JSONValue]
        switch JSONValue.parse(bytes) {
        case .object(let object)?: members = object
        case nil:
            throw RunFailure(
                .inputUnusable,
                "\(path): not valid JSON\(Self.place(ofErrorIn: bytes)). It holds one object, such as "
                    + "{\"fail-on\": \"warning\"}.")
        default:
            throw RunFailure(
                .inputUnusable, "\(path): must hold one object, such as {\"fail-on\": \"warning\"}.")
        }
        var values: [Setting: SettingValue] = [:]
        for key in JSONKeys.all(in: bytes) where members[key.place] != nil || key.isRepeated {
            read(key, members[key.place] ?? .null, into: &values)
        }
        guard problems.isEmpty else {
            let lines = problems.map { "\n  line \($0.line): \($0.text)" }.joined()
            let count = "\(problems.count) problem\(problems.count == 1 ? "" : "s")"
            throw RunFailure(.inputUnusable, "\(path): cannot be used as settings, \(count):\(lines)")
        }
        return values
    }

    /// What is no JSON for the one reader is for the other, who knows lines, no configuration; but he knows comments too.
    private static func place(ofErrorIn bytes: [UInt8]) -> String {
        do {
            _ = try OSGiConfiguration(parsing: bytes, fileName: "settings.cfg.json")
            return ", which has no comments"
        } catch {
            return ", around line \(error.line)"
        }
    }

    private mutating func read(
        _ key: JSONKeys.Key, _ value: JSONValue, into values: inout [Setting: SettingValue]
    ) {
        let name = String(HarmlessText.line(key.place).prefix(60))
        if key.isRepeated { return note(key, "\(name) is there twice; keep one of them") }
        if key.place == SettingsFile.schemaKey { return }
        guard let setting = Setting(rawValue: key.place) else {
            if let reason = Unsettable.reason(key.place) {
                return note(key, "\(name) cannot be set in a file, only typed: \(reason)")
            }
            let nearest = NearestName.of(key.place, among: Setting.allCases) { $0.rawValue }
            return note(
                key,
                "\(name) is no setting; "
                    + (nearest.map { "did you mean \($0.rawValue)?" }
                        ?? "there are " + Setting.allCases.map(\.rawValue).joined(separator: ", ")))
        }
        guard let text = setting.value(of: value) else {
            var hint = ""
            if case .string(let written) = value, let nearest = setting.nearest(to: written) {
                hint = "; did you mean \(nearest)?"
            }
            return note(key, "\(name) must be \(setting.expectation)\(hint)")
        }
        let isRelative = if case .path = setting.kind { !text.hasPrefix("/") } else { false }
        values[setting] = SettingValue(
            text: isRelative ? valuePrefix + text : text, origin: .file(path: path, line: key.line))
    }

    private mutating func note(_ key: JSONKeys.Key, _ text: String) { problems.append((key.line, text)) }
}
