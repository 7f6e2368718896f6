// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("A secret appears in migrated files, and in no output")
struct SecretLeakTests {
    /// Values that nothing may show. Each is another one, so that a leak tells where it comes from.
    enum Canary {
        static let environment = "canary-of-the-environment"
        static let file = "canary-of-a-file"
        static let literal = "canary-of-the-mapping"
        /// As AEM would encrypt it.
        static let encrypted = "{" + String(repeating: "ca11a57e", count: 8) + "}"
        static let note = "canary-of-a-note"

        static let old = "canary-of-the-old-secret"
        static let oldEncrypted = "{" + String(repeating: "0dd5ec7e", count: 8) + "}"
        static let claim = "canary-of-a-private-claim"
        static let payload = "canary-of-a-payload-that-is-no-json"
        static let property = "canary-of-an-unknown-property"
        static let child = "canary-of-a-child"
        static let neighbour = "canary-of-a-neighbour"
        static let comment = "canary-of-a-comment"
        static let text = "canary-of-a-text"
        static let instruction = "canary-of-an-instruction"
        static let malformed = "canary-of-a-malformed-file"
        static let invalid = "canary-of-an-invalid-value"

        static let all = [
            environment, file, literal, String(encrypted.dropFirst().dropLast()), note, old,
            String(oldEncrypted.dropFirst().dropLast()), claim, payload, property, child, neighbour, comment,
            text,
            instruction, malformed, invalid,
        ]
    }

    /// Four configurations, each with a secret from another source, and canaries wherever else a value can be.
    static let good: Tree = {
        let page = IMSPage().jwt
        let crowded = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- \(Canary.comment) --><?pi \(Canary.instruction)?>
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:nt="http://www.jcp.org/jcr/nt/1.0" jcr:primaryType="nt:unstructured">
                <before jcr:primaryType="nt:unstructured" apiSecret="\(Canary.neighbour)" clientSecret="\(Canary.neighbour)"/>
                <!-- \(Canary.comment)
                     in two lines: \(Canary.comment) -->
                <literal jcr:primaryType="nt:unstructured" apiKey="k" clientSecret="\\\(Canary.oldEncrypted)" password="\(Canary.property)"
                    jwtClaims="\\{&quot;iss&quot;:&quot;O@AdobeOrg&quot;,&quot;jti&quot;:&quot;\(Canary.claim)&quot;,&quot;\(Canary.claim)&quot;:true}"
                    keypairAlias="k" privateKey="-----BEGIN PRIVATE KEY----- \(Canary.property)" tokens="[\(Canary.property),\(Canary.property)]">
                    <child jcr:primaryType="nt:unstructured" token="\(Canary.child)"/>\(Canary.text)
                </literal><after jcr:primaryType="nt:unstructured" secretKey="\(Canary.neighbour)"/><![CDATA[\(Canary.text)]]>
            </jcr:root>

            """
        return [
            cloudconfigs / "environment/.content.xml": .text(
                page.replacing("\(IMSPage().secret)\"", with: "\(Canary.old)\"")),
            cloudconfigs / "file/.content.xml": .text(
                page.replacing("clientSecret=", with: "secrets=\"[\(Canary.property)]\" clientSecret=")),
            cloudconfigs / "encrypted/.content.xml": .text(
                page.replacing(
                    /jwtClaims="[^"]*"/, with: "jwtClaims=\"\(Canary.payload)\" orgId=\"O@AdobeOrg\"")),
            cloudconfigs / ".content.xml": .text(crowded),
            cloudconfigs / "captcha/.content.xml": .text(
                Decoy.captcha.replacing("\\{0039}", with: Canary.neighbour)),
            cloudconfigs / "marketo/.content.xml": .text(
                Decoy.marketo.replacing("\\{0040}", with: Canary.neighbour)),
        ]
    }()

    static let bad: Tree = [
        cloudconfigs / "bad/entity/.content.xml": .text(IMSPage(secret: "&\(Canary.malformed);").jwt),
        cloudconfigs / "bad/quote/.content.xml": .text(IMSPage(secret: "a\"\(Canary.malformed)=\"").jwt),
        cloudconfigs / "bad/prefix/.content.xml": .text(
            IMSPage().jwt.replacing("clientSecret", with: "\(Canary.malformed):x=\"\" clientSecret")),
        cloudconfigs / "bad/tag/.content.xml": .text(
            IMSPage().jwt.replacing("/jcr:root", with: "/\(Canary.malformed)")),
        cloudconfigs / "bad/doctype/.content.xml": .text(
            IMSPage().jwt.replacing("<jcr:root", with: "<!DOCTYPE \(Canary.malformed) []><jcr:root")),
        cloudconfigs / "bad/encoding/.content.xml": .text(
            IMSPage(secret: Canary.malformed).jwt.replacing("UTF-8", with: "ISO-8859-1")),
        cloudconfigs / "bad/type/.content.xml": .text(IMSPage(secret: "{\(Canary.invalid)}").jwt),
        cloudconfigs / "bad/typed/.content.xml": .text(IMSPage(secret: "{no}\(Canary.invalid)").jwt),
    ]

    static let mapping = """
        path,client_secret,scopes,note
        **/environment,env:IMS_TEST_CANARY,a,\(Canary.note)
        **/file,file:secret,a,\(Canary.note)
        **/encrypted,\(Canary.encrypted),a,\(Canary.note)
        **/literal,\(Canary.literal),a,\(Canary.note)
        **/bad/*,\(Canary.literal),a,\(Canary.note)

        """

    private func repository(_ tree: Tree) throws -> TemporaryRepository {
        let repository = try TemporaryRepository(tree, mapping: Self.mapping)
        try repository.write(Canary.file + "\n", to: "secret")
        return repository
    }

    /// Runs a command and searches all that it says, and its reports, for each canary.
    private func search(_ repository: TemporaryRepository, _ arguments: [String], exit: Int32) throws {
        let run = try repository.run(
            arguments + ["--report-dir", "reports"], environment: ["IMS_TEST_CANARY": Canary.environment])
        #expect(run.exit == exit, "\(run)")
        var texts = [run.output, run.errors]
        for name in try Files.names(in: repository.place / "reports") {
            texts.append(try Files.text((repository.place / "reports" / RawPath(name)).display))
        }
        // Earlier records of runs that changed something are kept.
        #expect(texts.count >= 5)
        for text in texts {
            #expect(Canary.all.filter { text.contains($0) } == [], "\(arguments.joined(separator: " "))")
        }
    }

    static let options =
        [[], ["--verbose"], ["--quiet"], ["--color", "always", "--verbose"]]
        + Format.allCases.map { ["--format", $0.rawValue, "--verbose"] }

    @Test("when all goes well, whatever the format and however much is told", arguments: options)
    func good(_ options: [String]) throws {
        let repository = try repository(Self.good)
        try search(repository, ["scan", "repository"] + options, exit: 0)
        try search(repository, ["check", "repository"] + options, exit: 3)
        let migrate = ["migrate", "repository", "--mapping", "mapping.csv"] + options
        try search(repository, migrate + ["--dry-run"], exit: 0)
        let plan = ["plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json"] + options
        try search(repository, plan, exit: 0)
        let document = try Files.text((repository.place / "plan.json").display)
        #expect(Canary.all.filter { document.contains($0) } == [])
        try search(repository, ["apply", "plan.json", "--mapping", "mapping.csv"] + options, exit: 0)
        try search(repository, ["rollback", "repository", "--dry-run"] + options, exit: 0)
        try search(repository, ["rollback", "repository"] + options, exit: 0)
        try search(repository, migrate, exit: 0)
        try search(repository, migrate, exit: 0)

        // The secrets did arrive, so that there was something to leak.
        let after = try repository.snapshot()
        for (file, secret) in [
            ("environment/.content.xml", Canary.environment), ("file/.content.xml", Canary.file),
            ("encrypted/.content.xml", "\\" + Canary.encrypted), (".content.xml", Canary.literal),
        ] {
            let bytes = try #require(after.bytes(cloudconfigs / RawPath(file)))
            #expect(String(decoding: bytes, as: UTF8.self).contains("clientSecret=\"\(secret)\""))
        }
    }

    @Test("when files are bad and the run fails", arguments: options)
    func bad(_ options: [String]) throws {
        let repository = try repository(Self.good + Self.bad)
        try search(repository, ["scan", "repository"] + options, exit: 3)
        try search(repository, ["migrate", "repository", "--mapping", "mapping.csv"] + options, exit: 3)
    }

    @Test("in the messages of every problem that a run can end with")
    func failures() throws {
        let repository = try repository(Self.good)
        try repository.write("", to: "taken")
        for options in [
            ["--report-dir", "mapping.csv/reports"], ["--output", "taken"], ["--profile", "secret"],
            ["--mapping", "secret"],
        ] {
            let run = try repository.run(
                ["migrate", "repository", "--mapping", "mapping.csv"] + options,
                environment: ["IMS_TEST_CANARY": Canary.environment])
            #expect(run.exit > 3, "\(run)")
            for text in [run.output, run.errors] {
                #expect(Canary.all.filter { text.contains($0) } == [])
            }
        }
    }

    @Test(
        "a neighbour's key in the same file is nobody's business, also where its name is one of ours",
        arguments: Format.allCases)
    func neighbour(_ format: Format) throws {
        let repository = try TemporaryRepository(
            [
                cloudconfigs / ".content.xml": .text(
                    """
                    \(IMSPage.header) jcr:primaryType="sling:Folder">
                        <maps jcr:primaryType="nt:unstructured" apiKey="\(Canary.neighbour)" clientId="\(Canary.neighbour)"/>
                        <target jcr:primaryType="nt:unstructured" apiKey="k" jwtClaims="\(IMSPage().claims)"/>
                    </jcr:root>
                    """)
            ], mapping: mappingForAll)
        let run = try repository.migrate("--dry-run", "--format", format.rawValue)
        #expect(run.exit == 0, "\(run)")
        #expect(!run.output.contains(Canary.neighbour))
    }
}
