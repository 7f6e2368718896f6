// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

/// JWT configurations for tests, made as the tool itself makes them.
enum Subjects {
    static func profile() throws -> Profile {
        try #require(try BuiltInProfiles.all().first { $0.storage == "cloudconfig" })
    }

    /// A configuration at a path below `/conf` of the properties given; further ones replace what is usual.
    static func configuration(_ path: String, _ properties: [String: String] = [:]) throws -> IMSConfiguration
    {
        let node = PropertyNode(
            path: path + "/jcr:content",
            properties: properties.sorted { $0.key < $1.key }.map { ($0.key, .init([$0.value])) })
        return try #require(Classifier.configuration(in: node, line: 4, profile: try profile()))
    }

    /// As a mapping is made for it.
    static func subject(_ path: String, _ properties: [String: String]) throws -> MappingSubject {
        MappingSubject(try configuration(path, properties), profile: try profile())
    }

    /// A usual one: the JWT configuration `name` of a solution.
    static func subject(
        _ name: String, key: String, org: String = "SAMPLE@AdobeOrg", account: String = "ACCOUNT",
        metascopes: [String] = ["ent_marketing_sdk"], _ more: [String: String] = [:]
    ) throws -> MappingSubject {
        var properties = [
            "apiKey": key, "authServerUrl": "https://ims-na1.adobelogin.com",
            "cloudServiceName": "Adobe Target",
            "jcr:title": "Title of \(name)", "keypairAlias": "alias",
            "jwtClaims": claims(key: key, org: org, account: account, metascopes: metascopes),
        ]
        properties.merge(more) { $1 }
        return try subject(
            "/conf/global/settings/cloudconfigs/" + name, properties.filter { $0.value != "-" })
    }

    static func claims(key: String, org: String, account: String, metascopes: [String]) -> String {
        let scopes = metascopes.map { "\"https://ims-na1.adobelogin.com/s/\($0)\":true," }.joined()
        return """
            {"iss":"\(org)","sub":"\(account)@techacct.adobe.com",\(scopes)\
            "aud":"https://ims-na1.adobelogin.com/c/\(key)"}
            """
    }
}
