// SPDX-License-Identifier: Apache-2.0
import DocView
import Testing

@testable import IMSMigration

@Suite("Who refers to a configuration")
struct ReferenceTests {
    /// The references that nodes below a page make to the sample configuration.
    private func references(_ nodes: String, at path: String = "/conf/larchfield") throws
        -> [ConfigurationReference]
    {
        let profiles = try Sample.profiles.get()
        let document = try DocViewDocument(Docview.file(nodes))
        let candidates = ConfigurationFinder(profiles: profiles).referenceCandidates(
            in: document, nodePath: path, parentPath: nil)
        let configuration = try #require(
            try classified(["jwtClaims": Sample.payload, "jcr:title": "Target (Larchfield)"]))
        return ReferenceFinder(candidates, profiles: profiles).references(to: configuration)
    }

    private func reference(
        _ property: String, _ target: ConfigurationReference.Target, at path: String = "/conf/larchfield/x"
    )
        -> ConfigurationReference
    {
        let value =
            switch target {
            case .path: Sample.page
            case .name: "target"
            case .title: "Target (Larchfield)"
            }
        return ConfigurationReference(path: path, property: property, target: target, value: value)
    }

    @Test("its path counts in any property, as the page's or the node's, also among other values")
    func byPath() throws {
        let found = try references(
            """
            <x jcr:primaryType="a" one="\(Sample.page)" two="\(Sample.node)" three="[/other,\(Sample.page)]"
                four="\(Sample.page)/more" five="see \(Sample.page)"/>
            """)
        #expect(Set(found.map(\.property)) == ["one", "two", "three"])
        #expect(found.allSatisfy { $0.target == .path && $0.path == "/conf/larchfield/x" })
    }

    @Test(
        "its name and title count in the properties that are known to refer",
        arguments: ["imsConfig", "imsConfigId", "imsConfiguration", "imsConfigurationId"])
    func byNameOrTitle(property: String) throws {
        #expect(
            try references(#"<x jcr:primaryType="a" \#(property)="target"/>"#) == [reference(property, .name)]
        )
        #expect(
            try references(#"<x jcr:primaryType="a" \#(property)="Target (Larchfield)"/>"#)
                == [reference(property, .title)])
    }

    @Test("a name or title in any other property, and another name, refer to nothing")
    func none() throws {
        let nodes =
            #"<x jcr:primaryType="a" name="target" jcr:title="Target (Larchfield)" imsConfig="stock"/>"#
        #expect(try references(nodes) == [])
    }

    @Test("a configuration does not refer to itself")
    func itself() throws {
        let nodes =
            #"<target jcr:primaryType="a"><jcr:content jcr:primaryType="a" self="\#(Sample.page)"/></target>"#
        #expect(try references(nodes, at: "/conf/larchfield/settings/cloudconfigs") == [])
    }

    @Test(
        "a row that changes the title by which somebody refers to it is an error; by path or name it is none")
    func broken() throws {
        let configuration = try #require(
            try classified(["jwtClaims": Sample.payload, "jcr:title": "Target (Larchfield)"]))
        func plan(title: String, _ target: ConfigurationReference.Target) throws -> ConfigurationPlan {
            let mapping = try Sheet.mapping(
                "path,client_secret,scopes,title", "/**,env:SECRET,openid,\(title)")
            return try Planner(mapping).plan(for: configuration, references: [reference("imsConfig", target)])
                .plan
        }
        let broken = try plan(title: "New", .title)
        #expect(broken.outcome == .failed)
        #expect(broken.findingKinds == ["error reference-broken"])
        #expect(broken.findings.first?.message.contains("row 2") == true)
        for (title, target) in [
            ("New", ConfigurationReference.Target.path), ("New", .name), ("", .title),
            ("Target (Larchfield)", .title),
        ] {
            let plan = try plan(title: title, target)
            #expect(plan.outcome == .planned)
            #expect(plan.findings == [])
        }
    }
}
