// SPDX-License-Identifier: Apache-2.0
import DocView
import Testing

@testable import IMSMigration

/// Docview files as tests write them.
enum Docview {
    static let namespaces = """
        xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" \
        xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:nt="http://www.jcp.org/jcr/nt/1.0"
        """

    /// A JWT configuration's properties, as short as they can be.
    static let jwt = #"jcr:primaryType="nt:unstructured" jwtClaims="""#

    /// A file whose root element is `jcr:root` (or `root`) with these children.
    static func file(
        root: String = "jcr:root", type: String = #"jcr:primaryType="sling:Folder""#, _ children: String = ""
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <\(root) \(namespaces)
            \(type)>
        \(children)
        </\(root)>

        """
    }
}

extension DocViewDocument {
    init(_ text: String) throws { try self.init(parsing: Array(text.utf8)) }
}

extension ConfigurationFinder {
    /// One for the built-in profiles.
    static func builtIn() throws -> ConfigurationFinder {
        ConfigurationFinder(profiles: try Sample.profiles.get())
    }

    /// The configurations of a file at a node path whose parent is the usual one.
    func find(_ text: String, at nodePath: String) throws -> [FoundConfiguration] {
        let parent = nodePath.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        return configurations(
            in: try DocViewDocument(text), nodePath: nodePath, parentPath: parent.isEmpty ? "/" : parent)
    }
}
