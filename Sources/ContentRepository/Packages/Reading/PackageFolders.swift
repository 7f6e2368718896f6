// SPDX-License-Identifier: Apache-2.0

/// The nodes that the folders of a package stand for, as far as they are entered.
///
/// An archive names each file with its whole path: what was found out about a folder is kept for all files in it, and
/// what is out of scope is known by the uppermost folder that is.
struct PackageFolders {
    private let scope: WalkScope
    /// The decoded names from the JCR root down; nil for a folder that is not entered.
    private var known: [ArraySlice<UInt8>: [String]?] = [:]
    /// How many names are kept in `known`.
    private var keptNames = 0
    private static let mostKeptNames = 200_000
    /// Folders in scope that are called as only a document may be.
    private(set) var folderDocuments: Set<ArraySlice<UInt8>> = []

    init(scope: WalkScope) {
        self.scope = scope
        forget()
    }

    /// An archive can name so many folders that not all of them can be kept.
    private mutating func forget() {
        known = [ArraySlice(FileName.jcrRoot): .some([])]
        keptNames = 0
    }

    /// The names of the node that a folder below `jcr_root` stands for; nil where it is out of scope.
    mutating func names(of folder: ArraySlice<UInt8>) -> [String]? {
        if let names = known[folder] { return names }
        if keptNames > Self.mostKeptNames { forget() }
        var names: [String] = []
        var position = folder.startIndex + FileName.jcrRoot.count
        while position < folder.endIndex {
            let start = position + 1
            let end = folder[start...].firstIndex(of: RelativePath.separator) ?? folder.endIndex
            let reached = folder[..<end]
            if let found = known[reached] {
                guard let found else { return nil }
                names = found
            } else {
                let entered = enter(Array(folder[start..<end]), reached, below: names)
                known[reached] = .some(entered)
                keptNames += names.count + 2
                guard let entered else { return nil }
                names = entered
            }
            position = end
        }
        return names
    }

    private mutating func enter(
        _ name: [UInt8], _ path: ArraySlice<UInt8>, below names: [String]
    ) -> [String]? {
        if name == FileName.contentXML {
            if scope.role(ofFile: name, in: names) != nil { folderDocuments.insert(path) }
            return nil
        }
        guard !SkippedNames.isSkippedInContent(name) else { return nil }
        let names = names + [NodePath.nodeName(ofFolder: name)]
        return scope.enters(names) ? names : nil
    }
}
