// SPDX-License-Identifier: Apache-2.0
import ContentRepository
import Foundation
import TestPrograms
import Testing

/// A small repository with a mapping and a place for journals, in a temporary folder that goes with the value.
final class Scene {
    struct Entry: Equatable {
        var bytes: Data
        var mode: Int
    }

    let folder: URL
    private let isPackaged: Bool
    /// Every file of the repository as it was made.
    private(set) var before: [String: Entry] = [:]

    var repository: URL { folder.appending(path: "repository") }
    var journals: URL { folder.appending(path: "journals") }
    var mapping: URL { folder.appending(path: "mapping.csv") }

    /// With `packaged`, a third configuration is in a content package inside the repository.
    init(packaged: Bool = false) throws {
        isPackaged = packaged
        folder = FileManager.default.temporaryDirectory.appending(
            path: "ims-migrate-scene-\(UUID().uuidString)")
        for (number, name) in ["launch", "target"].enumerated() {
            let page = repository.appending(path: "jcr_root/conf/global/settings/cloudconfigs/\(name)")
            try FileManager.default.createDirectory(at: page, withIntermediateDirectories: true)
            let file = page.appending(path: ".content.xml")
            try Self.page(number).write(to: file, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o640 + number], ofItemAtPath: file.path)
        }
        try "path,client_secret,scopes\n/conf/**,new-secret,openid\n"
            .write(to: mapping, atomically: false, encoding: .utf8)
        if packaged { try addPackage() }
        before = try snapshot()
    }

    private func addPackage() throws {
        let place = repository.appending(path: "jcr_root/etc/packages/acme-1.zip")
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        let entries = [
            (
                "META-INF/vault/filter.xml",
                "<workspaceFilter version=\"1.0\"><filter root=\"/conf\"/></workspaceFilter>"
            ),
            (
                "META-INF/vault/properties.xml",
                "<properties><entry key=\"name\">acme</entry><entry key=\"version\">1</entry></properties>"
            ),
            ("jcr_root/conf/acme/settings/cloudconfigs/other/.content.xml", Self.page(2)),
        ]
        try ArchiveBuilder.write(entries.map { (Array($0.utf8), Array($1.utf8)) }, to: place.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: place.path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static func page(_ number: Int) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content
                jcr:primaryType="cq:PageContent"
                apiKey="key-\(number)"
                clientSecret="old-secret-\(number)"
                jwtClaims="\\{&quot;iss&quot;:&quot;SAMPLE@AdobeOrg&quot;}"/>
        </jcr:root>

        """
    }

    /// What the repository of a scene holds after an undisturbed migration.
    static func migrated(packaged: Bool = false) throws -> [String: Entry] {
        let scene = try Scene(packaged: packaged)
        #expect(try scene.drive("migrate", point: -1, "count").exit == 0)
        let after = try scene.snapshot()
        #expect(after != scene.before)
        return after
    }

    /// Every file of the repository, by its path.
    func snapshot() throws -> [String: Entry] {
        var entries: [String: Entry] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: repository.path) {
            let file = repository.appending(path: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            entries[path] = Entry(
                bytes: try Data(contentsOf: file),
                mode: (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0)
        }
        return entries
    }

    /// Each file is as it was or as the migration makes it, apart from new files that never got their names.
    func expectEachFileOldOrNew(_ point: Int) throws {
        let after = try (isPackaged ? Self.afterMigrationOfPackage : Self.afterMigration).get()
        let now = try snapshot()
        for (path, entry) in before {
            #expect(now[path] == entry || now[path] == after[path], "point \(point): \(path)")
        }
        for path in now.keys where before[path] == nil {
            #expect(path.contains("/.ims-migrate-"), "point \(point): \(path) should not be there")
        }
    }

    private static let afterMigration = Result { try migrated() }
    private static let afterMigrationOfPackage = Result { try migrated(packaged: true) }

    /// Runs the tool itself, with its journals and reports in the scene's folder.
    func run(_ arguments: [String]) throws -> (exit: Int32, output: String) {
        let process = Process()
        process.executableURL = Self.products.appending(path: "ims-migrate")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_STATE_HOME"] = folder.appending(path: "state").path
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    /// Runs the crash driver. `exit` is the exit code, or the signal that ended it.
    func drive(_ command: String, point: Int, _ action: String) throws -> (exit: Int32, output: String) {
        let process = Process()
        process.executableURL = Self.products.appending(path: "crash-driver")
        process.arguments = [command, repository.path, mapping.path, journals.path, String(point), action]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    /// The folder that the test was built into.
    static var products: URL { BuiltPrograms.folder }
}
