// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Exports before and after a migration by hand, beside an exported repository.
struct LearnScene {
    static let literal = "p8e-invented-new-secret"
    static let mapping = "path,client_secret,scopes\n**,\(literal),\"openid, AdobeID\"\n"
    static let page: RawPath = "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"

    /// The page of tests after a migration to names that the built-in profile does not know.
    static let migrated = content(
        """
        grant="client_credentials"
                imsClient="\(IMSPage().apiKey)"
                imsOrg="\(IMSPage().org)"
                imsScopes="[AdobeID,openid]"
                imsSecret="\\\(encrypted("e5"))"
        """)

    let repository: TemporaryRepository

    init(after: String = migrated, mapping: String = mapping) throws {
        repository = try TemporaryRepository([Self.page: .jwt], mapping: mapping)
        try add("before", [Self.page: .jwt])
        try add("after", [Self.page: .text(after)])
    }

    func add(_ name: RawPath, _ tree: Tree) throws { try tree.write(to: repository.place / name) }

    func learn(_ arguments: String...) throws -> Run {
        try repository.run(["profile", "learn"] + arguments + ["--out", "learned.json", "--force"])
    }

    var profile: String { get throws { try Files.text(repository.file("learned.json")) } }

    /// The page with these attributes instead of those that only a JWT configuration has.
    static func content(_ attributes: String) -> String {
        """
        \(IMSPage.header)
            jcr:primaryType="cq:Page">
            <jcr:content
                jcr:primaryType="cq:PageContent"
                jcr:title="Target"
                sling:resourceType="cq/adobeims-configuration/components/configuration"
                authServerUrl="https://ims-na1.adobelogin.com"
                cloudServiceName="Adobe Target"
                \(attributes)/>
        </jcr:root>

        """
    }

    /// The attributes of the configuration in a page.
    static func values(_ page: String) -> [String: String] {
        guard let start = page.range(of: "<jcr:content") else { return [:] }
        let attributes = page[start.upperBound...].matches(of: /([A-Za-z0-9:]+)="([^"]*)"/)
        return Dictionary(
            attributes.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { first, _ in first })
    }
}

/// The JSON that `profile learn` prints.
struct LearnReport: Decodable {
    struct Property: Decodable { var property: String, kind: String, explanation: String }
    struct Finding: Decodable { var rule: String, level: String, message: String }

    var properties: [Property]
    var findings: [Finding]
    var exitCode: Int

    init(_ run: Run) throws { self = try JSONDecoder().decode(Self.self, from: Data(run.outputBytes)) }
}
