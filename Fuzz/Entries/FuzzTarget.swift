// SPDX-License-Identifier: Apache-2.0

/// Everything that reads what others have written, each with the promises that it makes for any bytes at all.
///
/// The fuzzers and the regression tests run the same entries. To add one, add a case and its entry here, and a folder
/// of the case's name with a few small files to `Fuzz/Corpus`; scripts and tests find it by that.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// A docview file: reading, editing, verifying.
    case docview
    /// A docview file: finding configurations, planning their migration, and the diff of it.
    case migration
    /// A mapping CSV.
    case mapping
    /// A CSV of waivers.
    case waivers
    /// A plan as `apply` reads it.
    case plan
    /// A migration profile.
    case profile
    /// A run record, and every report that is made of it.
    case record
    /// The index of a journal, and the rollback that it leads to.
    case journal
    /// A content package.
    case package
    /// The grammar of docview values.
    case value
    /// Names of nodes, attributes and files, encoded and decoded.
    case names
    /// Globs for JCR paths.
    case pattern
    /// A JWT payload.
    case claims
    /// An OSGi configuration: Felix `.config`, `.cfg.json`, and a `sling:OsgiConfig` node.
    case osgi
    /// The filters and the properties of a content package.
    case filter
    /// The diffs of edited files, docview and OSGi.
    case diff

    /// Does with the bytes what the program would do, and more. Traps or throws where something is wrong with the
    /// program; nothing that is wrong with the bytes is an error.
    public func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        switch self {
        case .docview: try DocViewEntry.run(bytes)
        case .migration: try MigrationEntry.run(bytes)
        case .mapping: try MappingEntry.run(bytes)
        case .waivers: try WaiverEntry.run(bytes)
        case .plan: try PlanEntry.run(bytes)
        case .profile: try ProfileEntry.run(bytes)
        case .record: try RecordEntry.run(bytes)
        case .journal: try JournalEntry.run(bytes)
        case .package: try PackageEntry.run(bytes)
        case .value: try ValueEntry.run(bytes)
        case .names: try NamesEntry.run(bytes)
        case .pattern: try PatternEntry.run(bytes)
        case .claims: try ClaimsEntry.run(bytes)
        case .osgi: try OSGiEntry.run(bytes)
        case .filter: try FilterEntry.run(bytes)
        case .diff: try DiffEntry.run(bytes)
        }
    }
}
