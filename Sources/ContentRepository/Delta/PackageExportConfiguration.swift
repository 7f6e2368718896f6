// SPDX-License-Identifier: Apache-2.0

/// `META-INF/vault/config.xml`: how FileVault would export the package's nodes again, in its format 1.1.
///
/// An import does not need it; whoever rebuilds the package does. The node types that are kept in files of their own
/// are those of FileVault's default configuration.
enum PackageExportConfiguration {
    private static let fullCoverage = [
        "rep:AccessControl", "rep:Policy", "cq:Widget", "cq:EditConfig", "cq:WorkflowModel",
        "vlt:FullCoverage",
        "mix:language", "sling:OsgiConfig",
    ]

    static let text: String = {
        let types = fullCoverage.map { type in
            "                <include nodeType=\"\(type)\" respectSupertype=\"true\"/>\n"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <vaultfs version="1.1">
                <aggregates>
                    <aggregate type="file" title="Files"/>
                    <aggregate type="filefolder" title="Files and folders"/>
                    <aggregate type="nodetype" title="Node types"/>
                    <aggregate type="full" title="Whole trees">
                        <matches>
            \(types.joined())            </matches>
                    </aggregate>
                    <aggregate type="generic" title="Everything else" isDefault="true"/>
                </aggregates>
                <handlers>
                    <handler type="folder"/>
                    <handler type="file"/>
                    <handler type="nodetype"/>
                    <handler type="generic"/>
                </handlers>
            </vaultfs>

            """
    }()
}
