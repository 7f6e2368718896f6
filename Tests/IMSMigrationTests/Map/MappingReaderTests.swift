// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import IMSMigration

@Suite("A mapping that can be used")
struct MappingReaderTests {
    static let encrypted = "{" + String(repeating: "0aF9", count: 16) + "}"

    static let sources = SecretSources(
        environment: { ["SECRET": " from env ", "A.b-9": "other", "EMPTY": "", "BLANK": " \n"][$0] },
        readFile: { path in
            switch path {
            case "secrets/a.txt": return Array("from file\n".utf8)
            case "crlf": return Array("from file\r\n".utf8)
            case "two": return Array("line\n\n".utf8)
            case "bare": return Array(" inner  ".utf8)
            case "bom": return [0xEF, 0xBB, 0xBF] + Array("from file".utf8)
            case "full": return [UInt8](repeating: 0x61, count: SecretSources.largestFile)
            default: throw SecretFileProblem.missing
            }
        })

    private static func rows(_ csv: String, _ sources: SecretSources? = sources) throws -> [MappingRow] {
        try MappingReader.read(Array(csv.utf8), sources: sources).rows
    }

    @Test("the example of the documentation: a path, a secret, scopes in quotes")
    func smallest() throws {
        let csv = """
            path,client_secret,scopes
            /conf/global/settings/cloudconfigs/target,\(Self.encrypted),"openid, AdobeID, target_sdk"

            """
        let expected = MappingRow(
            row: 2, path: try PathPattern("/conf/global/settings/cloudconfigs/target"), jwtClientID: nil,
            action: .migrate,
            credential: MappedCredential(
                clientID: nil, secret: .resolved(Secret(Self.encrypted), from: .encrypted), orgID: nil,
                scopes: ["openid", "AdobeID", "target_sdk"]))
        #expect(try Self.rows(csv) == [expected])
    }

    @Test("all columns, in an order of their own, with white space around the cells")
    func allColumns() throws {
        let csv = """
            note,scopes,title,action,path,cloud_service,org_id,client_secret,authorization_server,client_id,jwt_client_id
            "any, text",a b, My Title , create , /conf/x/jcr:content/ , Svc , O@AdobeOrg ,env:SECRET, https://ims ,\tnew\u{A0}, old\u{20}
            """
        let expected = MappingRow(
            row: 2, path: try PathPattern(" /conf/x/jcr:content/ "), jwtClientID: "old", action: .create,
            credential: MappedCredential(
                clientID: "new", secret: .resolved(Secret(" from env "), from: .environment("SECRET")),
                orgID: "O@AdobeOrg", scopes: ["a", "b"]),
            title: " My Title ", cloudService: " Svc ", authorizationServer: "https://ims")
        #expect(try Self.rows(csv) == [expected])
    }

    @Test("empty cells keep what there is")
    func emptyCells() throws {
        let csv = """
            jwt_client_id,client_id,client_secret,org_id,scopes,authorization_server,title,cloud_service,action
            key, ,env:SECRET,,openid, , ,\t,
            """
        let row = try #require(try Self.rows(csv).first)
        #expect(row.action == .migrate)
        #expect(row.path == nil)
        #expect(row.jwtClientID == "key")
        #expect(row.credential?.clientID == nil)
        #expect(row.credential?.orgID == nil)
        #expect(row.title == nil)
        #expect(row.cloudService == nil)
        #expect(row.authorizationServer == nil)
    }

    @Test(
        "the form of the file does not matter",
        arguments: [
            "path,client_secret,scopes\n/a,s,x\n/b,t,y",
            "path,client_secret,scopes\n/a,s,x\n/b,t,y\n",
            "path,client_secret,scopes\r\n/a,s,x\r\n/b,t,y\r\n",
            "\u{FEFF}path,client_secret,scopes\n/a,s,x\n/b,t,y\n",
            "\"path\",\"client_secret\",\"scopes\"\n\"/a\",\"s\",\"x\"\n/b,t,y\n",
            "path,client_secret,scopes\n/a,s,x\n/b,t,y\n\n\n\r\n",
            "scopes,path,client_secret\nx,/a,s\ny,/b,t",
            "Path, CLIENT-SECRET ,Scopes,,\n/a,s,x,,\n/b,t,y\n,,,,\n,,\n",
            "path,client  secret,scopes,,\n/a,s,x,\n/b,t,y, ,\n",
        ])
    func forms(csv: String) throws {
        let rows = try Self.rows(csv)
        #expect(rows.map(\.row) == [2, 3])
        #expect(rows.map(\.path?.text) == ["/a", "/b"])
        #expect(rows.map(\.credential?.scopes) == [["x"], ["y"]])
        #expect(rows.map { $0.credential?.secret.value?.revealed() } == ["s", "t"])
    }

    @Test("rows are counted as a spreadsheet does: a quoted line break starts none")
    func rowNumbers() throws {
        let csv = "path,client_secret,scopes,note\n/a,s,x,\"two\nlines\"\n/b,t,y,\n"
        #expect(try Self.rows(csv).map(\.row) == [2, 3])
    }

    @Test("a header alone is a mapping without rows", arguments: ["", "\n", "\r\n\n"])
    func headerAlone(end: String) throws {
        #expect(try Self.rows("jwt_client_id,client_secret,scopes" + end).isEmpty)
    }

    @Test("a row that skips needs no credential, and what it has is not looked at")
    func skip() throws {
        let csv = """
            path,jwt_client_id,client_secret,scopes,action
            /a,,,,skip
            ,key,env:NOT_SET,",",skip
            """
        let rows = try Self.rows(csv)
        #expect(rows.map(\.action) == [.skip, .skip])
        #expect(rows.allSatisfy { $0.credential == nil })
    }

    @Test(
        "where the secret comes from",
        arguments: [
            ("env:SECRET", " from env ", SecretSource.environment("SECRET")),
            (" env:A.b-9 ", "other", .environment("A.b-9")),
            ("file:secrets/a.txt", "from file", .file), ("file:crlf", "from file", .file),
            ("file:two", "line\n", .file), ("file:bare", " inner  ", .file), ("file:bom", "from file", .file),
            ("file:full", String(repeating: "a", count: SecretSources.largestFile), .file),
            (encrypted, encrypted, .encrypted), (" \(encrypted)\t", encrypted, .encrypted),
            ("p8e-literal", "p8e-literal", .plaintext),
            // A literal secret counts as it stands.
            (" spaced ", " spaced ", .plaintext), ("\"a,\"\"b\"\"\nc\"", "a,\"b\"\nc", .plaintext),
            ("$[secret:NAME]", "$[secret:NAME]", .placeholder),
            (" $[env:A;default=b] ", "$[env:A;default=b]", .placeholder),
            ("$[prop:a.b]", "$[prop:a.b]", .placeholder),
            (
                "{" + encrypted.dropFirst().dropLast() + String(repeating: "0", count: 32) + "}",
                "{" + encrypted.dropFirst().dropLast() + String(repeating: "0", count: 32) + "}", .encrypted
            ),
            // Not hex, not alone in the cell, or nothing that looks like a source or a placeholder.
            ("{not hex}", "{not hex}", .plaintext), ("$[x:y]", "$[x:y]", .plaintext),
            ("$[", "$[", .plaintext),
            (encrypted + "x", encrypted + "x", .plaintext),
            (
                "{" + String(repeating: "g", count: 64) + "}", "{" + String(repeating: "g", count: 64) + "}",
                .plaintext
            ),
            ("p8e-a:b", "p8e-a:b", .plaintext), ("aVeryLongWord:X", "aVeryLongWord:X", .plaintext),
            ("env", "env", .plaintext),
            (":x", ":x", .plaintext), ("é:env:x", "é:env:x", .plaintext),
        ])
    func secretSources(cell: String, text: String, source: SecretSource) throws {
        let rows = try Self.rows("path,client_secret,scopes\n/a,\(cell),x\n")
        let secret = try #require(rows.first?.credential?.secret)
        #expect(secret.source == source)
        #expect(secret.value?.revealed() == text)
    }

    @Test("without sources nothing is looked up, and what stands in the file is known all the same")
    func withoutSources() throws {
        let csv = "path,client_secret,scopes\n/a,env:NOT_SET,x\n/b,file:nowhere,x\n/c,literal,x\n"
        let secrets = try Self.rows(csv, nil).map(\.credential?.secret)
        #expect(
            secrets == [
                .unresolved(.environment("NOT_SET")), .unresolved(.file),
                .resolved(Secret("literal"), from: .plaintext),
            ])
    }

    @Test("a file is read once, so that all rows that name it get the same secret")
    func readOnce() throws {
        let reads = Atomic(0)
        let counting = SecretSources(
            environment: { _ in nil },
            readFile: { _ in Array("\(reads.add(1, ordering: .relaxed).newValue)".utf8) })
        let rows = try Self.rows(
            "path,client_secret,scopes\n/a,file:s,x\n/b,file:s,x\n/c,file:t,x\n", counting)
        #expect(rows.map { $0.credential?.secret.value?.revealed() } == ["1", "1", "2"])
    }

    @Test(
        "scopes are separated by commas and white space of any kind",
        arguments: ["a,b,c", "a b c", "a, b, c", " a ,\tb\n c ,", "a\u{A0}b,,c"])
    func scopes(cell: String) throws {
        let rows = try Self.rows("path,client_secret,scopes\n/a,s,\"\(cell)\"\n")
        #expect(rows.first?.credential?.scopes == ["a", "b", "c"])
    }

    @Test("50,000 rows")
    func large() throws {
        var csv = "path,client_secret,scopes,note\n"
        for number in 0..<50_000 {
            csv += "/conf/tenant\(number)/settings/cloudconfigs/target,env:SECRET,\"openid,AdobeID\",\n"
        }
        let rows = try Self.rows(csv)
        #expect(rows.count == 50_000)
        #expect(rows.last?.row == 50_001)
        let index = MappingIndex(Mapping(rows: rows))
        let path = "/conf/tenant777/settings/cloudconfigs/target"
        #expect(
            index.lookup(path: path, node: path, clientID: nil, isMigrated: false).match == .row(rows[777]))
    }
}
