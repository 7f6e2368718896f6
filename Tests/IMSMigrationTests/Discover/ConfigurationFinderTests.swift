// SPDX-License-Identifier: Apache-2.0
import DocView
import Testing

@testable import IMSMigration

@Suite("Where in a repository configurations are looked for")
struct ConfigurationFinderTests {
    private static let cloudconfigs = "/conf/larchfield/settings/cloudconfigs"

    /// The node paths of what is found in a file.
    private func found(_ text: String, at path: String) throws -> [String] {
        try ConfigurationFinder.builtIn().find(text, at: path).map(\.configuration.node)
    }

    @Test("a page's file: its jcr:content holds the configuration, which goes by the page's path")
    func page() throws {
        let text = Docview.file(type: #"jcr:primaryType="cq:Page""#, "<jcr:content \(Docview.jwt)/>")
        let all = try ConfigurationFinder.builtIn().find(text, at: Self.cloudconfigs + "/target")
        #expect(all.map(\.configuration.path) == [Self.cloudconfigs + "/target"])
        #expect(all.map(\.configuration.node) == [Self.cloudconfigs + "/target/jcr:content"])
        #expect(all.map(\.nodeIndex) == [1])
        #expect(all.map(\.configuration.line) == [4])
    }

    @Test("a node's own file: the root element itself is the configuration")
    func own() throws {
        let text = Docview.file(type: Docview.jwt)
        #expect(try found(text, at: Self.cloudconfigs + "/target") == [Self.cloudconfigs + "/target"])
    }

    @Test("a parent's file: several configurations inline, in the order of the file, with their own lines")
    func inline() throws {
        let text = Docview.file(
            """
                <target \(Docview.jwt)/>
                <launch jcr:primaryType="cq:Page">
                    <jcr:content \(Docview.jwt)/>
                </launch>
                <recaptcha jcr:primaryType="nt:unstructured" secretKey="x"/>
                <analytics \(Docview.jwt)/>
            """)
        let all = try ConfigurationFinder.builtIn().find(text, at: Self.cloudconfigs)
        #expect(
            all.map(\.configuration.node) == [
                Self.cloudconfigs + "/target", Self.cloudconfigs + "/launch/jcr:content",
                Self.cloudconfigs + "/analytics",
            ])
        #expect(all.map(\.configuration.line) == [4, 6, 9])
    }

    @Test(
        "a file far above: the path of an inline node counts, not that of the file",
        arguments: ["/conf/larchfield/settings", "/conf/larchfield", "/conf", "/"])
    func above(path: String) throws {
        var inner = "<target \(Docview.jwt)/><jcr:content \(Docview.jwt)/>"
        let below = Self.cloudconfigs.dropFirst(path.count).split(separator: "/")
        for name in below.reversed() {
            inner = #"<\#(name) jcr:primaryType="sling:Folder">\#(inner)</\#(name)>"#
        }
        #expect(try found(Docview.file(inner), at: path) == [Self.cloudconfigs + "/target"])
    }

    @Test("a node deep below cloudconfigs counts, in a folder or below a page's content")
    func deep() throws {
        let text = Docview.file("<a jcr:primaryType=\"sling:Folder\"><b \(Docview.jwt)/></a>")
        #expect(try found(text, at: Self.cloudconfigs + "/x") == [Self.cloudconfigs + "/x/a/b"])
    }

    @Test(
        "tenants can be nested, and their names can be anything",
        arguments: [
            "/conf/global/settings/cloudconfigs", "/conf/a/b/c/settings/cloudconfigs",
            "/conf/settings/settings/cloudconfigs", "/conf/my site/settings/cloudconfigs",
            "/conf/größe/settings/cloudconfigs", "/conf/settings/cloudconfigs",
        ])
    func tenants(folder: String) throws {
        #expect(try found(Docview.file(type: Docview.jwt), at: folder + "/x") == [folder + "/x"])
    }

    @Test(
        "what is not below settings/cloudconfigs of /conf is none of ours",
        arguments: [
            "/apps/larchfield/settings/cloudconfigs/x", "/conf/larchfield/cloudconfigs/x",
            "/conf/larchfield/settings/x", "/conf/larchfield/settings/cloudsettings/x",
            "/content/conf/larchfield/settings/cloudconfigs/x", "/etc/cloudservices/x",
            "/conf/larchfield/settings/mycloudconfigs/x", "/conf/larchfield/mysettings/cloudconfigs/x",
            "/libs/conf/global/settings/cloudconfigs/x", "/config/a/settings/cloudconfigs/x",
        ])
    func elsewhere(path: String) throws {
        #expect(try found(Docview.file(type: Docview.jwt), at: path) == [])
    }

    @Test("cloudconfigs itself is a folder, and its own jcr:content no configuration")
    func folderItself() throws {
        let text = Docview.file(type: Docview.jwt, "<jcr:content \(Docview.jwt)/><x \(Docview.jwt)/>")
        #expect(try found(text, at: Self.cloudconfigs) == [Self.cloudconfigs + "/x"])
        #expect(try found(Docview.file(type: Docview.jwt), at: Self.cloudconfigs + "/jcr:content") == [])
    }

    @Test("a root element of another name stands below the parent folder; without a parent, nowhere")
    func otherRoot() throws {
        let document = try DocViewDocument(
            Docview.file(root: "target", type: Docview.jwt, "<jcr:content \(Docview.jwt)/>"))
        let finder = try ConfigurationFinder.builtIn()
        let found = finder.configurations(
            in: document, nodePath: Self.cloudconfigs + "/folder", parentPath: Self.cloudconfigs)
        #expect(
            found.map(\.configuration.node)
                == [Self.cloudconfigs + "/target", Self.cloudconfigs + "/target/jcr:content"])
        #expect(
            finder.configurations(in: document, nodePath: Self.cloudconfigs + "/folder", parentPath: nil)
                .isEmpty)
    }

    @Test("names of elements are decoded")
    func decoded() throws {
        let text = Docview.file("<_x0032_024_x0020_campaign \(Docview.jwt)/>")
        #expect(try found(text, at: Self.cloudconfigs) == [Self.cloudconfigs + "/2024 campaign"])
    }

    @Test("an element without attributes only keeps a place in the order: it is never a configuration")
    func placeholder() throws {
        let text = Docview.file("<target/><jwtClaims/><x \(Docview.jwt)/>")
        #expect(try found(text, at: Self.cloudconfigs) == [Self.cloudconfigs + "/x"])
    }

    @Test("a value that FileVault would refuse still counts: the property is there")
    func refusedValue() throws {
        let text = Docview.file(#"<x jcr:primaryType="nt:unstructured" jwtClaims="{&quot;iss&quot;:1}"/>"#)
        let all = try ConfigurationFinder.builtIn().find(text, at: Self.cloudconfigs)
        #expect(all.map(\.configuration.classification) == [.jwt])
        #expect(all.first?.configuration.properties["jwtClaims"]?.text == #"{"iss":1}"#)
    }

    @Test("of several profiles the first that recognises a node counts")
    func firstProfile() throws {
        var other = try Sample.profile()
        other.storage = "other"
        let profiles = [other, try Sample.profile()]
        let found = try ConfigurationFinder(profiles: profiles).find(
            Docview.file(type: Docview.jwt), at: Self.cloudconfigs + "/x")
        #expect(found.map(\.configuration.storage) == ["other"])
    }
}

@Suite("How serious it is that a file cannot be read")
struct ExpectationTests {
    @Test(
        "where configurations live every fault is an error",
        arguments: [
            "/conf/global/settings/cloudconfigs", "/conf/global/settings/cloudconfigs/target",
            "/conf/a/b/settings/cloudconfigs/target/jcr:content", "/conf/a/settings/cloudconfigs/x/y/z",
            "/conf/global/settings/cloudconfigs/jcr:content",
        ])
    func expected(path: String) throws {
        #expect(try ConfigurationFinder.builtIn().expectsConfigurations(atOrBelow: path))
    }

    @Test(
        "elsewhere it is not, unless the file itself shows signs of one",
        arguments: [
            "/", "/conf", "/conf/global", "/conf/global/settings", "/content/site",
            "/conf/global/settings/wcm",
        ])
    func elsewhere(path: String) throws {
        #expect(!(try ConfigurationFinder.builtIn().expectsConfigurations(atOrBelow: path)))
    }

    @Test(
        "signs are the words that every configuration holds one of",
        arguments: [
            #"<x sling:resourceType="/libs/cq/adobeims-configuration/x""#, #"<x jwtClaims="{"#,
            "keypairAlias", "techAcctId", "https://ims-na1.adobelogin.com",
        ])
    func markers(text: String) throws {
        let finder = try ConfigurationFinder.builtIn()
        #expect(finder.showsMarker(in: Array(text.utf8)))
        #expect(finder.showsMarker(in: [0xFF, 0xC3, 0x00] + Array(text.utf8) + [0x80]))
        // Files that are not UTF-8 are refused; whether a configuration is lost with them must show all the same.
        #expect(
            finder.showsMarker(in: text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }))
        #expect(
            finder.showsMarker(in: text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }))
        #expect(finder.showsMarker(in: text.unicodeScalars.flatMap { [0, 0, 0, UInt8($0.value)] }))
    }

    @Test(
        "other files show none", arguments: ["", "<jcr:root/>", "clientSecret apiKey clientId", "JWTCLAIMS"])
    func noMarkers(text: String) throws {
        #expect(!(try ConfigurationFinder.builtIn().showsMarker(in: Array(text.utf8))))
    }
}
