// SPDX-License-Identifier: Apache-2.0

/// The usual folder of configurations, relative to the root of the content.
let cloudconfigs: RawPath = "conf/global/settings/cloudconfigs"

/// A secret as AEM would encrypt it: one byte, repeated. Invented; nothing could decrypt it.
func encrypted(_ byte: String) -> String { "{" + String(repeating: byte, count: 32) + "}" }

/// A page that holds one Adobe IMS configuration, before and after its migration. All values are invented.
///
/// Texts are put into the file as they are: escaping is up to whoever gives them.
struct IMSPage {
    var title = "Target"
    var apiKey = "0123456789abcdef0123456789abcdef"
    var org = "TESTORG0000000000000001@AdobeOrg"
    var secret = "\\" + encrypted("00")

    static let header = """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:nt="http://www.jcp.org/jcr/nt/1.0"
        """

    var claims: String {
        """
        \\{&quot;exp&quot;:1675760043,&quot;iss&quot;:&quot;\(org)&quot;,\
        &quot;sub&quot;:&quot;TESTACCOUNT0000000000001@techacct.adobe.com&quot;,\
        &quot;https://ims-na1.adobelogin.com/s/ent_marketing_sdk&quot;:true,\
        &quot;aud&quot;:&quot;https://ims-na1.adobelogin.com/c/\(apiKey)&quot;}
        """
    }

    /// The page as the console of AEM stores a JWT configuration.
    var jwt: String {
        """
        \(Self.header)
            jcr:primaryType="cq:Page">
            <jcr:content
                jcr:primaryType="cq:PageContent"
                jcr:title="\(title)"
                sling:resourceType="cq/adobeims-configuration/components/configuration"
                apiKey="\(apiKey)"
                authServerUrl="https://ims-na1.adobelogin.com"
                clientSecret="\(secret)"
                cloudServiceName="Adobe Target"
                jwtClaims="\(claims)"
                keypairAlias="target-2023"/>
        </jcr:root>

        """
    }

    /// The same page with an OAuth credential; what is nil stays what it was.
    func oauth(
        secret: String, scope: String, clientID: String? = nil, org: String? = nil, title: String? = nil,
        server: String = "https://ims-na1.adobelogin.com", service: String = "Adobe Target"
    ) -> String {
        """
        \(Self.header)
            jcr:primaryType="cq:Page">
            <jcr:content
                jcr:primaryType="cq:PageContent"
                jcr:title="\(title ?? self.title)"
                sling:resourceType="cq/adobeims-configuration/components/configuration"
                authenticationType="oauth"
                authServerUrl="\(server)"
                clientId="\(clientID ?? apiKey)"
                clientSecret="\(secret)"
                cloudServiceName="\(service)"
                orgId="\(org ?? self.org)"
                scope="\(scope)"/>
        </jcr:root>

        """
    }

    /// A half-finished edit: evidence of both kinds.
    var ambiguous: String {
        jwt.replacing("authServerUrl=", with: "authenticationType=\"oauth\"\n        authServerUrl=")
    }
}

/// Neighbours that hold keys and secrets of their own, and are no Adobe IMS configurations.
enum Decoy {
    static let captcha = page(
        #"sling:resourceType="wcm/recaptcha" name="Captcha" secretKey="\{0039}" siteKey="site""#)
    static let marketo = page(#"clientId="marketo-client" clientSecret="\{0040}" munchkinId="1""#)
    static let commerce = page(#"cq:graphqlClient="default" magentoStore="main" enableUIDSupport="true""#)

    private static func page(_ properties: String) -> String {
        """
        \(IMSPage.header)
            jcr:primaryType="cq:Page">
            <jcr:content jcr:primaryType="cq:PageContent" \(properties)/>
        </jcr:root>

        """
    }
}

extension Tree.Entry {
    static func text(_ text: String) -> Tree.Entry { .bytes(Array(text.utf8)) }
    static var jwt: Tree.Entry { .text(IMSPage().jwt) }
}

/// A mapping with one row, for any configuration.
let mappingForAll = """
    path,client_secret,scopes
    **,\(encrypted("a1")),"openid, AdobeID"

    """
