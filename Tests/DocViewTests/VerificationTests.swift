// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

@Suite("Verification by reading again")
struct VerificationTests {
    private static let before =
        "<!-- c --><r xmlns:x='u'\n  a='1'\n  apiKey='k'\n  b='2'><s t='3'>text</s><e/></r>\n"
    private static let after =
        "<!-- c --><r xmlns:x='u'\n  a='1'\n  b='9'\n  clientId='c'><s t='3'>text</s><e/></r>\n"
    private static let changes: [PropertyChange] = [
        .remove(name: "apiKey"), .set(name: "b", value: "9"), .set(name: "clientId", value: "c"),
    ]

    private func check(_ edited: String, _ changes: [PropertyChange] = changes) throws(DocViewError) {
        let original = try DocViewDocument(parsing: Array(Self.before.utf8))
        _ = try DocViewVerification.check(
            original: original, changes: [(0, changes)], edited: Array(edited.utf8))
    }

    @Test("The planned file passes; the planned attribute may stand anywhere among the others")
    func passes() throws {
        try check(Self.after)
        try check(
            Self.after.replacing("\n  clientId='c'", with: "").replacing(
                "<r xmlns", with: "<r clientId=\"c\" xmlns"))
        try check(Self.before, [])
        try check(Self.before, [.set(name: "a", value: "1"), .remove(name: "zzz")])
    }

    @Test(
        "Anything else fails",
        arguments: [
            ("<!-- c -->", "<!-- d -->"), ("text", "Text"), ("</r>\n", "</r>"), ("</r>\n", "</r>\n\n"),
            ("t='3'", "t='4'"),
            ("t='3'", "t=\"3\""), ("t='3'", ""), ("t='3'", "t='3' u='1'"), ("<e/>", "<e></e>"),
            ("<e/>", "<f/>"),
            ("<e/>", ""), ("<e/>", "<e/><e/>"), ("<s t='3'>text</s><e/>", "<s t='3'>text<e/></s>"),
            ("a='1'", "a='2'"),
            ("a='1'", "a='&#49;'"), ("a='1'", "a=\"1\""), ("\n  a='1'", " a='1'"), ("\n  a='1'", ""),
            ("xmlns:x='u'", "xmlns:x='v'"), ("xmlns:x='u'", ""), ("b='9'", "b='8'"), ("b='9'", "b=\"9\""),
            ("b='9'", "b='[9]'"), ("b='9'", "b='{Long}9'"), ("\n  b='9'", "\n b='9'"), ("b='9'", "b = '9'"),
            ("\n  b='9'", ""), ("clientId='c'", "clientId='d'"), ("\n  clientId='c'", ""),
            ("clientId='c'", "clientId='c' apiKey='k'"), ("clientId='c'", "clientId='c' other='1'"),
            ("clientId='c'>", "clientId='c' >"), ("<r xmlns", "<q xmlns"), ("b='9'", "b='{cafe}'"),
            ("\n  a='1'\n  b='9'", "\n  b='9'\n  a='1'"), ("</r>", ""),
        ])
    func fails(original: String, replacement: String) throws {
        let wrong = Self.after.replacing(original, with: replacement)
        try #require(wrong != Self.after)
        #expect(throws: DocViewError.self) { try check(wrong) }
    }

    @Test("What was planned and did not happen fails, and the error shows no value")
    func notDone() throws {
        let error = docViewError { try check(Self.before) }
        guard case .verificationFailed(_, let description)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!description.contains("9"))
        #expect(throws: DocViewError.self) { try check(Self.after, []) }
        #expect(throws: DocViewError.self) { try check(Self.after, Self.changes + [.remove(name: "a")]) }
    }

    @Test("A plan that names a node or a property twice, or no node at all, never verifies")
    func faultyPlans() throws {
        let original = try DocViewDocument(parsing: Array(Self.before.utf8))
        let plans: [[(node: Int, changes: [PropertyChange])]] = [
            [(0, Self.changes), (0, [])], [(3, [])], [(-1, [])], [(0, Self.changes + [.remove(name: "b")])],
        ]
        for plan in plans {
            #expect(throws: DocViewError.self) {
                try DocViewVerification.check(
                    original: original, changes: plan, edited: Array(Self.after.utf8))
            }
        }
    }

    @Test("What libxml2 refuses fails with its own error")
    func malformed() throws {
        guard case .malformed? = docViewError({ try check(Self.after + "<") }) else {
            Issue.record("not malformed")
            return
        }
    }
}
