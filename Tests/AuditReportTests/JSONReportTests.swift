// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import AuditReport

@Suite("The record as JSON")
struct JSONReportTests {
    @Test("what is written reads back as the same record")
    func roundTrip() throws {
        for record in [SampleRecord.empty(), SampleRecord.full()] {
            #expect(try JSONReport.read(Array(try JSONReport.render(record).utf8)) == record)
        }
    }

    @Test("so does text that is escaped in the JSON, down to the last scalar")
    func hostileRoundTrip() throws {
        let text =
            "\u{0}\u{1B}[2J\r\n\t\"\\/ \u{7F}\u{9B}\u{202E}\u{2028}\u{FEFF}\u{E0041} \u{1F600} e\u{301} </script>"
        let record = try SampleRecord.full { _ in text }
        let read = try JSONReport.read(Array(try JSONReport.render(record).utf8))
        #expect(read == record)
        #expect(read.exitReason.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test("the same record gives the same bytes, and ends with one line feed")
    func deterministic() throws {
        let text = try JSONReport.render(SampleRecord.full())
        for _ in 0..<5 { #expect(try JSONReport.render(SampleRecord.full()) == text) }
        #expect(text.hasSuffix("}\n") && !text.hasSuffix("\n\n"))
        let read = try JSONReport.read(Array(text.utf8))
        #expect(try JSONReport.render(read) == text)
    }

    @Test("a key of the contract is there also where there is nothing to tell")
    func explicitNull() throws {
        var record = SampleRecord.empty()
        record.configurations = [
            .init(path: "/a", node: "/a", file: "f", input: "i", line: 1, storage: "cloudconfig")
        ]
        record.configurations[0].changes = [
            .init(property: "p", kind: "added", before: nil, after: nil, secret: false)
        ]
        record.findings = [.init(rule: "mapping-unused", level: "warning", message: "m")]
        let json = try JSONReport.render(record)
        let keys = [
            "title", "cloudService", "clientID", "mappingRow", "before", "after", "path", "file", "input",
            "line",
        ]
        for key in keys.prefix(6) { #expect(json.contains("\"\(key)\" : null"), "\(key)") }
        let findings = json[(json.firstRange(of: "\"findings\" : [")?.upperBound ?? json.endIndex)...]
        for key in keys.suffix(4) { #expect(findings.contains("\"\(key)\" : null"), "\(key)") }
        for list in ["inputs", "files", "evidence", "references"] {
            #expect(json.contains(try Regex("\"\(list)\" : \\[\\s*\\]")), "\(list)")
        }
    }

    @Test("a record of somebody who leaves such keys out can be read all the same")
    func missingKeys() throws {
        let json = try JSONReport.render(SampleRecord.full())
        let shorter = json.lines.filter { !$0.hasSuffix(" : null,") }.joined(separator: "\n")
        #expect(shorter.count < json.count)
        #expect(try JSONReport.read(Array(shorter.utf8)) == SampleRecord.full())
    }

    @Test("keys that are added later are passed over")
    func addedKeys() throws {
        let json = try JSONReport.render(SampleRecord.full()).replacing("{\n", with: "{\n\"later\": [1],\n")
        #expect(try JSONReport.read(Array(json.utf8)) == SampleRecord.full())
    }

    @Test("another version of the format is refused by its number, before anything else of it is read")
    func otherVersion() {
        for version in [0, 1, 99] {
            let json = "{\"schemaVersion\": \(version), \"tool\": 7}"
            #expect(throws: UnknownRecordVersion(version: version)) { try JSONReport.read(Array(json.utf8)) }
        }
        #expect("\(UnknownRecordVersion(version: 1))".contains("version 1"))
    }

    @Test(
        "what is no record is refused",
        arguments: ["", "{", "[]", "{}", "null", #"{"schemaVersion": "1"}"#, #"{"schemaVersion": 2}"#])
    func noRecord(text: String) {
        #expect(throws: DecodingError.self) { try JSONReport.read(Array(text.utf8)) }
    }

    @Test("a number without a JSON form is an error, not a broken file")
    func noNumber() {
        var record = SampleRecord.empty()
        record.durationSeconds = .nan
        #expect(throws: EncodingError.self) { try JSONReport.render(record) }
    }

    @Test("nothing in the JSON drives a terminal: all of it is escaped")
    func harmless() throws {
        let json = try JSONReport.render(try SampleRecord.full { place in place + HarmlessTextTests.harmful })
        for scalar in json.unicodeScalars where scalar != "\n" {
            #expect(!HarmlessText.isHarmful(scalar), "U+\(String(scalar.value, radix: 16))")
        }
        #expect(json.contains("\\u001b") || json.contains("\\u001B"))
        #expect(json.contains("\\u202e"))
        #expect(json.contains("\\udb40\\udc41"))
    }
}
