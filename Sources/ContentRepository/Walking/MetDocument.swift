// SPDX-License-Identifier: Apache-2.0

/// A document that somebody goes through a repository for. What it gives access to is there during the call alone.
package struct MetDocument {
    /// Where a document was met, from which its description is made if it is wanted.
    enum Place {
        case folder(FolderNode, name: [UInt8], RepositoryDocument.Kind)
        case known(RepositoryDocument)
    }

    /// Its bytes, or why they cannot be had.
    package let contents: Result<UnsafeBufferPointer<UInt8>, RepositoryError>
    private let place: Place

    init(_ place: Place, _ contents: Result<UnsafeBufferPointer<UInt8>, RepositoryError>) {
        self.place = place
        self.contents = contents
    }

    /// How it comes to be a document.
    package var kind: RepositoryDocument.Kind {
        switch place {
        case .folder(_, _, let kind): kind
        case .known(let document): document.kind
        }
    }

    /// Where it is.
    package var document: RepositoryDocument {
        switch place {
        case .folder(let folder, let name, let kind):
            RepositoryDocument(kind, name, in: folder)
        case .known(let document): document
        }
    }
}

/// What became of going through a repository: what was said of its documents, and what could not be looked at.
package struct Examined<Remark: Sendable>: Sendable {
    /// The documents of which something was said, in the order of ``PackagedPath``.
    package var remarks: [(document: RepositoryDocument, remark: Remark)]
    /// How many documents were met.
    package var count: Int
    /// What could not be looked at, content roots and leftovers; without documents.
    package var walk: Walk
}

extension RepositoryDocument {
    /// The document that a file in a folder of a tree is.
    init(_ kind: Kind, _ name: [UInt8], in folder: FolderNode) {
        var names = folder.names
        switch kind {
        case .contentXML: break
        case .configuration: names.append(NodePath.nodeName(ofFile: name))
        case .named: names += NodePath.nodeName(ofDocument: name).map { [$0] } ?? []
        }
        self.init(
            path: folder.path.appending(name), kind: kind, nodePath: NodePath.path(names),
            parentPath: NodePath.parent(of: names), contentRoot: folder.root.path)
    }
}
