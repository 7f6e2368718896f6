// SPDX-License-Identifier: Apache-2.0
import AuditReport
import DocView
import IMSMigration
import MigrationPipeline

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One stage of the pipeline, with input that is ready: what a benchmark repeats.
public struct StageWork: Sendable {
    /// The stage and its input, for people.
    public let name: String
    /// Does the work once.
    public let run: @Sendable () -> Void

    /// Every stage that takes time. Throws where the invented input cannot be used, which would be a fault of this file.
    public static func all() throws -> [StageWork] {
        let profiles = try BuiltInProfiles.all()
        let finder = ConfigurationFinder(profiles: profiles)
        let (page, other) = (Array(InventedInput.page(1).utf8), Array(InventedInput.otherPage.utf8))
        let document = try DocViewDocument(parsing: page)
        let path = "/conf/global/settings/cloudconfigs/page-1"
        let parent = "/conf/global/settings/cloudconfigs"
        let mapping = Array(InventedInput.mapping(rows: 1_000).utf8)
        let record = try InventedInput.record(of: 200)
        guard let glance = ConfigurationGlance(profiles: profiles),
            !finder.configurations(in: document, nodePath: path, parentPath: parent).isEmpty,
            record.configurations.count == 200
        else { throw UnusableInput() }
        return [
            StageWork(name: "profiles: read the built-in ones") { keep(try? BuiltInProfiles.all()) },
            StageWork(name: "discover: pass over a file without configuration, by its bytes") {
                var scratch = PlainDocView()
                other.withUnsafeBufferPointer { keep(glance.passesOver($0, &scratch)) }
            },
            StageWork(name: "discover: parse a file with a configuration") {
                keep(try? DocViewDocument(parsing: page))
            },
            StageWork(name: "classify: the configuration of a parsed file") {
                keep(finder.configurations(in: document, nodePath: path, parentPath: parent))
            },
            StageWork(name: "map: read a mapping of 1,000 rows") {
                keep(MappingReader.examine(mapping, sources: nil))
            },
            StageWork(name: "report: the record of 200 migrated configurations as JSON") {
                keep(try? JSONReport.render(record))
            },
            StageWork(name: "report: the same as HTML") { keep(HTMLReport.render(record)) },
        ]
    }

    private struct UnusableInput: Error {}
}

/// Takes a result in a way that the compiler cannot see through, so that the work for it is not left out.
@inline(never) @_optimize(none)
private func keep<Value>(_ value: Value) {}
