// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import SystemPackage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder with the journals of one repository, to read them.
struct JournalShelf: Sendable {
    let folder: OpenFolder
    /// Its path, for messages.
    let location: String

    /// The latest first. What begins with a dot is a journal that was never completed.
    func runNames() throws(JournalError) -> [[UInt8]] {
        do throws(Errno) {
            return try folder.descriptor.entries()
                .filter { $0.kind == .folder && $0.name.first != UInt8(ascii: ".") }.map(\.name)
                .sorted { $1.lexicographicallyPrecedes($0) }
        } catch {
            throw .folderUnusable(path: location, code: error.rawValue)
        }
    }

    /// Throws ``JournalError/damaged(path:reason:)``.
    func run(named name: [UInt8]) throws(JournalError) -> JournaledRun {
        let path = path(ofRunNamed: name)
        let encoded = try index(ofRunNamed: name)
        let folder: OpenFolder
        let word: String
        do throws(Errno) {
            folder = OpenFolder(try self.folder.descriptor.openFolder(name))
            word = String(
                decoding: try folder.descriptor.openFile(Journal.Name.state).read(upTo: 64), as: UTF8.self)
        } catch {
            throw .damaged(path: path, reason: error.description)
        }
        guard let index = try? JSONDecoder().decode(JournalIndex.self, from: Data(encoded)) else {
            throw .damaged(path: path, reason: "its index cannot be read")
        }
        guard JournalIndex.readableSchemaVersions.contains(index.schemaVersion) else {
            throw .damaged(path: path, reason: "another version of this tool wrote it")
        }
        guard index.isIntact else { throw .damaged(path: path, reason: "its index is not as it was written") }
        guard let state = JournalState(rawValue: word) else {
            throw .damaged(path: path, reason: "it does not say how far its run has come")
        }
        return JournaledRun(
            index: index, state: state, folder: folder, path: path,
            sha256OfIndex: ContentDigest.sha256(encoded))
    }

    /// How far a run has come, without reading what it changed; nil where its journal does not say.
    func state(ofRunNamed name: [UInt8]) -> JournalState? {
        (try? OpenFolder(folder.descriptor.openFolder(name))).flatMap { JournalState(in: $0) }
    }

    /// What names a run in the index of the one after it. Throws ``JournalError/damaged(path:reason:)``.
    func link(toRunNamed name: [UInt8]) throws(JournalError) -> JournalLink {
        JournalLink(
            run: String(decoding: name, as: UTF8.self),
            sha256: ContentDigest.sha256(try index(ofRunNamed: name)))
    }

    func path(ofRunNamed name: [UInt8]) -> String { location + "/" + String(decoding: name, as: UTF8.self) }

    private func index(ofRunNamed name: [UInt8]) throws(JournalError) -> [UInt8] {
        do throws(Errno) {
            let folder = OpenFolder(try self.folder.descriptor.openFolder(name))
            return try folder.descriptor.openFile(Journal.Name.index).read(upTo: JournalIndex.mostBytes)
        } catch {
            throw .damaged(path: path(ofRunNamed: name), reason: error.description)
        }
    }
}
