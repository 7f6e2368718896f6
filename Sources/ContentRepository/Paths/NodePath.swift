// SPDX-License-Identifier: Apache-2.0
import DocView

/// From file names to JCR names, as FileVault's importer reads an exported tree (`Importer.prepare`).
enum NodePath {
    /// The node that a folder stands for: `_jcr_content` is `jcr:content`, and `photo.png.dir` accompanies the file
    /// node `photo.png`.
    static func nodeName(ofFolder name: [UInt8]) -> String {
        let decoded = decode(name)
        return withoutEnding(".dir", decoded) ?? decoded
    }

    /// The node that a document view file `NAME.xml` stands for, `NAME`; nil for a file of another extension.
    static func nodeName(ofDocument name: [UInt8]) -> String? {
        mayBeDocument(name) ? withoutEnding(".xml", decode(name)) : nil
    }

    /// Whether a file's name can be that of a document. Only a name with an escape can end in `.xml` once decoded without
    /// doing so on disk.
    static func mayBeDocument(_ name: some BidirectionalCollection<UInt8>) -> Bool {
        name.suffix(4).elementsEqual(".xml".utf8) || name.contains(UInt8(ascii: "%"))
    }

    /// The node that any other file stands for.
    static func nodeName(ofFile name: [UInt8]) -> String { decode(name) }

    /// The absolute JCR path of these node names.
    static func path(_ names: some Sequence<String>) -> String { "/" + names.joined(separator: "/") }

    /// The JCR path of a node's parent; nil for the root.
    static func parent(of names: [String]) -> String? {
        names.isEmpty ? nil : path(names.dropLast())
    }

    /// What stands before an ending; nil when it has another one or there is nothing before it. By bytes: to Swift's
    /// characters, a dot may be one with what stands before it.
    private static func withoutEnding(_ ending: String, _ name: String) -> String? {
        let (bytes, end) = (Array(name.utf8), Array(ending.utf8))
        guard bytes.count > end.count, bytes.suffix(end.count) == end[...] else { return nil }
        return String(decoding: bytes.dropLast(end.count), as: UTF8.self)
    }

    /// The JCR name that a file name spells.
    ///
    /// An escape that would make a name no node can have (`%2f` is a slash) stays as it is spelled: decoded, it would
    /// pass for a node somewhere else.
    private static func decode(_ name: [UInt8]) -> String {
        let spelled = FileName.display(name)
        let decoded = PlatformName.decode(spelled)
        let isImpossible = decoded.isEmpty || decoded == "." || decoded == ".." || decoded.utf8.contains(0x2F)
        return isImpossible ? spelled : decoded
    }
}
