// SPDX-License-Identifier: Apache-2.0

import AuditReport
import SystemPackage

/// Paths of the machine.
enum HostPaths {
    /// The way from one folder to a file, both of which are there: relative, so that both can be moved together.
    static func path(to file: String, from folder: String) -> String {
        guard let target = LocalFile.resolved(file), let start = LocalFile.resolved(folder) else {
            return file
        }
        let names = target.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        let above = start.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        let shared = zip(names, above).prefix { $0.utf8.elementsEqual($1.utf8) }.count
        return (Array(repeating: "..", count: above.count - shared) + names[shared...]).joined(separator: "/")
    }

    /// The variables in which build servers name the top directory of a checkout; the first that contains a file counts.
    private static let checkoutVariables = [
        "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY",
    ]

    /// The directories that paths in code scanning formats are relative to, in the order in which they count.
    fileprivate static var checkouts: [String] {
        checkoutVariables.compactMap { Environment.value(of: $0) } + [LocalFile.resolved(".") ?? ""]
    }

    /// A path relative to the first of `directories` that contains it; absolute where none does.
    fileprivate static func path(_ path: String, relativeTo directories: [String]) -> String {
        let ways = spellings(of: path)
        for directory in directories where directory.utf8.first == UInt8(ascii: "/") {
            for (way, top) in ways.flatMap({ way in spellings(of: directory).map { (way, $0) } }) {
                var rest = way
                if rest.removePrefix(top) { return rest.string.isEmpty ? "." : rest.string }
            }
        }
        return ways.first?.string ?? path
    }

    /// The absolute path as it is written and without links; the first alone where what `..` means depends on links.
    private static func spellings(of path: String) -> [FilePath] {
        let written = FilePath(LocalFile.resolved(".") ?? "/").pushing(FilePath(path))
        let resolved = LocalFile.resolved(path).map { FilePath($0) }
        let isPlain = !written.components.contains { $0.kind == .parentDirectory }
        return (isPlain ? [written.lexicallyNormalized()] : []) + [resolved].compactMap(\.self)
    }
}

extension RunRecord {
    /// The record with its inputs named as a code host knows them: relative to the checkout, however the command named
    /// them.
    package func relativeToCheckout() -> RunRecord {
        let checkouts = HostPaths.checkouts
        var known: [String: String] = [:]
        func path(_ input: String) -> String {
            if let path = known[input] { return path }
            let path = HostPaths.path(input, relativeTo: checkouts)
            known[input] = path
            return path
        }
        var record = self
        let onlyInput = inputs.count == 1 ? inputs[0].path : nil
        for index in record.inputs.indices { record.inputs[index].path = path(record.inputs[index].path) }
        for index in record.configurations.indices {
            record.configurations[index].input = path(record.configurations[index].input)
        }
        for index in record.findings.indices where record.findings[index].file != nil {
            let input = record.findings[index].input ?? onlyInput ?? "."
            record.findings[index].input = path(input)
        }
        return record
    }
}
