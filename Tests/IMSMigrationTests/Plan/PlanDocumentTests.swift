// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("A plan for review")
struct PlanDocumentTests {
    private func plan() throws -> PlanDocument {
        try PlanDocument(
            tool: "ims-migrate 1.2.3", createdAt: "2026-01-02T03:04:05Z", repository: "/exports/site",
            mappingSHA256: String(repeating: "0a", count: 32), profiles: try Sample.profiles.get(),
            allowances: .init(unmapped: true),
            configurations: [
                .init(
                    path: Sample.page, file: "f.xml", mappingRow: 2,
                    changes: [
                        .init(property: "apiKey", kind: "removed", before: "key", after: nil, secret: false)
                    ])
            ],
            files: [.init(file: "f.xml", sha256Before: "a", sha256After: "b", diff: "-x\n+y\n")]
        ).sealed()
    }

    @Test("it reads back as it was sealed, and the same plan gives the same bytes")
    func roundTrip() throws {
        let json = try plan().json()
        let read = try #require(PlanDocument.read(Array(json.utf8)))
        #expect(try read == plan())
        #expect(try read.isIntact())
        #expect(try plan().json() == json && json.hasSuffix("}\n"))
    }

    @Test(
        "whatever is changed in it shows",
        arguments: [
            ("/exports/site", "/exports/other"), ("0a0a0a0a", "0b0a0a0a"), ("f.xml", "g.xml"),
            (#""a""#, #""c""#),
            (#"\n+y"#, #"\n+z"#), (#""mappingRow" : 2"#, #""mappingRow" : 3"#), ("removed", "changed"),
            (#""allowUnmapped" : true"#, #""allowUnmapped" : false"#), (Sample.page, Sample.page + "2"),
            (#""cloudconfig" : ""#, #""cloudconfig" : "0"#),
        ])
    func tampered(piece: String, becomes: String) throws {
        let json = try plan().json()
        #expect(json.contains(piece))
        let read = try #require(PlanDocument.read(Array(json.replacing(piece, with: becomes).utf8)))
        #expect(try !read.isIntact())
    }

    @Test(
        "what is no plan, or one of another version, is not read", arguments: ["", "{}", "[]", "null", "{"])
    func noPlan(text: String) throws {
        #expect(PlanDocument.read(Array(text.utf8)) == nil)
        let later = try plan().json().replacing(#""schemaVersion" : 1"#, with: #""schemaVersion" : 2"#)
        #expect(PlanDocument.read(Array(later.utf8)) == nil)
    }
}
