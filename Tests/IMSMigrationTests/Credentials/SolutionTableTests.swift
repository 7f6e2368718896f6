// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("What is known of Adobe's solutions")
struct SolutionTableTests {
    @Test("each row of the facts is there, with whether Adobe has published it")
    func facts() throws {
        let table = try SolutionTable.builtIn()
        let known: [(metascope: String, scopes: Int, isVerified: Bool)] = [
            ("asset_compute_meta", 2, true), ("event_receiver_api", 2, true), ("ent_adobeio_sdk", 3, true),
            ("ent_smartcontent_sdk", 4, true), ("ent_reactor_admin_sdk", 6, true),
            ("ent_reactor_sdk", 6, true),
            ("ent_marketing_sdk", 6, false), ("ent_cloudmgr_sdk", 5, false),
            ("ent_analytics_bulk_ingest_sdk", 5, false), ("ent_stocksearch_sdk", 0, false),
            ("ent_brand_portal_sdk", 0, false), ("ent_campaign_sdk", 0, false),
        ]
        for (metascope, scopes, isVerified) in known {
            let solutions = table.solutions(ofMetascopes: [metascope])
            #expect(solutions.count == 1, "\(metascope)")
            #expect(solutions.first?.scopes.count == scopes, "\(metascope)")
            #expect(solutions.first?.isVerified == isVerified, "\(metascope)")
        }
        #expect(Set(table.solutions.flatMap(\.metascopes)) == Set(known.map(\.metascope)))
        #expect(table.solutions.allSatisfy { Set($0.tellingScopes).isSubset(of: $0.scopes) })
    }

    @Test(
        "names are found however the consoles write them",
        arguments: [
            ("Adobe Target", "Adobe Target"), ("target", "Adobe Target"), ("Adobe I/O Events", "I/O Events"),
            ("Brand Portal", "Brand Portal"), ("Adobe Experience Platform Launch API", "Adobe Launch"),
        ])
    func names(name: String, solution: String) throws {
        #expect(try SolutionTable.builtIn().solution(named: name)?.name == solution)
    }

    @Test("names that are none", arguments: ["", "Adobe", "Adobe Sign", "/"])
    func unknownNames(name: String) throws {
        #expect(try SolutionTable.builtIn().solution(named: name) == nil)
    }

    @Test("several metascopes give the scopes of all, each once; a name serves where there is none")
    func suggestions() throws {
        let table = try SolutionTable.builtIn()
        let events = try Subjects.subject(
            "x", key: "k", metascopes: ["ent_adobeio_sdk", "event_receiver_api"])
        let suggestion = try #require(ScopeSuggestion(for: events, solutions: table))
        #expect(
            suggestion.scopes == [
                "event_receiver", "event_receiver_api", "adobeio_api", "additional_info.roles",
                "additional_info.projectedProductContext",
            ])
        let byName = try Subjects.subject("x", key: "k", metascopes: [])
        #expect(ScopeSuggestion(for: byName, solutions: table)?.reason.contains("by the name") == true)
        let unknown = try Subjects.subject("x", key: "k", metascopes: ["ent_something_else"])
        #expect(ScopeSuggestion(for: unknown, solutions: table) == nil)
    }

    @Test(
        "a table that is broken is not used", arguments: ["", "[]", #"{"schemaVersion":2,"solutions":[]}"#])
    func broken(json: String) {
        #expect(throws: ProfileError.self) { try SolutionTable(Array(json.utf8)) }
    }
}
