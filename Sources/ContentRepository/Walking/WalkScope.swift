// SPDX-License-Identifier: Apache-2.0

/// Which part of the JCR is looked at, so that `/content` with its hundred thousand files is not walked for what can
/// only be below `/conf`.
package struct WalkScope: Sendable {
    /// What a scope says of a node, by its decoded names from the JCR root down; none for the root itself.
    package typealias Admission = @Sendable (_ names: [String]) -> Bool

    let admits: Admission
    let admitsDocument: Admission
    let admitsConfiguration: Admission
    /// Whether all folders and docview files at and below a node are looked at.
    let admitsAll: Admission

    /// Looks at the nodes that `admits` says yes to, by their decoded names from the JCR root down; none for the root
    /// itself. A folder that is refused is not entered, and everything below it is out of scope with it. So a scope
    /// must admit the ancestors of what it is after: their documents may hold it inline.
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
