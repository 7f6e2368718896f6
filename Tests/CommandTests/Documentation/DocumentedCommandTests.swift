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
}
