// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("A file that cannot be used as a mapping: every problem, with its place, in one run")
struct MappingProblemTests {
    static let header = "path,client_secret,scopes"
    private static let known =
        "path, jwt_client_id, client_id, client_secret, org_id, scopes, authorization_server, title,"
        + " cloud_service, action, note"
    private static let unknown = "the column's name is not known; the columns are \(known)"
    private static let stray =
        "there is a quote in a cell that does not start with one; put the cell in quotes and double the quote"
        + " in it"
    private static let noSelector =
        "path and jwt_client_id are both empty; one must say which configuration is meant"

    /// The problems as they are shown.
    static func problems(_ bytes: [UInt8], _ sources: SecretSources? = nil) -> [String] {
        do throws(MappingProblems) {
            _ = try MappingReader.read(bytes, sources: sources)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test(
        "the header",
        arguments: [
            ("", ["the file is empty; its first row must name the columns"]),
            ("\u{FEFF}", ["the file is empty; its first row must name the columns"]),
            (
                "\npath,client_secret,scopes\n",
                ["row 1: the row is blank; the first row must name the columns"]
            ),
            (
                "path;client_secret;scopes\n/a;s;x",
                ["row 1: the file seems to be separated by semicolons; save it with commas"]
            ),
            (
                "\"path\";\"client_secret\";\"scopes\"\n",
                ["row 1: the file seems to be separated by semicolons; save it with commas"]
            ),
            (
                "path\tclient_secret\tscopes\n",
                ["row 1: the file seems to be separated by tabs; save it with commas"]
            ),
            ("path,scopes\n/a,x\n", ["row 1, column client_secret: the column is missing"]),
            (
                "client_secret,note\n",
                [
                    "row 1: a column path or jwt_client_id is missing: the file does not say which"
                        + " configurations are meant",
                    "row 1, column scopes: the column is missing",
                ]
            ),
            (
                "path,Client Secret,SCOPES,client-secret,clientsecret,jwt_clent_i,,owner,\n",
                [
                    "row 1, column 4 (client_secret): the column is there already, as column 2; remove one",
                    "row 1, column 5: the column's name is not known; is it client_secret?",
                    "row 1, column 6: the column's name is not known; is it jwt_client_id?",
                    "row 1, column 7: the column has no name",
                    "row 1, column 8: \(unknown)",
                ]
            ),
            (
                "path,client_secret,scopes,path, scopes\n",
                [
                    "row 1, column 4 (path): the column is there already, as column 1; remove one",
                    "row 1, column 5 (scopes): the column is there already, as column 3; remove one",
                ]
            ),
            // A header that cannot be read lacks nothing for sure.
            (
                "path,\"client_secret\"x,scopes\n/a,s\n",
                [
                    "row 1, column 2: there is text after a closing quote; double a quote that belongs to the"
                        + " cell"
                ]
            ),
            (
                "path,client_secret,scopes\r/a,s,x\r/b,,x\r",
                [
                    "row 1, column 3: the rows end with a carriage return alone; save the file with LF or"
                        + " CRLF",
                    "row 3, column 2 (client_secret): the cell is empty",
                ]
            ),
        ])
    func headers(csv: String, expected: [String]) {
        #expect(Self.problems(Array(csv.utf8)) == expected)
    }

    @Test(
        "rows and quotes",
        arguments: [
            (
                "/a,s\n/b,t,openid,AdobeID\n\n\n/c,u,x\n",
                [
                    "row 2: the row has 2 fields, where 3 are expected",
                    "row 3: the row has 4 fields, where 3 are expected; put a cell that holds commas in quotes",
                    "row 4: the row is blank, where 3 fields are expected; remove it",
                    "row 5: the row is blank, where 3 fields are expected; remove it",
                ]
            ),
            (" \n,,\n , ,,,\n", []),
            (
                " ,\n/a,s,x,\n,,\n/b,t,x,,y\n,,,,\n",
                [
                    "row 2: the row is blank, where 3 fields are expected; remove it",
                    "row 3: the row has 4 fields, where 3 are expected; put a cell that holds commas in quotes",
                    "row 4: the row is blank, where 3 fields are expected; remove it",
                    "row 5: the row has 5 fields, where 3 are expected; put a cell that holds commas in quotes",
                ]
            ),
            (
                "/a,s,x\n/b,\"t,x\n/c,u,x\n",
                [
                    "row 3, column 2 (client_secret): a quote is opened here and not closed before the end of"
                        + " the file"
                ]
            ),
            // A quote out of place spoils its cell, not the others.
            (
                "a,s\"t,\n",
                [
                    "row 2, column 1 (path): the path does not start with / (or a glob with *)",
                    "row 2, column 2 (client_secret): \(stray)",
                    "row 2, column 3 (scopes): the cell is empty",
                ]
            ),
            (
                "/a,s\"t,u\"v,w\"x,y\n",
                [
                    "row 2, column 2 (client_secret): \(stray)",
                    "row 2, column 3: \(stray)",
                    "row 2, column 4: \(stray)",
                ]
            ),
            (
                "/a,\"s\" ,x\n,s,x\n",
                [
                    "row 2, column 2 (client_secret): there is text after a closing quote; double a quote that"
                        + " belongs to the cell",
                    "row 3, column 1 (path): the cell is empty, and nothing else says which configuration is"
                        + " meant",
                ]
            ),
            (
                "/a,s\rt,x\n/b,s\0t,x\n",
                [
                    "row 2, column 2 (client_secret): there is a carriage return without a line feed; save the"
                        + " file with LF or CRLF",
                    "row 3, column 2 (client_secret): there is a NUL; the file is not a text file in UTF-8",
                ]
            ),
        ])
    func rows(csv: String, expected: [String]) {
        #expect(Self.problems(Array((Self.header + "\n" + csv).utf8)) == expected)
    }

    @Test("bytes that are no UTF-8 have a row and a column, in a row of the wrong length a number alone")
    func notUTF8() {
        let bytes = Array("\(Self.header)\n/a,s,x\n/b,".utf8) + [0xE9] + Array(",x\n/c,".utf8) + [0xFF]
        let message = "the cell is not UTF-8; save the file as UTF-8"
        #expect(
            Self.problems(bytes) == [
                "row 3, column 2 (client_secret): \(message)",
                "row 4, column 2: \(message)",
                "row 4: the row has 2 fields, where 3 are expected",
            ])
        for bytes: [UInt8] in [
            [0xFF, 0xFE, 0x70, 0], [0xFE, 0xFF, 0, 0x70], [0x70, 0, 0x61, 0, 0x74, 0, 0x68, 0],
            [0, 0x70, 0, 0x61, 0, 0x74, 0, 0x68],
        ] {
            #expect(Self.problems(bytes) == ["the file is UTF-16; save it as UTF-8"])
        }
    }

    @Test(
        "cells",
        arguments: [
            (",,s,x,,,,", ["row 2, column 1 (path): \(noSelector)"]),
            (
                "/a,, ,\",\",,,,",
                [
                    "row 2, column 3 (client_secret): the cell is empty",
                    "row 2, column 4 (scopes): the cell holds separators and no scope",
                ]
            ),
            (
                "conf/a,,s,x,,,,",
                ["row 2, column 1 (path): the path does not start with / (or a glob with *)"]
            ),
            ("/conf//a,,s,x,,,,", ["row 2, column 1 (path): the path has an empty name"]),
            // With an unknown action nothing is missed that a skipped row would not need.
            (
                "/a,,cmd:,,Migrate,,,",
                [
                    "row 2, column 3 (client_secret): no command follows cmd:",
                    "row 2, column 5 (action): the action is not known; the actions are migrate, create, skip",
                ]
            ),
            (",,,,skip,,,", ["row 2, column 1 (path): \(noSelector)"]),
            (
                ",key,,,create,,,",
                [
                    "row 2, column 1 (path): the cell is empty",
                    "row 2, column 3 (client_secret): the cell is empty",
                    "row 2, column 4 (scopes): the cell is empty",
                    "row 2, column 6 (title): the cell is empty",
                    "row 2, column 7 (client_id): the cell is empty",
                    "row 2, column 8 (org_id): the cell is empty",
                ]
            ),
            (
                "/conf/*/a,,s,x,create,T,id,org@AdobeOrg",
                ["row 2, column 1 (path): a row that creates needs one exact path, and this is a glob"]
            ),
        ])
    func cells(row: String, expected: [String]) {
        let header = "path,jwt_client_id,client_secret,scopes,action,title,client_id,org_id\n"
        #expect(Self.problems(Array((header + row).utf8)) == expected)
    }

    @Test("a row that creates needs columns that other rows can do without")
    func createWithoutColumns() {
        let csv = "jwt_client_id,client_secret,scopes,action\nkey,s,x,create\n"
        #expect(
            Self.problems(Array(csv.utf8)) == [
                "row 2, column path: the row needs this column",
                "row 2, column client_id: the row needs this column",
                "row 2, column org_id: the row needs this column",
                "row 2, column title: the row needs this column",
            ])
    }

    @Test("all rows are told in one run, and one file that is missing for many rows for each of them")
    func allAtOnce() {
        let csv = "\(Self.header)\nx,env:NOT_SET,\n/a,file:no,x\n/b,s\n/c,file:no,x\n"
        let noFile = "the file no doesn't exist. Its path is relative to the directory of the mapping"
        #expect(
            Self.problems(Array(csv.utf8), MappingSecretProblemTests.sources) == [
                "row 2, column 1 (path): the path does not start with / (or a glob with *)",
                "row 2, column 2 (client_secret): environment variable NOT_SET isn't set. Export it or pass --env-file",
                "row 2, column 3 (scopes): the cell is empty",
                "row 3, column 2 (client_secret): \(noFile)",
                "row 4: the row has 2 fields, where 3 are expected",
                "row 5, column 2 (client_secret): \(noFile)",
            ])
    }

    @Test("the place is there for programs too")
    func values() {
        #expect(
            throws: MappingProblems([
                MappingProblem(row: 2, column: .clientSecret, columnNumber: 2, message: "the cell is empty")
            ])
        ) { try MappingReader.read(Array("\(Self.header)\n/a,,x\n".utf8), sources: nil) }
    }
}
