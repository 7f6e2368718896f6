// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("Commands in the documentation")
struct DocumentedCommandTests {
    /// The pages with commands to be run.
    private static let pages = Result { try DocumentedPage.all.map { try DocumentedPage($0) } }
    private static let followed = (try? pages.get().filter { !$0.examples.isEmpty }.map(\.path)) ?? []

    @Test("each does what its page says", arguments: followed)
    func runs(_ path: String) throws {
        let desk = try Desk()
        for example in try DocumentedPage(path).examples {
            let (exit, output) = try desk.run(example.script)
            #expect(
                exit == example.exit, "\(path):\(example.line)\n\(example.script)\n\(output.suffix(3000))")
            #expect(example.missing(in: output) == nil, "\(path):\(example.line)\n\(output.suffix(3000))")
        }
    }

    @Test("the README and every page about a way of working have commands that are run")
    func ways() throws {
        let ways = DocumentedPage.all.filter { $0 == "README.md" || $0.hasPrefix("docs/ways/") }
        #expect(ways.count >= 8)
        #expect(Set(ways).subtracting(Self.followed) == [])
    }

    @Test("every command and every option on any page exists")
    func options() throws {
        let desk = try Desk()
        var helps: [String: String] = [:]
        func help(_ command: String) throws -> String {
            if let known = helps[command] { return known }
            let (exit, output) = try desk.run("ims-migrate \(command) --help")
            helps[command] = exit == 0 ? output : ""
            return helps[command, default: ""]
        }
        var count = 0
        for page in try Self.pages.get() {
            for line in page.code {
                guard let start = line.range(of: "ims-migrate ") else { continue }
                let words = line[start.upperBound...].prefix { !"|;&#\"`<>".contains($0) }.split(
                    separator: " ")
                let commands = words.prefix {
                    $0.allSatisfy { $0.isLowercase || $0 == "-" } && $0.first != "-"
                }
                guard let command = commands.first else { continue }
                let group = try help(String(command))
                #expect(!group.isEmpty, "\(page.path): \(line)")
                let isNested = commands.count > 1 && group.contains("SUBCOMMANDS")
                let text = isNested ? try help(commands.prefix(2).joined(separator: " ")) : group
                for option in words where option.hasPrefix("--") {
                    let name = option.prefix { $0 != "=" }
                    count += 1
                    #expect(
                        text.contains(name + " ") || text.contains(name + "\n") || text.contains(name + "/")
                            || text.contains(name + ","), "\(page.path): \(line)")
                }
            }
        }
        #expect(count > 50)
    }
}
