// SPDX-License-Identifier: Apache-2.0

/// A folder that JCR paths count from.
struct ContentRoot: Hashable {
    enum Kind: Hashable {
        /// A `jcr_root` folder: all below it is content.
        case jcrRoot
        /// The top folder of a tree that was exported without a `jcr_root`: all below it is content.
        case bare
        /// The top folder of a project that has content both in `jcr_root` folders and beside them: of its own folders
        /// only those with the names of the JCR's own are content.
        case bareAmongProjects
    }

    let path: RelativePath
    let kind: Kind

    /// The folders that make a bare root of the one that holds them.
    static let bareRootMarks = Set(["conf", "apps", "etc"].map { Array($0.utf8) })

    /// The folders that an AEM repository has directly below its root.
    private static let topLevelNames = Set(
        ["apps", "conf", "content", "etc", "home", "libs", "_oak_index", "system", "tmp", "var"]
            .map { Array($0.utf8) })

    /// Whether a folder of a bare root's top folder may belong to the JCR; the others are a project's.
    static func isTopLevelName(_ name: [UInt8]) -> Bool { topLevelNames.contains(name) }

    /// Whether a folder of this name is passed over here: outside of a `jcr_root` what is no content anywhere, and
    /// Maven's `target`, which stands beside the `pom.xml`. (`…/cloudconfigs/target` is a node.)
    func passesOver(_ name: some Collection<UInt8>, isInProject: @autoclosure () -> Bool) -> Bool {
        guard kind != .jcrRoot else { return false }
        return SkippedNames.isSkippedOutsideContent(name)
            || name.elementsEqual(FileName.target) && isInProject()
    }
}
