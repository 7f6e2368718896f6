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

    /// Whether a folder called `target` is a build's output and not a node (`…/cloudconfigs/target` is one).
    ///
    /// In a `jcr_root` there is no build. Elsewhere Maven's stands beside the `pom.xml`, also where a project's modules
    /// are in a folder called `apps`; directly in the top folder no exported node is called that.
    ///
    /// `isTopFolder` is whether it is directly in the content root, `isInProject` whether a `pom.xml` is beside it.
    func isBuildOutput(isTopFolder: Bool, isInProject: @autoclosure () -> Bool) -> Bool {
        kind != .jcrRoot && (isTopFolder || isInProject())
    }
}
