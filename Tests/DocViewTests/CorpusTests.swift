// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@testable import DocView

/// Every file of real repositories; they are not part of this project, and the suite says so where they are missing.
@Suite(
    "Real docview files",
    .enabled(
        if: SharedFolder.has("corpora/docview-real.tar.gz"),
        "the archive ../shared/corpora/docview-real.tar.gz is not there (IMS_SHARED can name another folder)")
)
struct CorpusTests {
    /// The unpacked archive's XML files: name and bytes.
    private static let files: Result<[(name: String, bytes: [UInt8])], any Error> = Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "docview-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = [
            "tar", "-xzf", ProjectFolder.shared.appendingPathComponent("corpora/docview-real.tar.gz").path,
            "-C",
            folder.path,
        ]
        try tar.run()
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".xml") }.sorted().map {
            ($0, Array(try Data(contentsOf: folder.appendingPathComponent($0))))
        }
    }

    @Test("All are read, but for templates that are no XML, and those are refused with a line")
    func reading() throws {
        var read = 0
        var refused = 0
        for (name, bytes) in try Self.files.get() {
            do throws(DocViewError) {
                let document = try DocViewDocument(parsing: bytes)
                read += 1
                #expect(try document.applying([]) == bytes, "\(name)")
                #expect(document.invalidValues.isEmpty, "\(name)")
            } catch {
                refused += 1
                guard case .malformed(1..., 1..., _) = error else {
                    Issue.record("\(name): \(error)")
                    continue
                }
                #expect(name.contains("aem-project-archetype"), "\(name): \(error)")
            }
        }
        #expect(read > 1_000 && refused > 0 && refused < read / 10, "\(read) read, \(refused) refused")
    }

    @Test("Most can be read without the parser, and then say the same")
    func plain() throws {
        let files = try Self.files.get()
        let plain = files.count { PlainReadingTests.agrees($0.bytes, "\($0.name)") }
        #expect(plain > files.count * 3 / 4, "\(plain) of \(files.count)")
    }

    @Test("An attribute added, changed and removed again leaves the same bytes, at one node of each file")
    func addChangeRemove() async throws {
        let files = try Self.files.get()
        let parts = stride(from: 0, to: files.count, by: 100).map { files[$0..<min($0 + 100, files.count)] }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for part in parts {
                group.addTask {
                    var edited = 0
                    for (name, bytes) in part {
                        guard let original = try? DocViewDocument(parsing: bytes) else { continue }
                        var document = original
                        let index = bytes.count % original.nodes.count
                        for change in [
                            PropertyChange.set(name: "inventedName", value: "{a}"),
                            .set(name: "inventedName", value: "b\n"),
                            .remove(name: "inventedName"),
                        ] {
                            let bytes = try document.applying(document.edits(for: [change], ofNodeAt: index))
                            document = try DocViewVerification.check(
                                original: document, changes: [(index, [change])], edited: bytes)
                        }
                        #expect(document.bytes == bytes, "\(name), node \(index)")
                        edited += 1
                    }
                    return edited
                }
            }
            let edited = try await group.reduce(0, +)
            #expect(edited > 1_000)
        }
    }

    @Test("Docview is told from other XML by FileVault's rule, and its root is jcr:root with a type")
    func detection() throws {
        var found = 0
        for (name, bytes) in try Self.files.get() where !name.hasSuffix(".content.xml") {
            guard DocViewDetection.isDocView(head: bytes.prefix(DocViewDetection.headLength)),
                let document = try? DocViewDocument(parsing: bytes)
            else { continue }
            found += 1
            #expect(document.nodes[0].name == "jcr:root", "\(name)")
            #expect(document.nodes[0].property(named: "jcr:primaryType") != nil, "\(name)")
        }
        #expect(found > 100, "\(found) found")
    }
}
