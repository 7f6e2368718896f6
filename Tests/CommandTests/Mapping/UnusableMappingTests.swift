// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("A mapping that cannot be used: 65, with every problem of the file")
struct UnusableMappingTests {
    private func migrate(_ mapping: String, environment: [String: String?] = [:]) throws -> Run {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt], mapping: mapping)
        let before = try repository.snapshot()
        let run = try repository.migrate(environment: environment)
        #expect(try repository.snapshot().differences(from: before) == [])
        return run
    }

    @Test("all problems in one run, by row as a spreadsheet counts and by column, and no text of any cell")
    func everyProblem() throws {
        let run = try migrate(
            """
            path,client_secret,scopes,action,jwt_client_id,note
            /conf/a,,CANARY-1,,,
            CANARY-2,env:NOT_SET_BY_ANY_TEST," , ",,,"a note
            of two lines"
            /conf/c,file:no/such/file,,CANARY-3,,
            ,CANARY-4,d,,,
            /conf/e,cmd:CANARY-5,e,,,
            /conf/f,CANARY-6,f
            /conf/g,CANARY-7,g,,,,,
            /conf/h,CANARY-8"x,h,,,
            """)
        #expect(run.exit == 65, "\(run)")
        #expect(!run.errors.contains("CANARY"))
        let places = run.errors.matches(of: /row \d+(, column \d+ \([a-z_]+\))?/).map { String($0.output.0) }
        #expect(
            places == [
                "row 2, column 2 (client_secret)", "row 3, column 1 (path)",
                "row 3, column 2 (client_secret)",
                "row 3, column 3 (scopes)", "row 4, column 2 (client_secret)", "row 4, column 4 (action)",
                "row 5, column 1 (path)", "row 6, column 2 (client_secret)", "row 7", "row 8",
                "row 9, column 2 (client_secret)",
            ])
    }

    @Test("the header: unknown and repeated columns, and those that are missing, in one run")
    func header() throws {
        let run = try migrate("pth,scopes,scopes,CANARY-1\n/a,b,c,d\n")
        #expect(run.exit == 65)
        #expect(
            run.errors.contains("is it path?"), "an unknown header that is close to a column names the column"
        )
        #expect(run.errors.contains("column 3 (scopes)"))
        #expect(run.errors.contains("column 4"))
        #expect(run.errors.contains("client_secret"), "a required column that is missing")
        #expect(!run.errors.contains("CANARY"))
        #expect(!run.errors.contains("pth"))
    }

    @Test("a file without a header starts with a secret: it is not shown")
    func noHeader() throws {
        let run = try migrate("CANARY-1,CANARY-2,CANARY-3\n")
        #expect(run.exit == 65)
        #expect(!run.errors.contains("CANARY"))
    }

    @Test(
        "files that are no CSV",
        arguments: [
            "", "\n", "path,client_secret,scopes\n\"/a,b,c\n", "path;client_secret;scopes\n/a;b;c\n",
            "path,client_secret,scopes\r/a,b,c\r", "path,client_secret,scopes\n/a,b\u{0}c,d\n",
        ])
    func noCSV(_ text: String) throws {
        #expect(try migrate(text).exit == 65)
    }

    @Test("a header alone is a mapping without rows: every JWT configuration is unmapped")
    func headerAlone() throws {
        #expect(try migrate("path,client_secret,scopes\n").exit == 3)
    }

    @Test("byte order mark, CRLF, quoted line breaks and columns in any order are fine")
    func fine() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt],
            mapping:
                "\u{FEFF}note,scopes,client_secret,path\r\n\"one\r\ntwo \"\"quoted\"\"\",\"a,\r\n b\",\(encrypted("d1")),**/target\r\n"
        )
        let record = try repository.migrationRecord()
        #expect(record.exitCode == 0)
        #expect(record.configurations.map(\.mappingRow) == [2])
        #expect(
            try repository.text((cloudconfigs / "target/.content.xml").display)
                == IMSPage().oauth(secret: "\\" + encrypted("d1"), scope: "a,b"))
    }

    @Test("a variable that isn't set is reported by row and column, with its name if that has the usual form")
    func environment() throws {
        let run = try migrate("path,client_secret,scopes\n**,env:canary_variable,a\n**,env:NOT_SET_HERE,a\n")
        #expect(run.exit == 65)
        #expect(run.errors.contains("mapping.csv:2: row 2, column 2 (client_secret): "))
        #expect(run.errors.contains("mapping.csv:3: row 3, column 2 (client_secret): "))
        #expect(run.errors.contains("NOT_SET_HERE"), "a name that can be no secret is shown")
        #expect(!run.errors.contains("canary"))
    }

    @Test("a value that neither the row nor the configuration has: 65, and a finding with row and column")
    func incomplete() throws {
        let page = IMSPage().jwt.replacing(/\ +jwtClaims="[^"]*"\n/, with: "")
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .text(page)], mapping: mappingForAll)
        let before = try repository.snapshot()
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 65, "\(run)")
        let record = try run.record()
        #expect(record.exitCode == 65)
        #expect(record.rules == ["error mapping-incomplete"])
        #expect(record.findings.first?.message.contains("Row 2, column org_id") == true)
        #expect(try repository.snapshot().differences(from: before) == [])
    }
}
