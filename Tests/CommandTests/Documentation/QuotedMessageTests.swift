// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@Suite("The page about troubles")
struct QuotedMessageTests {
    /// The messages that the page quotes, each in one line.
    private static let messages: [String] = {
        let page = (try? Files.text(ProjectFolder.file("docs/troubleshooting.md").path)) ?? ""
        return page.components(separatedBy: "\n\n").filter { $0.hasPrefix("> ") }.map {
            $0.replacing("\n> ", with: " ").dropFirst(2).description
        }
    }()

    /// All texts of the program's sources, with what is written in several pieces put together.
    private static let sources = Result { () throws -> String in
        let folder = ProjectFolder.file("Sources")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        let texts = try names.filter { $0.hasSuffix(".swift") }.map {
            try Files.text(folder.appending(path: $0).path)
        }
        return texts.joined(separator: "\n").replacing(/"\s*\+ "/, with: "").replacing("\\\"", with: "\"")
    }

    @Test("every message that it quotes is one of the program", arguments: messages)
    func quoted(_ message: String) throws {
        let pieces = message.split(separator: "…").map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " .:,"))
        }
        .filter { $0.count > 3 }
        #expect(!pieces.isEmpty)
        for piece in pieces {
            #expect(try Self.sources.get().contains(piece), "\(piece)")
        }
    }

    @Test("there is a good number of them")
    func complete() { #expect(Self.messages.count >= 25) }
}
