// SPDX-License-Identifier: Apache-2.0
import DocView
import OSGiConfig
import Testing

@testable import IMSMigration

/// Golden diffs in the layouts that files have. What is masked in them has tests of its own.
@Suite("The diff of a file, in the layouts that people export and write")
struct DiffTests {
    private static let folder = "/conf/larchfield/settings/cloudconfigs"

    private func migrated(_ text: String, at path: String = folder) throws -> MigratedFile {
        try MigratedFile(text, at: path, by: try Sheet.everything(), name: "f.xml")
    }

    /// The diff; that it turns the one text into the other is checked with it.
    private func diff(_ text: String, at path: String = folder) throws -> String {
        let migrated = try migrated(text, at: path)
        let masked = try MaskedPair(migrated)
        #expect(try UnifiedDiff.apply(migrated.file.diff, to: masked.before) == masked.after)
        return migrated.file.diff
    }

    @Test("a tag on one line is one line before and one after")
    func oneLineTag() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured">
                <target jcr:primaryType="nt:unstructured" apiKey="key" jwtClaims="\\{&quot;iss&quot;:&quot;o@AdobeOrg&quot;}"/>
            </jcr:root>

            """
        try expectText(
            diff(text),
            """
            --- a/f.xml
            +++ b/f.xml
            @@ -1,4 +1,4 @@
             <?xml version="1.0" encoding="UTF-8"?>
             <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured">
            -    <target jcr:primaryType="nt:unstructured" apiKey="key" jwtClaims="iss=o@AdobeOrg"/>
            +    <target jcr:primaryType="nt:unstructured" authenticationType="oauth" clientId="key" clientSecret="(secret)" orgId="o@AdobeOrg" scope="openid,AdobeID"/>
             </jcr:root>

            """)
    }

    /// A configuration of a line for each attribute.
    private static func configuration(_ name: String) -> String {
        #"""
            <\#(name)
                jcr:primaryType="nt:unstructured"
                apiKey="\#(name)-key"
                jwtClaims="\{&quot;iss&quot;:&quot;o@AdobeOrg&quot;}"/>

        """#
    }

    private static func placeholders(_ count: Int) -> String {
        (0..<count).map { "    <p\($0)/>\n" }.joined()
    }

    private static func file(_ children: String) -> String {
        "<jcr:root xmlns:jcr=\"http://www.jcp.org/jcr/1.0\" jcr:primaryType=\"sling:Folder\">\n"
            + children + "</jcr:root>\n"
    }

    @Test("several configurations that are far apart have a hunk each")
    func hunks() throws {
        let text = Self.file(
            Self.placeholders(5) + Self.configuration("target") + Self.placeholders(8)
                + Self.configuration("launch") + Self.placeholders(4))
        try expectText(
            diff(text),
            """
            --- a/f.xml
            +++ b/f.xml
            @@ -6,8 +6,11 @@
                 <p4/>
                 <target
                     jcr:primaryType="nt:unstructured"
            -        apiKey="target-key"
            -        jwtClaims="iss=o@AdobeOrg"/>
            +        authenticationType="oauth"
            +        clientId="target-key"
            +        clientSecret="(secret)"
            +        orgId="o@AdobeOrg"
            +        scope="openid,AdobeID"/>
                 <p0/>
                 <p1/>
                 <p2/>
            @@ -18,8 +21,11 @@
                 <p7/>
                 <launch
                     jcr:primaryType="nt:unstructured"
            -        apiKey="launch-key"
            -        jwtClaims="iss=o@AdobeOrg"/>
            +        authenticationType="oauth"
            +        clientId="launch-key"
            +        clientSecret="(secret)"
            +        orgId="o@AdobeOrg"
            +        scope="openid,AdobeID"/>
                 <p0/>
                 <p1/>
                 <p2/>

            """)
    }

    @Test("those that are near to each other share one, as soon as their context would touch")
    func sharedHunk() throws {
        for (between, hunks) in [(0, 1), (3, 1), (4, 1), (5, 2), (6, 2)] {
            // Two lines of the second tag come before its first change.
            let text = Self.file(
                Self.configuration("target") + Self.placeholders(between) + Self.configuration("launch"))
            #expect(try diff(text).split(separator: "\n").count { $0.hasPrefix("@@") } == hunks, "\(between)")
        }
    }

    @Test("a file with CRLF keeps it, and the lines of the diff have it too: else they would match no line")
    func crlf() throws {
        let text = Self.file(Self.configuration("target")).replacing("\n", with: "\r\n")
        let migrated = try migrated(text)
        let lines = UnifiedDiff.lines(of: try diff(text))
        #expect(lines.allSatisfy { $0.hasSuffix("\r\n") || ["--- ", "+++ ", "@@ -"].contains($0.prefix(4)) })
        let plain = try diff(text.replacing("\r\n", with: "\n"))
        #expect(lines.joined().replacing("\r\n", with: "\n") == plain)
        #expect(migrated.textAfter.utf8.count { $0 == 0x0D } == migrated.textAfter.utf8.count { $0 == 0x0A })
        #expect(migrated.textAfter.contains("clientId=\"target-key\"\r\n"))
    }

    @Test("a change in the last line of a file without a final line feed says so on both sides")
    func noFinalLineFeed() throws {
        let text = #"""
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0"
                jcr:primaryType="nt:unstructured"
                apiKey="key"
                jwtClaims="\{&quot;iss&quot;:&quot;o@AdobeOrg&quot;}"/>
            """#
        try expectText(
            diff(text, at: Self.folder + "/target"),
            """
            --- a/f.xml
            +++ b/f.xml
            @@ -1,4 +1,7 @@
             <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0"
                 jcr:primaryType="nt:unstructured"
            -    apiKey="key"
            -    jwtClaims="iss=o@AdobeOrg"/>
            \\ No newline at end of file
            +    authenticationType="oauth"
            +    clientId="key"
            +    clientSecret="(secret)"
            +    orgId="o@AdobeOrg"
            +    scope="openid,AdobeID"/>
            \\ No newline at end of file

            """)
    }

    @Test("where the last line is only context, that it has no line feed is said once")
    func contextWithoutLineFeed() throws {
        let text = String(Self.file(Self.configuration("target")).dropLast())
        let diff = try diff(text)
        #expect(diff.hasSuffix(" </jcr:root>\n\\ No newline at end of file\n"))
        #expect(diff.split(separator: "\n").count { $0.hasPrefix("\\") } == 1)
    }

    @Test("a file of a single line, changed from its first byte to its last")
    func singleLine() throws {
        let text = #"""
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured" apiKey="key" jwtClaims="\{&quot;iss&quot;:&quot;o@AdobeOrg&quot;}"/>
            """#
        try expectText(
            diff(text, at: Self.folder + "/target"),
            """
            --- a/f.xml
            +++ b/f.xml
            @@ -1,1 +1,1 @@
            -<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured" apiKey="key" jwtClaims="iss=o@AdobeOrg"/>
            \\ No newline at end of file
            +<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured" authenticationType="oauth" clientId="key" clientSecret="(secret)" orgId="o@AdobeOrg" scope="openid,AdobeID"/>
            \\ No newline at end of file

            """)
    }

    @Test("a byte order mark is no text of the first line, and stays in the file")
    func byteOrderMark() throws {
        let text = Self.file(Self.configuration("target"))
        #expect(try diff("\u{FEFF}" + text) == diff(text))
        #expect(try migrated("\u{FEFF}" + text).file.after.starts(with: [0xEF, 0xBB, 0xBF]))
    }

    @Test("a secret that alone changes shows as two lines that look the same")
    func secretAlone() throws {
        let text = Self.file(
            #"""
                <target
                    jcr:primaryType="nt:unstructured"
                    authenticationType="oauth"
                    clientId="key"
                    clientSecret="old"
                    jwtClaims="x"
                    orgId="o@AdobeOrg"
                    scope="openid,AdobeID"/>

            """#)
        let document = try DocViewDocument(text)
        let change = PlannedChange(
            property: "clientSecret", kind: .changed, before: .init(["old"]), after: .secret(Secret("new")))
        let file = try FilePlan(
            document: .docView(document), changes: [(1, [change])], name: "f.xml",
            disclosure: try Sample.disclosure())
        let signed = file.diff.split(separator: "\n").filter { "+-".contains($0.prefix(1)) }.dropFirst(2)
        #expect(signed == ["-        clientSecret=\"(secret)\"", "+        clientSecret=\"(secret)\""])
    }

    @Test("no change, no diff")
    func nothing() throws {
        let migrated = try migrated(Self.file(Self.placeholders(3)))
        #expect(migrated.file.diff == "")
        #expect(migrated.file.after == migrated.file.before)
    }

    /// The diff of an OSGi configuration in which one property changes.
    private func diff(
        of text: String, _ format: OSGiFormat = .felix, removing property: String = "a"
    ) throws -> String {
        let configuration = try OSGiConfiguration(parsing: Array(text.utf8), format: format)
        return try FilePlan(
            document: .configuration(configuration),
            changes: [(0, [PlannedChange(property: property, kind: .removed)])], name: "f",
            disclosure: try Sample.disclosure()
        ).diff
    }

    @Test(
        "a value over several lines that ends its file without a line break has as many lines as it had",
        arguments: ["\n", "\r\n"])
    func lastValueOfSeveralLines(lineBreak: String) throws {
        let text = ["a=\"1\"", "b=[ \\", "  \"x\", \\", "  ]"].joined(separator: lineBreak)
        let (end, feed) = (lineBreak, "\n")
        try expectText(
            diff(of: text),
            "--- a/f\(feed)+++ b/f\(feed)@@ -1,4 +1,3 @@\(feed)-a=\"(not shown)\"\(end) b=\"(not shown)\"\(end)"
                + " \(end) \(feed)\\ No newline at end of file\n")
        // And where it is the value that changes, or is taken away.
        try expectText(
            diff(of: text, removing: "b"),
            "--- a/f\(feed)+++ b/f\(feed)@@ -1,4 +1,1 @@\(feed)-a=\"(not shown)\"\(end)-b=\"(not shown)\"\(end)"
                + "-\(end)-\(feed)\\ No newline at end of file\n+a=\"(not shown)\"\(feed)\\ No newline at end of file\n"
        )
    }

    @Test("so has a text in quotes over several lines, and a comment at the end of JSON")
    func otherLastLines() throws {
        #expect(
            try diff(of: "a=\"1\"\nb=\"x\n\ny\"")
                == "--- a/f\n+++ b/f\n@@ -1,4 +1,3 @@\n-a=\"(not shown)\"\n b=\"(not shown)\"\n \n \n\\ No newline at end of file\n"
        )
        #expect(
            try diff(of: "{\"a\": 1, \"b\": [\n2\n]}/* x\n*/", .json).hasSuffix(
                " # …\n # …\n\\ No newline at end of file\n"))
    }

    @Test("an edit that takes the last line break with it leaves the line before")
    func lastLineBreak() throws {
        let before = LineDiff.Side(lines: LineTable(Array("a\nb\n".utf8)), shown: ["a", "b"])
        let after = LineDiff.Side(lines: LineTable(Array("a\nb".utf8)), shown: ["a", "b"])
        let edit = ByteEdit(range: 3..<4, replacement: [])
        #expect(
            LineDiff.unified(before: before, after: after, edits: [edit], file: "f").text
                == "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n")
    }

    @Test("what is shown of a file with other line breaks than the file is nothing")
    func otherLineBreaks() {
        let table = LineTable(Array("a\nb\nc".utf8))
        #expect(table.shown(as: Array("x\ny\n".utf8)) == ["x", "y", ""])
        #expect(table.shown(as: Array("x\ny".utf8)) == ["…", "…", "…"])
        #expect(LineTable([]).shown(as: []) == [])
        #expect(LineTable([]).shown(as: [10]) == [])
    }

    @Test("a file name cannot pretend to be a line of the diff")
    func fileName() throws {
        let text = Self.file(Self.configuration("target"))
        let diff = try MigratedFile(
            text, at: Self.folder, by: try Sheet.everything(), name: "a\n+++ b/x\r\u{7F}\u{1B}[2Jb.xml"
        ).file.diff
        #expect(
            diff.hasPrefix(
                "--- a/a\\x0A+++ b/x\\x0D\\x7F\\x1B[2Jb.xml\n+++ b/a\\x0A+++ b/x\\x0D\\x7F\\x1B[2Jb.xml\n@@"))
    }
}
