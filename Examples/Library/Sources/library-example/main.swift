// SPDX-License-Identifier: Apache-2.0
import Foundation

// Shows the three libraries at work on SampleRepository, whose folder is the one argument. Writes nothing.
let sample = URL(filePath: CommandLine.arguments.dropFirst().first ?? "SampleRepository")

func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: sample.appending(path: path))) }

func lines(of bytes: [UInt8], with words: String...) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init).filter { line in
        words.contains { line.contains($0) }
    }
}

let page = try bytes("jcr_root/conf/global/settings/cloudconfigs/brand-portal.xml")

print("DocView")
let retitled = try TitleChange.retitling(page, to: "Brand & Portal")
print(lines(of: retitled, with: "jcr:title").joined(separator: "\n"))

print("\nOSGiConfig")
let provider = "com.adobe.granite.auth.oauth.accesstoken.provider-b7d20c5e.config"
let configuration = try EndpointChange.setting(
    "auth.token.provider.title", to: "Stock", in: bytes("jcr_root/apps/system/config/" + provider),
    fileName: provider)
print(lines(of: configuration, with: "provider.title").joined(separator: "\n"))

print("\nIMSMigration")
let mapping = """
    path,client_secret,org_id,scopes
    /conf/global/settings/cloudconfigs/*,env:EXAMPLE_SECRET,EXAMPLE@AdobeOrg,"openid, AdobeID"

    """
let migration = try Migration(mapping: Array(mapping.utf8), environment: ["EXAMPLE_SECRET": "example"])
let (words, plan) = try migration.migrate(page, at: "/conf/global/settings/cloudconfigs/brand-portal")
print(words.joined(separator: "\n"))
print(plan?.diff ?? "nothing to do")
if let plan {
    let again = try migration.migrate(plan.after, at: "/conf/global/settings/cloudconfigs/brand-portal")
    print(again.words.first ?? "", again.plan == nil ? "and done" : "and not done")
}
