// SPDX-License-Identifier: Apache-2.0

/// A document view file of an exported tree.
public struct RepositoryDocument: Hashable, Sendable {
    /// How a file comes to be a document view file for FileVault.
    public enum Kind: Hashable, Sendable {
        /// `.content.xml`: unconditionally.
        case contentXML
        /// `NAME.xml`: because of how it begins.
        case named
    }

    /// Where the file is, relative to the top folder.
    public let path: RelativePath
    /// How it comes to be one.
    public let kind: Kind
    /// The JCR path of the node that a `<jcr:root>` in it stands for.
    public let nodePath: String
    /// The JCR path of the node that a root element of any other name is a child of; nil at the JCR root, which has
    /// no parent. (`b/.content.xml` with `<foo>` is `/foo`: FileVault's reading.)
    public let parentPath: String?
    /// The folder that JCR paths count from, relative to the top folder.
    public let contentRoot: RelativePath
}
