// SPDX-License-Identifier: Apache-2.0
import Mustache
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
        var names = PageNames(reserved: Page.sections)
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
        for step in PageTree(record, anchors: paths.map { _ in "a" }).steps {
            let indent = String(repeating: "  ", count: depth)
            if let folder = step.folder {
                lines.append("\(indent)\(folder.name) \(folder.count)")
                depth += 1
            }
            if let leaf = step.leaf { lines.append(indent + leaf.name) }
            if step.isEnd { depth -= 1 }
        }
        #expect(depth == 0)
        return lines
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
        let record = (1...200).map { "/" + Array(repeating: "a", count: $0).joined(separator: "/") }
        var sample = SampleRecord.empty()
        sample.configurations = record.map { configuration($0) }
        var depth = 0
        var deepest = 0
        for step in PageTree(sample, anchors: record).steps {
            if step.folder != nil { depth += 1 }
            if step.isEnd { depth -= 1 }
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
        #expect(PageFilters.tenant(of: path) == tenant)
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
        #expect(hunks[0].runs.map(\.isRemoved) == [false, false, true, false, true, false])
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

@Suite("What the templates see")
struct PageViewsTests {
    @Test("every property of what tells its values itself, and nothing that is nil")
    func complete() {
        let record = SampleRecord.full()
        let names = record.configurations.map { _ in "name" }
        var pageNames = PageNames(reserved: [])
        let findings = PageFindings(record, anchors: names, names: &pageNames)
        let card = PageCard(
            record.configurations[0], of: record, anchor: "a", remarks: findings.remarks[2] ?? [],
            isBrief: false)
        let steps = PageTree(record, anchors: names).steps
        let file = PageFiles(record).ofConfigurations[0][0]
        var views: [any MustacheParent] = [card, card.state, card.references[0], file, file.runs[0]]
        views += [card.evidence[0], card.evidence[0].items[0], card.changes[0], card.changes[0].first]
        views += findings.remarks.values.joined().map { $0 as any MustacheParent }
        for group in findings.open { views += group.places.map { $0 as any MustacheParent } }
        for step in steps {
            views.append(step)
            if let folder = step.folder { views.append(folder) }
            if let leaf = step.leaf { views.append(leaf) }
        }
        for view in views {
            for property in Mirror(reflecting: view).children.compactMap(\.label) {
                let value = view.child(named: property)
                #expect(value != nil, "\(type(of: view)).\(property)")
                #expect(value.map { "\($0)" } != "nil", "\(type(of: view)).\(property)")
            }
        }
    }

    @Test("a place that is no configuration of the record is not a link")
    func places() throws {
        var record = SampleRecord.empty()
        record.findings = [
            .init(rule: "path-occupied", level: "error", message: "Something is there.", path: "/conf/x")
        ]
        let page = try HTMLPage(try HTMLReport.render(record))
        #expect(!page.elements.contains { $0["href"]?.contains("finding") == true })
    }

    @Test("what a rule says of every place alike is said once")
    func once() throws {
        var record = SampleRecord.empty()
        record.findings = (1...3).map {
            .init(rule: "docview-invalid", level: "error", message: "Said once.", file: "f", line: $0)
        }
        let page = try HTMLPage(try HTMLReport.render(record))
        #expect(page.text.ranges(of: "Said once.").count == 1)
        #expect(page.text.contains("3 times"))
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
        let source = try HTMLReport.render(record(1000))
        #expect(source.utf8.count < 2_000_000)
        let page = try HTMLPage(source)
        let cut = page.text.ranges(of: "Diff left out.").count
        let shown = page.elements.count { $0.name == "pre" }
        #expect(cut > 0 && shown > 0 && cut + shown == 1000)
        #expect(page.text.contains("\(FigureText.grouped(cut)) of 1,000 diffs"))
        #expect(try HTMLReport.render(record(1000)) == source)
    }

    @Test("of a small run nothing is left out")
    func small() throws {
        #expect(!(try HTMLReport.render(record(100)).contains("left out")))
    }
}
