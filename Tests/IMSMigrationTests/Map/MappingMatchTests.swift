// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Which row means which configuration")
struct MappingMatchTests {
    private static let target = "/conf/global/settings/cloudconfigs/target"

    /// Rows of path, jwt_client_id, client_id; the first is row 2.
    private static func index(_ rows: [(String, String, String)]) throws -> MappingIndex {
        let lines = rows.map { "\($0),\($1),\($2),env:S,openid" }
        let csv = (["path,jwt_client_id,client_id,client_secret,scopes"] + lines).joined(separator: "\n")
        return MappingIndex(try MappingReader.read(Array(csv.utf8), sources: nil))
    }

    /// The best rows' numbers, one, many or none, and the numbers of all that match.
    private static func lookup(
        _ rows: [(String, String, String)], path: String = target, clientID: String? = "key",
        isMigrated: Bool = false
    ) throws -> (best: [Int], all: [Int]) {
        let found = try index(rows).lookup(
            path: path, node: path + "/jcr:content", clientID: clientID, isMigrated: isMigrated)
        switch found.match {
        case .row(let row): return ([row.row], found.matchingRows)
        case .ambiguous(let rows):
            #expect(rows.count > 1)
            return (rows.map(\.row), found.matchingRows)
        case .none: return ([], found.matchingRows)
        }
    }

    @Test("an exact path beats a glob, and a glob beats a client id alone; all of them are used")
    func ranks() throws {
        let glob = "/conf/**/target"
        #expect(
            try Self.lookup([("", "key", ""), (glob, "", ""), (Self.target, "", "")]) == ([4], [2, 3, 4]))
        #expect(try Self.lookup([("", "key", ""), (glob, "", "")]) == ([3], [2, 3]))
        #expect(try Self.lookup([("", "key", "")]) == ([2], [2]))
        #expect(try Self.lookup([("", "other", ""), ("/conf/*", "", "")]) == ([], []))
    }

    @Test("two rows of the best rank are ambiguous, two of a lower rank are not")
    func ambiguity() throws {
        #expect(try Self.lookup([(Self.target, "", ""), (Self.target + "/", "", "")]) == ([2, 3], [2, 3]))
        #expect(try Self.lookup([("/conf/**", "", ""), ("/**/target", "", "")]) == ([2, 3], [2, 3]))
        #expect(try Self.lookup([("", "key", ""), ("", "key", "")]) == ([2, 3], [2, 3]))
        #expect(
            try Self.lookup([("/conf/**", "", ""), ("/**/target", "", ""), (Self.target, "", "")])
                == ([4], [2, 3, 4]))
    }

    @Test("where path and client id are given, both must match, and the path gives the rank")
    func both() throws {
        #expect(try Self.lookup([(Self.target, "key", "")]) == ([2], [2]))
        #expect(try Self.lookup([(Self.target, "other", "")]) == ([], []))
        #expect(try Self.lookup([("/conf/other", "key", "")]) == ([], []))
        #expect(try Self.lookup([(Self.target, "key", "")], clientID: nil) == ([], []))
        #expect(try Self.lookup([(Self.target, "key", ""), (Self.target, "", "")]) == ([2, 3], [2, 3]))
        #expect(try Self.lookup([("/conf/**", "key", ""), (Self.target, "other", "")]) == ([2], [2]))
    }

    @Test("the new client id of a row means nothing for a JWT configuration")
    func newClientIDOfJWT() throws {
        #expect(try Self.lookup([("", "old", "key")]) == ([], []))
        #expect(try Self.lookup([("", "old", "key")], clientID: "old") == ([2], [2]))
    }

    @Test("a second run finds the rows of the first: the new client id is as good as the old one")
    func secondRun() throws {
        let rows = [("", "old", "new"), (Self.target, "old", "new"), (Self.target, "", ""), ("", "new", "")]
        #expect(try Self.lookup(rows, clientID: "new", isMigrated: true) == ([3, 4], [2, 3, 4, 5]))
        #expect(try Self.lookup([("", "old", "")], clientID: "old", isMigrated: true) == ([2], [2]))
        #expect(try Self.lookup([("", "old", "new")], clientID: "third", isMigrated: true) == ([], []))
        #expect(try Self.lookup([("", "new", "new")], clientID: "new", isMigrated: true) == ([2], [2]))
    }

    @Test("paths are told apart by their bytes")
    func bytes() throws {
        #expect(try Self.lookup([("/conf/\u{E9}", "", "")], path: "/conf/e\u{301}") == ([], []))
    }
}
