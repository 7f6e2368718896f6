// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

@Suite("The example of the contract")
struct ExampleTests {
    @Test(
        "target.before.content.xml becomes target.after.content.xml, to the byte",
        .enabled(
            if: SharedFolder.has("examples/target.before.content.xml"),
            "the folder ../shared/examples is not there (IMS_SHARED can name another)"))
    func target() throws {
        let before = try DocViewDocument(parsing: SharedFolder.bytes("examples/target.before.content.xml"))
        let after = try DocViewDocument(parsing: SharedFolder.bytes("examples/target.after.content.xml"))
        let index = try #require(before.nodes.firstIndex { $0.name == "jcr:content" })
        // The plan is read off the expected file, so that no value of it stands here.
        var changes = ["apiKey", "jwtClaims", "keypairAlias", "techAcctId"].map {
            PropertyChange.remove(name: $0)
        }
        for name in ["authenticationType", "clientId", "clientSecret", "orgId", "scope"] {
            let value = try #require(after.nodes[index].property(named: name)?.value?.singleString)
            changes.append(.set(name: name, value: value))
        }
        let edited = try before.applying(before.edits(for: changes, ofNodeAt: index))
        #expect(String(decoding: edited, as: UTF8.self) == String(decoding: after.bytes, as: UTF8.self))
        _ = try DocViewVerification.check(original: before, changes: [(index, changes)], edited: edited)
        #expect(try after.edits(for: changes, ofNodeAt: index).isEmpty, "a second run changes nothing")
    }
}
