// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Learning a form that no built-in profile recognises")
struct InventedFormTests {
    private static let before: Properties = [
        "sling:resourceType": "acme/links/ims", "holder": Sample.apiKey, "base": Sample.server,
        "hidden": Lesson.oldSecret, "paper": Sample.payload, "person": Lesson.account,
    ]
    private static let after: Properties = [
        "sling:resourceType": "acme/links/ims", "holder2": Sample.apiKey, "base": Sample.server,
        "hidden": Lesson.secret, "house": Sample.org, "rights": "openid AdobeID", "kind": "grant",
    ]

    private func pair(at path: String) throws -> LearningPair {
        LearningPair(
            name: path, before: PropertyNode(Self.before, at: path),
            after: PropertyNode(Self.after, at: path),
            row: try Sheet.mapping(Lesson.header, "**,env:SECRET,\"openid, AdobeID\"").rows.first)
    }

    @Test("values give away what the properties are for")
    func values() throws {
        let pair = try pair(at: "/conf/acme/settings/cloudconfigs/one/jcr:content")
        let form = InventedForm([pair])
        #expect(form.questions == [])
        #expect(form.profile.paths.map(\.text) == ["/conf/**/settings/cloudconfigs/*/**"])
        #expect(form.profile.fields[.claims] == ["paper"])
        #expect(form.profile.fields[.technicalAccount] == ["person"])
        #expect(form.profile.fields[.jwtClientID] == ["holder"])
        #expect(form.profile.fields[.authorizationServer] == ["base"])
        #expect(form.profile.fields[.clientSecret] == ["hidden"])
        let learned = ProfileLearner.learn(from: [pair], base: form.profile)
        #expect(learned.isProven, "\(learned.asked)")
        #expect(
            learned.profile.migrated == [
                .remove(property: "holder"), .remove(property: "paper"), .remove(property: "person"),
                .setField(property: "hidden", field: .clientSecret),
                .setField(property: "holder2", field: .clientID),
                .setField(property: "house", field: .orgID),
                .setConstant(property: "kind", value: "grant"),
                .setScopes(property: "rights", form: .joined(" ")),
            ])
    }

    @Test("elsewhere the place beside the example counts; where no place is known, it is asked")
    func places() throws {
        let pair = try pair(at: "/etc/acme/one/jcr:content")
        #expect(InventedForm([pair]).profile.paths.map(\.text) == ["/etc/acme/*"])
        #expect(InventedForm([pair], knowsPaths: false).questions.map(\.place) == ["paths"])
    }

    @Test("what nothing gives away is asked")
    func nothing() {
        let pair = LearningPair(
            name: "x", before: PropertyNode(["a": "1"], at: "/etc/x/y"),
            after: PropertyNode(["b": "2"], at: "/etc/x/y"))
        #expect(InventedForm([pair]).questions.map(\.place) == ["recognise"])
        #expect(!InventedForm.looksLikeJWT(pair.before))
    }
}
