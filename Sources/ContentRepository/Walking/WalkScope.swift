// SPDX-License-Identifier: Apache-2.0

/// Which part of the JCR is looked at, so that `/content` with its hundred thousand files is not walked for what can
/// only be below `/conf`; and what a file is by its name. The same for trees and packages.
package struct WalkScope: Sendable {
    /// What a scope says of a node, by its decoded names from the JCR root down; none for the root itself.
    package typealias Admission = @Sendable (_ names: [String]) -> Bool

    private let admits: Admission
    private let admitsDocument: Admission
    private let admitsConfiguration: Admission
    /// Whether all folders and docview files at and below a node are looked at.
    private let admitsAll: Admission

    /// Looks at the nodes that `admits` says yes to, by their decoded names from the JCR root down; none for the root
    /// itself. A folder that is refused is not entered, and everything below it is out of scope with it. So a scope
    /// must admit the ancestors of what it is after: their documents may hold it inline. The folders on the way to content
    /// packages are entered in any case.
    ///
    /// Of what is admitted, `documents` says which docview files are looked at, all where it is nil, and `configurations`
    /// which files of OSGi configurations (`.config`, `.cfg.json`, `.cfg`, `.properties`), none where it is nil; these are nodes of the name that
    /// the file has, extension included.
    ///
    /// `whole` says of which nodes all folders and docview files below are looked at, so that nobody is asked there any more;
    /// of none where it is nil.
    package init(
        admitting admits: @escaping Admission, documents: Admission? = nil, configurations: Admission? = nil,
        whole: Admission? = nil
    ) {
        self.admits = admits
        admitsDocument = documents ?? admits
        admitsConfiguration = configurations ?? { _ in false }
        admitsAll = whole ?? { _ in false }
    }

    /// Whether the node of these names is looked at, or something below it.
    package func includes(_ names: [String]) -> Bool { admits(names) }

    /// Whether everything at and below the node of these names is looked at.
    package func includesAll(below names: [String]) -> Bool { admitsAll(names) }

    /// All there is.
    package static let everything = WalkScope(admitting: { _ in true }, whole: { _ in true })

    /// The subtrees at these absolute JCR paths (`/conf`), and on the way to them the documents of their ancestors.
    package static func subtrees(_ paths: [String]) -> WalkScope {
        let roots = paths.map { $0.split(separator: "/").map(String.init) }
        return WalkScope(
            admitting: { names in roots.contains { root in zip(root, names).allSatisfy { $0 == $1 } } },
            whole: { names in
                roots.contains { root in root.count <= names.count && names.starts(with: root) }
            })
    }
}

extension WalkScope {
    /// What a file is to a walk.
    enum Role: Equatable {
        case document(RepositoryDocument.Kind)
        /// A content package, which is opened.
        case package
    }

    /// Whether the folder of a node is entered, by the node's names.
    func enters(_ names: [String]) -> Bool { admits(names) || InstalledPackages.mayBe(below: names) }

    /// Whether a file of this name can be anything: all that is asked of most files.
    static func mayMatter(_ name: some BidirectionalCollection<UInt8>) -> Bool {
        NodePath.mayBeDocument(name) || FileName.isConfiguration(name) || InstalledPackages.mayBe(name)
    }

    /// Whether a file of this name can be a content package.
    static func mayBePackage(_ name: some BidirectionalCollection<UInt8>) -> Bool {
        InstalledPackages.mayBe(name)
    }

    /// What a file of this name is in the folder of the node of these names; nil where it is nothing that is looked at.
    /// In a folder that is `isWholly` in scope, the names are not needed for documents.
    func role(
        ofFile name: some BidirectionalCollection<UInt8>, isWholly: Bool = false,
        in folder: @autoclosure () -> [String]
    ) -> Role? {
        guard Self.mayMatter(name) else { return nil }
        if name.elementsEqual(FileName.contentXML) {
            return isWholly || admitsDocument(folder()) ? .document(.contentXML) : nil
        }
        let name = Array(name)
        if InstalledPackages.mayBe(name),
            InstalledPackages.includes(folder() + [NodePath.nodeName(ofFile: name)])
        {
            return .package
        }
        if FileName.isConfiguration(name) {
            return admitsConfiguration(folder() + [NodePath.nodeName(ofFile: name)])
                ? .document(.configuration) : nil
        }
        guard let own = NodePath.nodeName(ofDocument: name) else { return nil }
        return isWholly || admitsDocument(folder() + [own]) ? .document(.named) : nil
    }
}

/// The content packages that are installed with the content around them: FileVault installs what is below
/// `/etc/packages`, Sling's installer what is in a folder `install*` below `/apps`, at any depth.
private enum InstalledPackages {
    /// Whether a file of this name can be one. Only a name with an escape can end otherwise on disk.
    static func mayBe(_ name: some BidirectionalCollection<UInt8>) -> Bool {
        let ending = name.suffix(4)
        return ending.elementsEqual(".zip".utf8) || ending.elementsEqual(".jar".utf8)
            || name.contains(UInt8(ascii: "%"))
    }

    /// Whether the file of these node names is one, by where it is.
    static func includes(_ names: [String]) -> Bool {
        guard let name = names.last?.utf8, name.count > 4 else { return false }
        let isZip = name.suffix(4).elementsEqual(".zip".utf8)
        guard isZip || name.suffix(4).elementsEqual(".jar".utf8) else { return false }
        if names.starts(with: packageFolder) { return true }
        return isZip && names.first == apps
            && names.dropFirst().dropLast().contains { $0.utf8.starts(with: "install".utf8) }
    }

    /// Whether one can be below the node of these names.
    static func mayBe(below names: [String]) -> Bool {
        names.first == apps || zip(names, packageFolder).allSatisfy { $0 == $1 }
    }

    private static let packageFolder = ["etc", "packages"]
    private static let apps = "apps"
}
