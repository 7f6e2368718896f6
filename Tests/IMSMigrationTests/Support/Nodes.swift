// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

/// Properties as tests write them: name and single value, in order.
typealias Properties = KeyValuePairs<String, String>

/// The invented world of these tests.
enum Sample {
    static let page = "/conf/larchfield/settings/cloudconfigs/target"
    static let node = page + "/jcr:content"
    static let org = "A10000000000000000000001@AdobeOrg"
    static let apiKey = "0ffe11d0000000000000000000000001"
    static let server = "https://ims-na1.adobelogin.com"
    static let resourceType = "cq/adobeims-configuration/components/configuration"

    /// A whole JWT payload.
    static let payload = """
        {"exp":1700000000,"iss":"\(org)","sub":"B20000000000000000000002@techacct.adobe.com",\
        "\(server)/s/ent_marketing_sdk":true,"aud":"\(server)/c/\(apiKey)"}
        """

    /// The built-in profiles, read once.
    static let profiles = Result { try BuiltInProfiles.all() }

    static func profile() throws -> Profile {
        try #require(try profiles.get().first { $0.storage == "cloudconfig" })
    }

    /// What may be shown of the cloud configurations.
    static func disclosure() throws -> ValueDisclosure {
        ValueDisclosure(profiles: try profiles.get(), storage: "cloudconfig")
    }
}

extension PropertyNode {
    /// A node of single-valued properties.
    init(_ properties: Properties, at path: String = Sample.node) {
        self.init(path: path, properties: properties.map { ($0.key, Value([$0.value])) })
    }
}

/// What the built-in profile makes of a node with these properties; nil where it is no configuration.
func classified(
    _ properties: Properties, at path: String = Sample.node, line: Int = 1
) throws -> IMSConfiguration? {
    Classifier.configuration(
        in: PropertyNode(properties, at: path), line: line, profile: try Sample.profile())
}

extension IMSConfiguration {
    /// The properties that speak for one thing, in the order of the evidence.
    func evidence(_ kind: Evidence.Kind) -> [String] {
        evidence.filter { $0.kind == kind }.map(\.property)
    }
}
