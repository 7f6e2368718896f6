// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Names of environment variables for secrets")
struct TellingNamesTests {
    @Test(
        "say which configuration they are for",
        arguments: [
            ("/conf/global/settings/cloudconfigs/target", "GLOBAL_TARGET"),
            ("/conf/larchfield/outlet/settings/cloudconfigs/24h events", "LARCHFIELD_OUTLET_24H_EVENTS"),
            ("/etc/cloudservices/smarttagging/similarity-search", "SMARTTAGGING_SIMILARITY_SEARCH"),
            (
                "/apps/system/config/com.adobe.granite.auth.oauth.accesstoken.provider-adobe-ims-target.config",
                "SYSTEM_CONFIG_ADOBE_IMS_TARGET"
            ),
            ("/conf/a/settings/cloudconfigs/été (1)", "A_T_1"), ("/conf/settings", "CONF_SETTINGS"),
            ("/", "CONFIGURATION"), ("/日本", "CONFIGURATION"),
            ("/" + String(repeating: "a", count: 500), String(repeating: "A", count: 100)),
        ])
    func names(path: String, name: String) {
        var names = TellingNames()
        #expect(names.name(for: path) == "IMS_SECRET_" + name)
    }

    @Test("are given once, and not where another mapping has them")
    func unique() {
        var names = TellingNames(taken: ["IMS_SECRET_A_B_2"])
        #expect(names.name(for: "/conf/a/b") == "IMS_SECRET_A_B")
        #expect(names.name(for: "/conf/a-b") == "IMS_SECRET_A_B_3")
        #expect(names.name(for: "/conf/a b") == "IMS_SECRET_A_B_4")
    }
}
