// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@Suite("--format diff of real runs, read by git", .enabled(if: Git.isThere, "git is not installed"))
struct GitDiffTests {
    /// The parts of a diff, one for each file.
    private func parts(_ diff: String) -> [String] {
        var parts: [String] = []
        for line in diff.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let line = String(Substring(line))
            let isStart = line.hasPrefix("diff --git ") || line.hasPrefix("--- ")
            let continuesHeader =
                parts.last?.hasPrefix("diff --git ") == true && parts.last?.contains("\n@@ ") == false
            if isStart, !continuesHeader { parts.append("") }
            guard !parts.isEmpty, !line.isEmpty || parts.last?.hasSuffix("\n") == false else { continue }
            parts[parts.count - 1] += line + "\n"
        }
        return parts
    }

    private let mapping =
        "path,client_secret,scopes,org_id\n/apps/**,\(encrypted("ab")),\"openid, AdobeID\",ORG@AdobeOrg\n"

    private static let layouts: [@Sendable (String) -> String] = [
        { $0 }, { $0.replacing("\n", with: "\r\n") }, { String($0.dropLast()) },
    ]

    @Test(
        "a file without a secret in it changes to the very bytes of the migration", arguments: layouts.indices
    )
    func provider(layout: Int) throws {
        let pair = OSGiPair()
        let folder: RawPath = "apps/my größe \"site\"/config"
        // Comments and the claims of a JWT are shown in other words than they have.
        let text = pair.provider().replacing("# Written by hand\n", with: "")
            .replacing(/auth.token.provider.default.claims=\[[^\]]*\]\n/, with: "")
        let provider = folder / RawPath("\(OSGiPair.provider)-größe 1.config")
        let tree: Tree = [
            provider: .text(Self.layouts[layout](text)),
            folder / RawPath("\(OSGiPair.customizer)-2.config"): .text(pair.customizer()),
        ]
        let repository = try TemporaryRepository(tree, mapping: mapping)
        let diff = try repository.migrate("--dry-run", "--format", "diff").output
        let parts = parts(diff)
        #expect(parts.count == 2)
        let providerDiff = try #require(parts.first { $0.contains("accesstoken.provider") })
        let customizer = try #require(parts.first { !$0.contains("accesstoken.provider") })
        let before = try repository.snapshot()
        #expect(
            try !Git.apply(Array(diff.utf8), in: repository.path.display).isTaken, "it has a secret in it")
        #expect(try !Git.apply(Array(customizer.utf8), in: repository.path.display).isTaken)
        #expect(try repository.snapshot().differences(from: before) == [])
        let (isTaken, message) = try Git.apply(Array(providerDiff.utf8), in: repository.path.display)
        #expect(isTaken, "\(message)\n\(providerDiff)")
        let applied = try Files.read(repository.path / provider)
        let other = try TemporaryRepository(tree, mapping: mapping)
        #expect(try other.migrate().exit == 0)
        #expect(try Files.read(other.path / provider) == applied)
    }

    @Test("a migrated page is refused: its secret is masked, also where the configuration had none")
    func pages() throws {
        for page in [IMSPage().jwt, IMSPage().jwt.replacing(/\ +clientSecret="[^"]*"\n/, with: "")] {
            let repository = try TemporaryRepository(
                [cloudconfigs / "target/.content.xml": .text(page)], mapping: mappingForAll)
            let diff = try repository.migrate("--dry-run", "--format", "diff").output
            #expect(diff.contains("+        clientSecret=\"(secret)\""))
            let before = try repository.snapshot()
            #expect(try !Git.apply(Array(diff.utf8), in: repository.path.display).isTaken)
            #expect(try repository.snapshot().differences(from: before) == [])
        }
    }
}
