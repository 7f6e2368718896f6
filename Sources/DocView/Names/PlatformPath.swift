// SPDX-License-Identifier: Apache-2.0

/// Paths of files in an export, and the repository paths that they stand for.
public enum PlatformPath {
    /// The JCR path of what the file at `path` holds: below the last `jcr_root`, else from the top folder on where that is
    /// one of the repository (`conf`, `apps`, `etc`, …). Nil where the file lies outside of the content.
    public static func jcrPath(ofFile path: String) -> String? {
        var names = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        if let root = names.lastIndex(of: "jcr_root") {
            names.removeSubrange(...root)
        } else if !["conf", "apps", "etc"].contains(names.first ?? "") {
            return nil
        }
        guard let file = names.popLast() else { return nil }
        var below = names.map { PlatformName.node(ofFolder: $0) }
        if file != ".content.xml" {
            below.append(PlatformName.node(ofDocument: file) ?? PlatformName.node(ofFile: file))
        }
        return "/" + below.joined(separator: "/")
    }
}
