// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// An exported repository in a temporary folder, and the command run beside it.
///
/// The command's working directory is the folder that holds the repository, so that a test reads as one would type it:
/// `run("migrate", "repository", "--mapping", "mapping.csv")`. Everything in the repository is old: whatever a run
/// writes has another time.
struct TemporaryRepository {
    private let folder: TemporaryFolder

    /// The folder that holds `repository`, the mapping, and what runs leave.
    var place: RawPath { RawPath(folder.path) / "place" }
    var path: RawPath { place / "repository" }
    private var home: String { folder.path + "/home" }

    /// A repository of these files; `mapping` becomes `mapping.csv` beside it.
    init(_ tree: Tree, mapping: String? = nil) throws {
        folder = try TemporaryFolder()
        try Files.makeFolder(RawPath(home))
        try tree.write(to: path)
        if let mapping { try write(mapping, to: "mapping.csv") }
        try Self.makeOld(path)
    }

    /// A repository with a copy of the folder at `original`.
    init(copyOf original: String, adding tree: Tree = [:], mapping: String? = nil) throws {
        folder = try TemporaryFolder()
        try Files.makeFolder(RawPath(home))
        try Files.makeFolder(place)
        try FileManager.default.copyItem(atPath: original, toPath: path.display)
        try tree.write(to: path)
        if let mapping { try write(mapping, to: "mapping.csv") }
        try Self.makeOld(path)
    }

    /// Runs the command in the folder that holds the repository.
    func run(
        _ arguments: String..., environment: [String: String?] = [:], output: String? = nil
    ) throws -> Run {
        try run(arguments, environment: environment, output: output)
    }

    func run(
        _ arguments: [String], environment: [String: String?] = [:], output: String? = nil,
        cramped: Bool = false
    ) throws -> Run {
        try IMSMigrate.run(
            arguments, environment: environment, in: place.display, home: home, output: output,
            cramped: cramped)
    }

    /// `migrate repository --mapping mapping.csv …`
    func migrate(_ options: String..., environment: [String: String?] = [:]) throws -> Run {
        try run(["migrate", "repository", "--mapping", "mapping.csv"] + options, environment: environment)
    }

    /// The record of `migrate … --format json`.
    func migrationRecord(_ options: String..., environment: [String: String?] = [:]) throws -> Record {
        try run(
            ["migrate", "repository", "--mapping", "mapping.csv", "--format", "json"] + options,
            environment: environment
        ).record()
    }

    /// The record of `scan repository --format json …`; `check` likewise.
    func record(_ command: String, _ options: String...) throws -> Record {
        try run([command, "repository", "--format", "json"] + options).record()
    }

    /// Writes a file beside the repository.
    func write(_ text: String, to name: RawPath) throws {
        try Files.write(Array(text.utf8), to: place / name)
    }

    /// The text of a file in the repository.
    func text(_ path: String) throws -> String { try Files.text((self.path / RawPath(path)).display) }

    func snapshot() throws -> Snapshot { try Snapshot(of: path) }

    /// The repository and everything beside it that a run could write to.
    func snapshotOfEverything() throws -> Snapshot { try Snapshot(of: RawPath(folder.path)) }

    /// A file beside the repository, such as a report.
    func file(_ name: String) -> String { (place / RawPath(name)).display }

    func exists(_ name: String) -> Bool { (try? Files.status(place / RawPath(name))) != nil }

    private static func makeOld(_ path: RawPath) throws {
        let status = try Files.status(path)
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in try Files.names(in: path) { try makeOld(path / RawPath(name)) }
        }
        // 2020-02-02, and nanoseconds that no coarser copy of the time would keep.
        let times = [
            timespec(tv_sec: 1_580_601_600, tv_nsec: 123_456_789),
            timespec(tv_sec: 1_580_601_600, tv_nsec: 123_456_789),
        ]
        guard path.withCString({ utimensat(AT_FDCWD, $0, times, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            throw SystemFailure(path.display, "utimensat")
        }
    }
}
