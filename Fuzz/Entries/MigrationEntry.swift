// SPDX-License-Identifier: Apache-2.0
import DocView
import IMSMigration

/// A docview file goes through discovery, classification and planning; the plan does what it says, shows what it may,
/// and leaves nothing for a second run.
enum MigrationEntry {
    /// In every secret of the mapping; nothing that is shown may hold it.
    static let canary = "Q7-canary"

    private static let builtIn = Result { try BuiltInProfiles.all() }
    private static let mapping = Result {
        let csv = """
            path,client_id,client_secret,org_id,scopes
            /conf/**,new-client,"\(canary)<&'{,\\",NEW@AdobeOrg,"openid, AdobeID"

            """
        return try MappingReader.read(Array(csv.utf8), sources: nil)
    }

    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        try run(bytes, profiles: try expectNoError("the built-in profiles") { try builtIn.get() })
    }

    static func run(_ bytes: [UInt8], profiles: [Profile]) throws(BrokenPromise) {
        guard let document = try? DocViewDocument(parsing: bytes) else {
            _ = ConfigurationFinder(profiles: profiles).showsMarker(in: bytes)
            return
        }
        guard let storage = profiles.first?.storage, let plan = try plan(of: document, profiles) else {
            return
        }
        let disclosure = ValueDisclosure(profiles: profiles, storage: storage)
        try expect(!plan.diff.contains(canary), "no secret in the diff")
        try checkHunks(plan.diff)
        try checkHidden(document, plan, disclosure)
    }

    /// The plan of a file at a place where configurations are; nil where there is nothing to do, or it is refused.
    private static func plan(of document: DocViewDocument, _ profiles: [Profile]) throws(BrokenPromise)
        -> FilePlan?
    {
        let planner = Planner(
            mapping: try expectNoError("the entry's own mapping") { try mapping.get() }, profiles: profiles,
            allowances: .init(unmapped: true, orgMismatch: true))
        var changes: [(nodeIndex: Int, changes: [PlannedChange])] = []
        for found in configurations(in: document, profiles) {
            let (plan, _) = planner.plan(for: found.configuration)
            for finding in plan.findings {
                try expect(!finding.message.contains(canary), "no secret in a finding")
            }
            if plan.outcome == .planned, !plan.changes.isEmpty {
                changes.append((found.nodeIndex, plan.changes))
            }
        }
        guard !changes.isEmpty, let storage = profiles.first?.storage else { return nil }
        do throws(RewritingError) {
            return try FilePlan(
                document: .docView(document), changes: changes, name: ".content.xml",
                disclosure: ValueDisclosure(profiles: profiles, storage: storage))
        } catch {
            try expect(!error.description.contains(canary), "no secret in an error")
            switch error {
            case .document(.editImpossible), .document(.limitReached): return nil
            default: throw BrokenPromise("what is planned can be written: \(error)")
            }
        }
    }

    private static func configurations(in document: DocViewDocument, _ profiles: [Profile])
        -> [FoundConfiguration]
    {
        ConfigurationFinder(profiles: profiles).configurations(
            in: document, nodePath: "/conf/global/settings/cloudconfigs/target",
            parentPath: "/conf/global/settings/cloudconfigs")
    }

    /// Each hunk has as many lines as its head says: nothing in the file can make lines of a diff.
    static func checkHunks(_ diff: String) throws(BrokenPromise) {
        var expected = (old: 0, new: 0)
        // By bytes: a line feed after a carriage return is no Character of its own.
        let lines = diff.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for line in lines.dropFirst(2).dropLast() {
            switch line.first {
            case UInt8(ascii: "@"):
                try expect(expected == (0, 0), "a hunk is as long as its head says")
                let numbers = String(line)?.split { !"0123456789".contains($0) }.compactMap { Int($0) } ?? []
                try expect(numbers.count == 4, "the head of a hunk has four numbers")
                expected = (numbers[1], numbers[3])
            case UInt8(ascii: "-"): expected.old -= 1
            case UInt8(ascii: "+"): expected.new -= 1
            case UInt8(ascii: " "):
                expected.old -= 1
                expected.new -= 1
            default: try expect(line.first == UInt8(ascii: "\\"), "no other line in a diff")
            }
        }
        try expect(expected == (0, 0), "the last hunk is as long as its head says")
    }

    /// A value that may not be shown, and stands in the file only once, is not in the diff.
    private static func checkHidden(
        _ document: DocViewDocument, _ plan: FilePlan, _ disclosure: ValueDisclosure
    ) throws(BrokenPromise) {
        for property in document.nodes.flatMap(\.properties) where property.valueSpan.count >= 12 {
            let value = PropertyNode.Value(property.value?.values ?? [property.rawValue])
            guard disclosure.text(of: property.name, value: value) != value.text,
                let written = String(validating: document.bytes[property.valueSpan], as: UTF8.self),
                String(decoding: plan.before, as: UTF8.self).ranges(of: written).count == 1,
                String(decoding: plan.after, as: UTF8.self).ranges(of: written).count <= 1
            else { continue }
            let shown = disclosure.text(of: property.name, value: value)
            let isInPlaceholder = ["(not shown)", "(secret)", JWTClaims.unreadable, shown].contains {
                $0.contains(written)
            }
            try expect(
                isInPlaceholder || !plan.diff.contains(written), "the value of \(property.name) is not shown")
        }
    }
}
