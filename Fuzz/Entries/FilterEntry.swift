// SPDX-License-Identifier: Apache-2.0
import ContentRepository

/// `filter.xml` and `properties.xml` of a package are read, or refused; a filter answers for any path.
enum FilterEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(bytes)
        if let properties = try? PackageProperties(parsing: input.file, file: "properties.xml") {
            _ = properties.identifier
        }
        guard let filter = try? WorkspaceFilter(parsing: input.file, file: "filter.xml") else { return }
        let paths = ["/", "/conf", "/conf/global/settings/cloudconfigs/target", input.choices.text()]
        for path in paths + filter.filters.prefix(20).map({ $0.root + "/a" }) {
            let isIn = try? filter.contains(path)
            _ = try? filter.includesProperty(path + "/jcr:title")
            _ = filter.importMode(of: path)
            try expect(isIn != true || filter.covers(path), "what a filter contains, it covers")
        }
    }
}
