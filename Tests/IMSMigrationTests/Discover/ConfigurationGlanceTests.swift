// SPDX-License-Identifier: Apache-2.0
import DocView
import SeededRandom
import Testing

@testable import IMSMigration

@Suite("Passing over files by their bytes")
struct ConfigurationGlanceTests {
    private static let profiles = Result { try BuiltInProfiles.all() }

    private static func passesOver(_ text: String) throws -> Bool {
        var scratch = PlainDocView()
        let glance = try #require(ConfigurationGlance(profiles: try profiles.get()))
        return Array(text.utf8).withUnsafeBufferPointer { glance.passesOver($0, &scratch) }
    }

    private static func page(_ attributes: [String]) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content \(attributes.joined(separator: "\n        "))/>
        </jcr:root>

        """
    }

    @Test(
        "what cannot be of interest is passed over: other services keep ids and keys of their own",
        arguments: [
            ["jcr:title=\"Captcha\"", "siteKey=\"a\"", "secretKey=\"\\{0a}\""],
            ["clientId=\"a\"", "clientSecret=\"b\"", "apiKey=\"c\"", "endpoint=\"https://example.com\""],
            ["cq:template=\"/libs/cq/pages/template\"", "sling:resourceType=\"cq/commerce/page\""],
            [
                "authServerUrl=\"https://login.example.com\"", "clientId=\"a\"", "clientSecret=\"b\"",
                "scope=\"c\"",
            ],
        ])
    func passed(_ attributes: [String]) throws {
        #expect(try Self.passesOver(Self.page(attributes)))
    }

    @Test(
        "what could be of interest is parsed",
        arguments: [
            ["sling:resourceType=\"/libs/cq/adobeims-configuration/components/page\""],
            ["sling:resourceType=\"cq/&quot;\""], ["jwtClaims=\"\""], ["keypairAlias=\"a\"", "apiKey=\"b\""],
            [
                "authServerUrl=\"https://IMS.AdobeLogin.com\"", "clientId=\"a\"", "clientSecret=\"b\"",
                "scope=\"c\"",
            ],
            ["imsConfigId=\"a\""], ["anything=\"/conf/global/settings/cloudconfigs/a\""],
            ["anything=\"[a,/conf/global/settings/cloudconfigs/a]\""], ["anything=\"/conf/\\cloud\""],
            ["jcr:primaryType=\"sling:OsgiConfig\""], ["jcr:primaryType=\"{Name}sling:OsgiConfig\""],
            ["title=\"{Nonsense}\""], ["title='single'"],
        ])
    func parsed(_ attributes: [String]) throws {
        #expect(try !Self.passesOver(Self.page(attributes)))
    }

    @Test(
        "a profile that recognises by what is not there, or whose names have two spellings, is no matter for bytes"
    )
    func unsuitable() throws {
        var profile = try #require(try Self.profiles.get().first { $0.documents == .docview })
        profile.recognise = [Profile.Rule(when: .absent(property: "a"), reason: "r")]
        #expect(ConfigurationGlance(profiles: [profile]) == nil)
        profile.recognise = [Profile.Rule(when: .contains(property: "a", text: "é"), reason: "r")]
        #expect(ConfigurationGlance(profiles: [profile]) == nil)
        profile.recognise = [Profile.Rule(when: .present(property: "größe"), reason: "r")]
        #expect(ConfigurationGlance(profiles: [profile]) == nil)
    }

    @Test("nothing is lost by what is passed over", arguments: SeededRandom.seeds(6))
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let names = [
            "sling:resourceType", "jwtClaims", "keypairAlias", "techAcctId", "apiKey", "clientSecret",
            "clientId",
            "authServerUrl", "scope", "orgId", "authenticationType", "imsConfig", "jcr:primaryType",
            "jcr:title", "other",
            "cq:template", "ApiKey", "j_x0077_tClaims",
        ]
        let values = [
            "cq/adobeims-configuration/page", "cq/adobeims&#45;configuration/page", "a", "", "oauth", "OAuth",
            "jwt",
            "https://ims-na1.adobelogin.com", "https://ims-na1.ADOBELOGIN.com/x",
            "[a,https://ims-na1.adobelogin.com]",
            "{String}oauth", "\\oauth", "/conf/a/settings/cloudconfigs/b", "/a\\/cloud", "[/apps/config/a,b]",
            "&#x2f;conf/cloudconfigs", "sling:OsgiConfig", "sling:\\OsgiConfig", "{Name}sling:OsgiConfig",
            "/\u{301}cloud",
            "{Boolean}true", "oauth&#x301;", "\u{212A}", "cq:PageContent", "{Wrong}", "/libs/a/install",
        ]
        let finder = ConfigurationFinder(profiles: try Self.profiles.get())
        var passed = 0
        for _ in 0..<400 {
            var chosen: Set<String> = []
            let attributes = (0...random.number(0...6)).compactMap { _ -> String? in
                let name = random.pick(names)
                guard chosen.insert(name).inserted else { return nil }
                return "\(name)=\"\(random.pick(values))\""
            }
            let text = Self.page(attributes)
            guard try Self.passesOver(text) else { continue }
            passed += 1
            let comment: Comment = "IMS_TEST_SEED=\(seed)\n\(text)"
            let document = try DocViewDocument(parsing: Array(text.utf8))
            let path = "/conf/global/settings/cloudconfigs/a"
            #expect(document.invalidValues.isEmpty, comment)
            #expect(finder.configurations(in: document, nodePath: path, parentPath: nil).isEmpty, comment)
            #expect(
                finder.instances(in: .docView(document), nodePath: path, parentPath: nil).isEmpty, comment)
            #expect(
                finder.otherHolders(in: .docView(document), nodePath: path, parentPath: nil).isEmpty, comment)
            #expect(
                finder.referenceCandidates(in: document, nodePath: path, parentPath: nil).isEmpty, comment)
        }
        #expect(passed > 20)
    }
}
