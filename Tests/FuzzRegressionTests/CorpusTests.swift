// SPDX-License-Identifier: Apache-2.0
import Foundation
import FuzzEntries
import ProjectFiles
import SeededRandom
import Testing

@Suite("What fuzzers start from, and what they have found")
struct CorpusTests {
    @Test("Every promise is kept for every file of the corpora", arguments: FuzzTarget.allCases)
    func corpus(target: FuzzTarget) throws {
        let files = try Corpus.files(of: target)
        #expect(!files.isEmpty, "Fuzz/Corpus/\(target.rawValue) has no files")
        for file in files {
            let bytes = Array(try Data(contentsOf: file))
            #expect(throws: Never.self, "\(file.lastPathComponent) of \(target.rawValue)") {
                try target.run(bytes)
            }
        }
    }

    @Test("The same holds for each of them cut off at any place", arguments: FuzzTarget.allCases)
    func truncated(target: FuzzTarget) throws {
        for file in try Corpus.files(of: target) {
            let bytes = Array(try Data(contentsOf: file))
            // Every place of small files, some of large ones.
            for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
                #expect(throws: Never.self, "\(file.lastPathComponent) of \(target.rawValue), \(end) bytes") {
                    try target.run(Array(bytes[..<end]))
                }
            }
        }
    }

    @Test(
        "The same holds for random bytes, and for each file with random bytes in it",
        arguments: FuzzTarget.allCases)
    func random(target: FuzzTarget) throws {
        let seed = SeededRandom.seed()
        var random = SeededRandom(seed: seed)
        for file in try Corpus.files(of: target) {
            for round in 0..<20 {
                var bytes = round == 0 ? [] : Array(try Data(contentsOf: file))
                for _ in 0...Int.random(in: 0...8, using: &random) {
                    let place = Int.random(in: 0...bytes.count, using: &random)
                    let end = min(bytes.count, place + Int.random(in: 0...4, using: &random))
                    let new = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }
                    bytes.replaceSubrange(place..<end, with: new)
                }
                #expect(
                    throws: Never.self,
                    "\(file.lastPathComponent) of \(target.rawValue), round \(round), IMS_TEST_SEED=\(seed)"
                ) {
                    try target.run(bytes)
                }
            }
        }
    }

    /// The decisions of an input build files of their own, so that random bytes are as good as any.
    @Test("Diffs of random files, edited at random", arguments: SeededRandom.seeds(4))
    func diffs(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for round in 0..<500 {
            let bytes = [0xFF] + (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(throws: Never.self, "round \(round)") { try FuzzTarget.diff.run(bytes) }
        }
    }

    @Test("No folder of a corpus is without a target")
    func folders() throws {
        for folder in Corpus.folders {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            for name in names { #expect(FuzzTarget(rawValue: name) != nil, "\(folder.path)/\(name)") }
        }
    }
}

/// The files that fuzzers start from (`Fuzz/Corpus`), and what they have found (`Corpus` beside this file).
private enum Corpus {
    static let folders =
        ["Fuzz/Corpus", "Tests/FuzzRegressionTests/Corpus"].map(ProjectFolder.file)

    static func files(of target: FuzzTarget) throws -> [URL] {
        try folders.map { $0.appending(path: target.rawValue) }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
            .flatMap { try FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil) }
            .sorted { $0.path < $1.path }
    }
}
