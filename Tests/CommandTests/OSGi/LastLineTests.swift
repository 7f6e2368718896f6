// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("OSGi configurations whose last value has several lines and ends the file")
struct LastLineTests {
    private static let provider = """
        auth.token.provider.client.id="0123456789abcdef"
        auth.token.provider.endpoint="https://ims-na1.adobelogin.com"
        token.request.customizer.type="adobe-ims-similaritysearch"
        auth.token.provider.default.claims=[ \\
          "\\"iss\\" : \\"TESTORG0000000000000001@AdobeOrg\\"", \\
          "\\"sub\\" : \\"TESTACCOUNT0000000000001@techacct.adobe.com\\"", \\
          ]
        """

    private func repository(_ lineBreak: String) throws -> TemporaryRepository {
        var tree = OSGiPair().tree("apps/a/config")
        tree["apps/a/config/\(OSGiPair.provider)-1f2e.config"] = .text(
            Self.provider.replacing("\n", with: lineBreak))
        tree["apps/a/config/\(OSGiPair.customizer)-1f2e9.config"] = .text(
            "customizer.type=\"adobe-ims-similaritysearch\"\(lineBreak)auth.ims.client.secret=( \\\(lineBreak)"
                + "  \"an-old-value\", \\\(lineBreak)  )")
        return try TemporaryRepository(tree, mapping: OSGiPair.mapping)
    }

    @Test("they are planned, previewed with a diff, and migrated", arguments: ["\n", "\r\n"])
    func journey(lineBreak: String) throws {
        let repository = try repository(lineBreak)
        for format in ["text", "diff", "json", "html", "markdown"] {
            let run = try repository.migrate("--dry-run", "--format", format)
            #expect(run.exit == 0, "\(run)")
            #expect(!run.output.contains("an-old-value"))
        }
        #expect(
            try repository.run("plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json").exit
                == 0)
        #expect(try repository.migrate().exit == 0)
        #expect(try repository.run("check", "repository").exit == 0)
        #expect(try repository.migrationRecord().files == [])
    }
}
