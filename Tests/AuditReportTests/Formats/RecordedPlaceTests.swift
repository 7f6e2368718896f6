// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import AuditReport

@Suite("Places") struct RecordedPlaceTests {
    @Test(
        "Input and file make one path, as seen from where the command ran",
        arguments: [
            ("my-export", "jcr_root/a.xml", "my-export/jcr_root/a.xml"),
            ("./my-export//", "./a.xml", "my-export/a.xml"), (".", "a.xml", "a.xml"), (".", ".", "."),
            ("../other", "a.xml", "../other/a.xml"), ("/srv/export/", "a.xml", "/srv/export/a.xml"),
        ])
    func paths(input: String, file: String, path: String) {
        #expect(RecordedPlace(input: input, file: file, line: nil, isPackage: false).path == path)
    }

    @Test(
        "A URI is percent-encoded, and absolute only where the input was",
        arguments: [
            ("my export", "größe.xml", "my%20export/gr%C3%B6%C3%9Fe.xml"),
            // Else the first name would be read as a scheme.
            ("c:d", "a%3ab?#[].xml", "c%3Ad/a%253ab%3F%23%5B%5D.xml"),
            ("e", "bytes\\xFF\\x0A.xml", "e/bytes%FF%5Cx0A.xml"), ("e", "a\nb.xml", "e/a%0Ab.xml"),
            ("/srv/e", "a.xml", "file:///srv/e/a.xml"),
            // A combining mark after a slash makes one character of the two.
            ("e", "x/\u{301}y", "e/x/%CC%81y"),
        ])
    func uris(input: String, file: String, uri: String) {
        let place = RecordedPlace(input: input, file: file, line: nil, isPackage: false)
        #expect(place.uri == uri)
        #expect(place.isRelative == !uri.hasPrefix("file:"))
    }

    @Test("In a package the path is the package's, and the file is an entry of it")
    func package() {
        let place = RecordedPlace(input: "dist/a.zip", file: "jcr_root/b.xml", line: 3, isPackage: true)
        #expect(place.uri == "dist/a.zip")
        #expect(place.entry == "jcr_root/b.xml")
        #expect(place.words == "dist/a.zip!/jcr_root/b.xml:3")
    }

    @Test("A finding belongs to the configuration of its path, input and file, as far as it names them")
    func findings() {
        var record = FormatRecords.small
        record.inputs.append(RunRecord.Input(path: "other", kind: .tree))
        var twin = record.configurations[0]
        twin.input = "other"
        record.configurations.append(twin)
        let finder = PlaceFinder(record)
        func index(_ path: String?, _ file: String? = nil, _ input: String? = nil) -> Int? {
            finder.configurationIndex(
                of: RunRecord.Finding(
                    rule: "r", level: "note", message: "m", path: path, file: file, input: input))
        }
        #expect(index(twin.path) == 0)
        #expect(index(twin.path, twin.file, "other") == 3)
        #expect(index(twin.path, "another.xml", "other") == nil)
        #expect(index("/conf/nowhere") == nil)
        #expect(index(nil, twin.file, "other") == nil)
    }

    @Test(
        "Only a time in UTC is passed on as a time",
        arguments: [
            ("2025-01-31T09:30:00Z", true), ("2025-01-31T09:30:00.125Z", true),
            ("2025-01-31T09:30:00+01:00", false), ("2025-01-31", false), ("", false),
            ("2025-01-31T09:30:00\"><Z", false), ("2025-01-31T09:30:00.Z", false),
        ])
    func timestamps(text: String, isUTC: Bool) {
        #expect(Timestamp.isUTC(text) == isUTC)
        #expect(Timestamp.withoutZone(text) == (isUTC ? "2025-01-31T09:30:00" : nil))
    }

    @Test(
        "A command to a build server is shown, not given",
        arguments: [
            ("::error::x", "\\u{3a}:error::x"), ("  ::add-mask::x", "  \\u{3a}:add-mask::x"),
            ("a ::error::x", "a ::error::x"), ("a ##[x]y", "a #\\u{23}[x]y"),
            ("###[x]", "##\\u{23}[x]"), ("##vso[task.x]", "#\\u{23}vso[task.x]"),
            ("##teamcity[x]", "#\\u{23}teamcity[x]"), ("## Heading [x]", "## Heading [x]"),
            ("jcr:content", "jcr:content"),
        ])
    func buildCommands(text: String, shown: String) {
        #expect(HarmlessText.withoutBuildCommands(text) == shown)
    }
}
