// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import DocView

@Test("smoke") func smoke() throws {
    let before = Array(try Data(contentsOf: URL(fileURLWithPath: "/work/shared/examples/target.before.content.xml")))
    let after = Array(try Data(contentsOf: URL(fileURLWithPath: "/work/shared/examples/target.after.content.xml")))
    let doc = try DocViewDocument(parsing: before)
    let changes: [PropertyChange] = [.remove(name: "apiKey"), .set(name: "clientId", value: "4f1c0c5e9a7b4d0d8a1e2b3c4d5e6f70"),
      .set(name: "clientSecret", value: "{11b2c3d4e5f60718293a4b5c6d7e8f900a1b2c3d4e5f60718293a4b5c6d7e8f9aa}"),
      .set(name: "orgId", value: "0A1B2C3D4E5F60718293A4B5@AdobeOrg"), .set(name: "scope", value: "openid,AdobeID,target_sdk,additional_info.projectedProductContext,read_organizations,additional_info.roles"),
      .set(name: "authenticationType", value: "oauth"), .remove(name: "jwtClaims"), .remove(name: "keypairAlias"), .remove(name: "techAcctId")]
    let out = try doc.applying(doc.edits(for: changes, ofNodeAt: 1))
    #expect(String(decoding: out, as: UTF8.self) == String(decoding: after, as: UTF8.self))
    _ = try DocViewVerification.check(original: doc, changes: [(1, changes)], edited: out)
    var ok = 0, errs: [String: Int] = [:]
    let e = FileManager.default.enumerator(atPath: "/tmp/dvcorp")!
    let start = ContinuousClock.now
    for case let p as String in e where p.hasSuffix(".xml") {
        do throws(DocViewError) {
            let d = try DocViewDocument(parsing: Array(try! Data(contentsOf: URL(fileURLWithPath: "/tmp/dvcorp/" + p))))
            ok += 1
            if !d.invalidValues.isEmpty { print(p, d.invalidValues) }
        } catch { errs["\(error)".replacing(/\d+/, with: "N"), default: 0] += 1; if case .positionsUncertain = error { print(p, error) } }
    }
    print(ok, errs, ContinuousClock.now - start)
}
