// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("Names, tree and tenants of the page")
struct PagePartsTests {
    private func configuration(_ path: String, file: String = "f.xml", input: String = "a", line: Int = 1)
        -> RunRecord.Configuration
    {
        RunRecord.Configuration(
            path: path, node: path, file: file, input: input, line: line, storage: "cloudconfig")
    }

    private func names(_ configurations: [RunRecord.Configuration]) -> [String] {
        var names = PageNames()
        return names.names(of: configurations)
    }

    @Test("the name of a configuration depends on its path and file, not on its place or the input's")
    func stable() {
        let target = configuration("/conf/a/target")
        var elsewhere = target
        elsewhere.input = "/builds/17/a"
        elsewhere.line = 9
        #expect(names([target]) == names([elsewhere]))
        #expect(names([configuration("/conf/b"), target])[1] == names([target])[0])
        #expect(names([target])[0].wholeMatch(of: /target-[0-9a-f]{10}/) != nil)
    }

    @Test("what is the same in two inputs is told apart, in whatever order they are given")
    func collisions() {
        let one = configuration("/conf/a/target", input: "a")
        let two = configuration("/conf/a/target", input: "b")
        let there = names([one, two])
        #expect(Set(there).count == 2)
        #expect(names([two, one]) == there.reversed())
        #expect(Set(names([one, one, one])).count == 3, "nothing tells these apart but their number")
    }

    @Test(
        "a name is made of letters, digits and hyphens",
        arguments: ["", "/", "/ä/\u{202E}", "/a b\"<>", "/A.B"])
    func harmless(path: String) {
        #expect(names([configuration(path)])[0].wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil)
    }

    /// The tree as text: a line for each folder and leaf.
    private func tree(_ paths: String...) -> [String] {
        var record = SampleRecord.empty()
        record.configurations = paths.map { configuration($0) }
        var depth = 0
        var lines: [String] = []
        let steps =
            /<summary>(.*?) <span class="soft">(.*?)<\/span><\/summary><ul>|<li><a [^>]*>(.*?)<\/a>|<\/ul><\/details>/
        for step in source(of: record).matches(of: steps) {
            let indent = String(repeating: "  ", count: depth)
            if let folder = step.1, let count = step.2 {
                lines.append("\(indent)\(folder) \(count)")
                depth += 1
            } else if let leaf = step.3 {
                lines.append(indent + leaf)
            } else {
                depth -= 1
            }
        }
        #expect(depth == 0)
        return lines
    }

    private func source(of record: RunRecord) -> String {
        var html = HTMLBuilder()
        HTMLReport(record).tree(&html)
        return String(decoding: html.bytes, as: UTF8.self)
    }

    @Test("folders with one folder in them are one line, and so is a configuration on its own")
    func folders() {
        #expect(
            tree("/conf/b/s/two", "/conf/a/s/one", "/conf/b/s/one", "/etc/cloud/x") == [
                "/conf/ 3", "  a/s/one", "  b/s/ 2", "    one", "    two", "/etc/cloud/x",
            ])
    }

    @Test("a configuration can lie in another, and two can have one path")
    func nested() {
        #expect(
            tree("/c/a", "/c/a/b", "/c/a/d", "/c/a") == ["/c/ 4", "  a", "  a", "  a/ 2", "    b", "    d"])
    }

    @Test("however deep the paths, the lists in each other stay few")
    func deep() {
        var record = SampleRecord.empty()
        record.configurations = (1...200).map {
            configuration("/" + Array(repeating: "a", count: $0).joined(separator: "/"))
        }
        var depth = 0
        var deepest = 0
        for step in source(of: record).matches(of: /<(\/?)ul/) {
            depth += step.1.isEmpty ? 1 : -1
            deepest = max(deepest, depth)
        }
        #expect(deepest < 30)
    }

    @Test(
        "a tenant is what stands between /conf and settings",
        arguments: [
            ("/conf/global/settings/cloudconfigs/target", "global"),
            ("/conf/acme/outlet/settings/cloudconfigs/target", "acme/outlet"),
            ("/conf/settings/x", "/conf"), ("/apps/system/config/x.config", "/apps"), ("", "/"),
        ])
    func tenant(path: String, tenant: String) {
        #expect(HTMLReport.tenant(of: path) == tenant)
    }
}

@Suite("The changed lines of a file on the page")
struct ChangedLinesTests {
    private static let diff = """
        --- a/f
        +++ b/f
        @@ -2,4 +2,4 @@
         two
        -three
        +THREE
        --- four
         five
        @@ -20,2 +20,3 @@
         twenty
        +more
         twenty-one

        """

    @Test("lines of one kind that follow each other are one run, signs and all")
    func runs() {
        let hunks = ChangedLines(Self.diff).hunks
        #expect(
            hunks.map { $0.runs.map(\.text) } == [
                ["@@ -2,4 +2,4 @@\n", " two\n", "-three\n", "+THREE\n", "--- four\n", " five\n"],
                ["@@ -20,2 +20,3 @@\n", " twenty\n", "+more\n", " twenty-one\n"],
            ])
        #expect(hunks[0].runs.map(\.kind) == [.place, .same, .removed, .added, .removed, .same])
        #expect(hunks.map(\.lines) == [[3, 3, 4], [20]])
    }

    @Test("each of two configurations in a file has the lines that are its own")
    func shares() {
        let lines = ChangedLines(Self.diff)
        #expect(lines.runs(from: 2, before: 15, first: 2).first?.text == "@@ -2,4 +2,4 @@\n")
        #expect(lines.runs(from: 15, before: nil, first: 2).first?.text == "@@ -20,2 +20,3 @@\n")
        #expect(
            lines.runs(from: 15, before: nil, first: 10).count == 10, "what is before the first concerns all")
    }

    @Test("what is no diff is shown as it is")
    func other() {
        #expect(ChangedLines("no diff").hunks.map { $0.runs.map(\.text) } == [["no diff\n"]])
        #expect(ChangedLines("").hunks.isEmpty)
    }
}

@Suite("The size of the page")
struct PageSizeTests {
    private func record(_ count: Int) -> RunRecord {
        var record = SampleRecord.full()
        record.findings = []
        record.exitCode = 2
        let (target, file) = (record.configurations[0], record.files[0])
        record.configurations = []
        record.files = []
        for number in 0..<count {
            var entry = target
            entry.path = "/conf/tenant-\(number)/settings/cloudconfigs/target"
            entry.node = entry.path + "/jcr:content"
            entry.file = "jcr_root\(entry.path)/.content.xml"
            entry.companionFiles = nil
            record.configurations.append(entry)
            var changed = file
            changed.file = entry.file
            changed.diff += String(repeating: " some line that stays as it is\n", count: 20)
            record.files.append(changed)
        }
        return record
    }

    @Test("a thousand configurations stay below two megabytes; what is left out is counted")
    func budget() throws {
        let source = HTMLReport.render(record(1000))
        #expect(source.utf8.count < 2_000_000)
        let page = try HTMLPage(source)
        let cut = page.text.ranges(of: "Diff left out.").count
        let shown = page.elements.count { $0.name == "pre" }
        #expect(cut > 0 && shown > 0 && cut + shown == 1000)
        #expect(page.text.contains("\(FigureText.grouped(cut)) of 1,000 diffs"))
        #expect(HTMLReport.render(record(1000)) == source)
    }

    @Test("of a small run nothing is left out")
    func small() {
        #expect(!HTMLReport.render(record(100)).contains("left out"))
    }
}
