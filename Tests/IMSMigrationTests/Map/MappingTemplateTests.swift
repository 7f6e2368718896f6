// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("A mapping to fill in")
struct MappingTemplateTests {
    private static func draft(_ subjects: [MappingSubject], taken: Set<String> = []) throws -> MappingDraft {
        MappingTemplate(solutions: try SolutionTable.builtIn()).draft(for: subjects, takenNames: taken)
    }

    /// The cells of each row by column, as a program that knows only CSV sees them.
    private static func cells(_ draft: MappingDraft) -> [[String: String]] {
        let rows = CSVReader(Array(draft.csv().utf8)).map { $0.fields.map(\.text) }
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }

    @Test("what a configuration tells is there, the secret is a variable, scopes are only suggested")
    func usual() throws {
        let cells = try #require(
            Self.cells(try Self.draft([try Subjects.subject("target", key: "key")])).first)
        #expect(cells["path"] == "/conf/global/settings/cloudconfigs/target")
        #expect(cells["jwt_client_id"] == "key")
        #expect(cells["client_id"] == "")
        #expect(cells["client_secret"] == "env:IMS_SECRET_GLOBAL_TARGET")
        #expect(cells["org_id"] == "SAMPLE@AdobeOrg")
        #expect(cells["scopes"] == "")
        #expect(cells["authorization_server"] == "https://ims-na1.adobelogin.com")
        #expect(cells["title"] == "Title of target")
        #expect(cells["cloud_service"] == "Adobe Target")
        #expect(cells["action"] == "")
        let note = try #require(cells["note"])
        #expect(note.contains("only a suggestion: openid,AdobeID,target_sdk,"))
        #expect(note.contains("unconfirmed"))
        #expect(note.contains("ACCOUNT@techacct.adobe.com"))
    }

    @Test("rows are sorted by path, and one configuration in several roots gets one row")
    func order() throws {
        let subjects =
            try ["b", "a", "b", "é", "Z"].map { try Subjects.subject($0, key: "key") }
            + [Subjects.subject("b", key: "other")]
        let rows = try Self.draft(subjects).rows
        #expect(
            rows.map { String($0.path.split(separator: "/").last ?? "") + " " + ($0.jwtClientID ?? "") }
                == ["Z key", "a key", "b key", "b other", "é key"])
        #expect(Set(rows.map { "\($0.secret as Any)" }).count == 5)
    }

    @Test("the reader takes every row, filled in, for its configuration, and no value changes by it")
    func filledIn() throws {
        let titles = ["=cmd()", "'=x", "-", "two\nlines", " spaced ", "a\"b,c", "Zürich"]
        let subjects = try titles.enumerated().map { index, title in
            try Subjects.subject("n\(index)", key: "key\(index)", ["jcr:title": title == "-" ? "-1" : title])
        }
        var draft = try Self.draft(subjects)
        for index in draft.rows.indices {
            draft.rows[index].scopes = ["openid"]
            draft.rows[index].secret = .inline(Secret("p8e"))
        }
        let mapping = try MappingReader.read(Array(draft.csv().utf8), sources: nil)
        let planner = Planner(mapping: mapping, profiles: [try Subjects.profile()], allowances: .init())
        for subject in subjects {
            let (plan, rows) = planner.plan(for: subject.configuration)
            #expect(plan.outcome == .planned)
            #expect(rows.count == 1)
            let changed = Set(plan.changes.map(\.property))
            #expect(
                changed.isDisjoint(with: ["jcr:title", "cloudServiceName", "authServerUrl"]), "\(changed)")
        }
    }

    @Test("a value that a cell cannot hold stays out, and its harmless form is in the note")
    func unfit() throws {
        let subject = try Subjects.subject("x", key: "key", ["jcr:title": "a\u{1B}[2Jb\u{202E}"])
        let cells = try #require(Self.cells(try Self.draft([subject])).first)
        #expect(cells["title"] == "")
        #expect(cells["note"]?.contains("title: a\\u{1b}[2Jb\\u{202e}") == true)
    }

    @Test("a path that a cell cannot hold is a glob that matches it")
    func oddPaths() throws {
        for name in ["a\u{1B}b", "a\u{A0}", "a\u{200B}\u{200B}c", "tab\t"] {
            let subject = try Subjects.subject(name, key: "key")
            let draft = try Self.draft([subject])
            let lookup = MappingIndex(draft.provisional).lookup(
                path: subject.configuration.path, node: subject.configuration.node, clientID: "key",
                isMigrated: false)
            #expect(lookup.matchingRows == [2], "\(draft.rows[0].path)")
            #expect(SpreadsheetCell.isFit(draft.csv()))
        }
    }

    @Test(
        "a configuration without authorization server gets the JWT's; one that cannot be used is left alone",
        arguments: [("-", "https://ims-na1.adobelogin.com", true), ("http://ims", "", false)])
    func server(server: String, cell: String, isNoted: Bool) throws {
        let subject = try Subjects.subject("x", key: "key", ["authServerUrl": server])
        let cells = try #require(Self.cells(try Self.draft([subject])).first)
        #expect(cells["authorization_server"] == cell)
        #expect(cells["note"]?.contains("authorization_server: the one of the JWT") == isNoted)
    }

    @Test("what nothing tells is said to be missing")
    func gaps() throws {
        let subject = try Subjects.subject(
            "x", key: "key",
            [
                "jwtClaims": "-", "apiKey": "-", "techAcctId": "T@techacct.adobe.com",
                "cloudServiceName": "Adobe Stock",
            ])
        let cells = try #require(Self.cells(try Self.draft([subject])).first)
        #expect(cells["jwt_client_id"] == "")
        #expect(cells["org_id"] == "")
        let note = try #require(cells["note"])
        for words in ["scopes: none are public", "org_id: ", "client_id: ", "technical account: T@"] {
            #expect(note.contains(words), "\(words)")
        }
    }

    @Test("names of another mapping are not used again")
    func takenNames() throws {
        let draft = try Self.draft(
            [try Subjects.subject("target", key: "key")], taken: ["IMS_SECRET_GLOBAL_TARGET"])
        #expect(draft.rows.map(\.secret) == [.environment("IMS_SECRET_GLOBAL_TARGET_2")])
    }
}
