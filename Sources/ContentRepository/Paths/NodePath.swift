// SPDX-License-Identifier: Apache-2.0
import DocView

/// From file names, which are bytes here, to JCR names and paths.
enum NodePath {
    /// The node that a folder stands for.
    static func nodeName(ofFolder name: [UInt8]) -> String {
        PlatformName.node(ofFolder: FileName.display(name))
    }

    /// The node that a document view file `NAME.xml` stands for, `NAME`; nil for a file of another extension.
    static func nodeName(ofDocument name: [UInt8]) -> String? {
        mayBeDocument(name) ? PlatformName.node(ofDocument: FileName.display(name)) : nil
    }

    /// Whether a file's name can be that of a document. Only a name with an escape can end in `.xml` once decoded without
    /// doing so on disk.
    static func mayBeDocument(_ name: some BidirectionalCollection<UInt8>) -> Bool {
        name.suffix(4).elementsEqual(".xml".utf8) || name.contains(UInt8(ascii: "%"))
    }

    /// The node that any other file stands for.
    static func nodeName(ofFile name: [UInt8]) -> String {
        PlatformName.node(ofFile: FileName.display(name))
    }

    /// The absolute JCR path of these node names.
    static func path(_ names: some Sequence<String>) -> String { "/" + names.joined(separator: "/") }

    /// The JCR path of a node's parent; nil for the root.
    static func parent(of names: [String]) -> String? {
        names.isEmpty ? nil : path(names.dropLast())
    }
}
