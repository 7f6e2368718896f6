// SPDX-License-Identifier: Apache-2.0

/// An Adobe IMS configuration as AEM 6.5 stores it: a provider and the customizer that holds its secret. All values are
/// invented.
struct OSGiPair {
    static let provider = "com.adobe.granite.auth.oauth.accesstoken.provider"
    static let customizer = "com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl"

    var type = "adobe-ims-similaritysearch"
    var customizerType: String?
    var server = "https://ims-na1.adobelogin.com"

    /// The provider in Felix's format, as it was and as a migration makes it.
    func provider(migrated: Bool = false) -> String {
        let jwtEntries = """
              "\\"sub\\"\\ :\\ \\"TESTACCOUNT0000000000001@techacct.adobe.com\\"", \\
              "\\"https://ims-na1.adobelogin.com/s/ent_smartcontent_sdk\\"\\ :\\ true", \\

            """
        return """
            # Written by hand
            auth.access.token.request="\(migrated ? server + "/ims/token/v3" : "%s/ims/exchange/jwt/")"
            auth.token.provider.client.id="0123456789abcdef"
            auth.token.provider.conn.timeout=I"0"
            auth.token.provider.default.claims=[ \\
              "\\"iss\\"\\ :\\ \\"TESTORG0000000000000001@AdobeOrg\\"", \\
            \(migrated ? "" : jwtEntries)  ]
            auth.token.provider.endpoint="\(server)"
            auth.token.provider.keypair.alias="similaritysearch"
            auth.token.provider.relaxed.ssl=B"false"
            auth.token.provider.scope="\(migrated ? "openid,AdobeID" : "")"
            auth.token.provider.title="Smart\\ Tags"
            name="adobe-ims-similaritysearch"
            token.request.customizer.type="\(type)"

            """
                + (migrated
                    ? """
                    auth.token.provider.authorization.grants="client_credentials"
                    auth.token.provider.orgId="TESTORG0000000000000001@AdobeOrg"

                    """ : "")
    }

    func customizer(secret: String = encrypted("00")) -> String {
        "auth.ims.client.secret=\"\(secret)\"\r\ncustomizer.type=\"\(customizerType ?? type)\"\r\n"
    }

    /// The pair in a folder of configurations.
    func tree(_ folder: RawPath = "apps/system/config", id: String = "1f2e") -> Tree {
        var tree: Tree = [:]
        tree[folder / RawPath("\(Self.provider)-\(id).config")] = .text(provider())
        tree[folder / RawPath("\(Self.customizer)-\(id)9.config")] = .text(customizer())
        return tree
    }

    static let mapping = "path,client_secret,scopes\n/apps/**,\(encrypted("ab")),\"openid, AdobeID\"\n"
}
