// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import IMSMigration

/// Which of the surveyed files are this part's.
///
/// Every part surveys and plans the whole: only so can it know that no row is unused, no reference broken, and no error
/// anywhere. Of the result it keeps its own. Configurations that share a file, be it the file of a companion, belong
/// together: no file is written by two parts. They go by the least of their JCR paths, in the order of its bytes.
struct ShardOwnership {
    let shard: Shard
    /// What the parts of this run have in common.
    let fingerprint: String
    /// The JCR paths of configurations that the mapping creates: the first part's, also when they are there already.
    var created: Set<String> = []
    /// The part of each file that holds a configuration or the companion of one.
    private var parts: [Place: Int] = [:]

    private struct Place: Hashable {
        var input: String
        var file: String
    }

    init(_ shard: Shard, fingerprint: String) {
        self.shard = shard
        self.fingerprint = fingerprint
    }

    /// What configurations make goes to the first part: the folders above two of them can be the same.
    var createsConfigurations: Bool { shard.index == 1 }

    /// Learns to whom the files of an input belong.
    mutating func add(_ input: Survey.Input) {
        var groups = DocumentGroups()
        var paths: [Int: [String]] = [:]
        // A package is written as a whole.
        var packages: [RelativePath: Int] = [:]
        for document in input.documents {
            if let package = document.file.packages.first {
                groups.join(document.number, packages[package, default: document.number])
                packages[package] = packages[package] ?? document.number
            }
            for found in document.found {
                paths[document.number, default: []].append(found.configuration.path)
                for companion in found.companions { groups.join(document.number, companion.document) }
            }
        }
        var least: [Int: String] = [:]
        for (document, paths) in paths {
            let group = groups.group(of: document)
            for path in paths where least[group].map({ path.utf8.lexicographicallyPrecedes($0.utf8) }) ?? true
            {
                least[group] = path
            }
        }
        let first = Set(
            paths.filter { !created.isDisjoint(with: $0.value) }.map { groups.group(of: $0.key) })
        for document in input.documents {
            let group = groups.group(of: document.number)
            guard let path = least[group] else { continue }
            parts[Place(input: input.path, file: document.file.display)] =
                first.contains(group) ? 1 : Shard.index(of: path, count: shard.count)
        }
    }

    /// Whether a file is this part's; nil for one that belongs to no part, because it holds no configuration.
    func owns(_ file: String?, of input: String?) -> Bool? {
        guard let file, let input else { return nil }
        return parts[Place(input: input, file: file)].map { $0 == shard.index }
    }
}

/// Documents that share configurations, by the numbers of the survey.
private struct DocumentGroups {
    private var leaders: [Int: Int] = [:]

    /// The same number for all documents of a group.
    func group(of document: Int) -> Int {
        var leader = document
        while let next = leaders[leader] { leader = next }
        return leader
    }

    mutating func join(_ one: Int, _ other: Int) {
        let (first, second) = (group(of: one), group(of: other))
        if first != second { leaders[max(first, second)] = min(first, second) }
    }
}
