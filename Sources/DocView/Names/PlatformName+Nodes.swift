// SPDX-License-Identifier: Apache-2.0

/// From file names to JCR names, as FileVault's importer reads an exported tree (`Importer.prepare`).
extension PlatformName {
    /// The node that a folder stands for: `_jcr_content` is `jcr:content`, and `photo.png.dir` accompanies the file
    /// node `photo.png`.
    package static func node(ofFolder name: String) -> String {
        let node = node(ofFile: name)
        return withoutEnding(".dir", node) ?? node
    }

    /// The node that a document view file `NAME.xml` stands for, `NAME`; nil for a file of another extension.
    package static func node(ofDocument name: String) -> String? {
        withoutEnding(".xml", node(ofFile: name))
    }

    /// The node that any other file stands for.
    ///
    /// An escape that would make a name no node can have (`%2f` is a slash) stays as it is spelled: decoded, it would
    /// pass for a node somewhere else.
    package static func node(ofFile name: String) -> String {
        let node = decode(name)
        let isImpossible =
            node.isEmpty || node == "." || node == ".." || node.utf8.contains(UInt8(ascii: "/"))
        return isImpossible ? name : node
    }

    /// What stands before an ending; nil when it has another one or there is nothing before it. By bytes: to Swift's
    /// characters, a dot may be one with what stands before it.
    private static func withoutEnding(_ ending: String, _ name: String) -> String? {
        let (bytes, end) = (name.utf8, ending.utf8)
        guard bytes.count > end.count, bytes.suffix(end.count).elementsEqual(end) else { return nil }
        return String(decoding: bytes.dropLast(end.count), as: UTF8.self)
    }
}
