// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("Names of files and nodes")
struct FileNameTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var factory: String?
        var separator: OSGiFileName.Separator?
        var id: String?
        var pid: String

        init(
            _ name: String, _ factory: String?, _ separator: OSGiFileName.Separator?, _ id: String?,
            pid: String
        ) {
            (self.name, self.factory, self.separator, self.id, self.pid) = (name, factory, separator, id, pid)
        }

        var testDescription: String { name }
    }

    private static let factories = ["com.x.Y", "com.x.Y.more", "com.x", "", "com.x.Y-id.z"]

    @Test(
        "Of factories that are known, the longest that fits counts, with any of the separators",
        arguments: [
            Case("com.x.Y-id.config", "com.x.Y", .hyphen, "id", pid: "com.x.Y~id"),
            Case("com.x.Y~id.cfg.json", "com.x.Y", .tilde, "id", pid: "com.x.Y~id"),
            Case("com.x.Y.id.config", "com.x.Y", .dot, "id", pid: "com.x.Y~id"),
            Case("com.x.Y.adobe-ims-x.config", "com.x.Y", .dot, "adobe-ims-x", pid: "com.x.Y~adobe-ims-x"),
            Case("com.x.Y.more-id.config", "com.x.Y.more", .hyphen, "id", pid: "com.x.Y.more~id"),
            Case("com.x.Y.moreover.config", "com.x.Y", .dot, "moreover", pid: "com.x.Y~moreover"),
            Case("com.x.Y-a~b-c.xml", "com.x.Y", .hyphen, "a~b-c", pid: "com.x.Y~a~b-c"),
            Case("com.x.Y.config", "com.x", .dot, "Y", pid: "com.x~Y"),
            Case("com.xY.config", nil, nil, nil, pid: "com.xY"),
            Case("com.x.config", nil, nil, nil, pid: "com.x"),
            Case("com.x-.config", "com.x", .hyphen, "", pid: "com.x~"),
            Case("com.x.Y-a%2fb.config", "com.x.Y", .hyphen, "a/b", pid: "com.x.Y~a/b"),
            Case("com.x.Y%7eid.config", "com.x.Y", .tilde, "id", pid: "com.x.Y~id"),
            // To Swift's characters the dot is one with the sign before it.
            Case("com.x.Y-\u{600}.config", "com.x.Y", .hyphen, "\u{600}", pid: "com.x.Y~\u{600}"),
        ])
    func known(expected: Case) throws {
        check(try #require(OSGiFileName(fileName: expected.name, factories: Self.factories)), expected)
    }

    @Test(
        "Without a known factory, Sling's installer decides",
        arguments: [
            Case("a.b.C.config", nil, nil, nil, pid: "a.b.C"),
            Case("a.b.C-x.config", "a.b.C", .hyphen, "x", pid: "a.b.C~x"),
            Case("a.b.C~x.cfg.json", "a.b.C", .tilde, "x", pid: "a.b.C~x"),
            Case("a.b.C-x~y.config", "a.b.C-x", .tilde, "y", pid: "a.b.C-x~y"),
            Case("a.b.C-x-y.config", "a.b.C", .hyphen, "x-y", pid: "a.b.C~x-y"),
            Case(
                "a.b.C.0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9.config", "a.b.C", .dot,
                "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", pid: "a.b.C~0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"),
            Case(
                "a.b.C.0A1B2C3D-4e5f-6071-8293-a4b5c6d7e8f9.config", "a.b.C.0A1B2C3D", .hyphen,
                "4e5f-6071-8293-a4b5c6d7e8f9", pid: "a.b.C.0A1B2C3D~4e5f-6071-8293-a4b5c6d7e8f9"),
            Case("-x.config", nil, nil, nil, pid: "-x"), Case("~x-y.config", nil, nil, nil, pid: "~x-y"),
            Case("a.b-.xml", "a.b", .hyphen, "", pid: "a.b~"),
        ])
    func unknown(expected: Case) throws {
        check(try #require(OSGiFileName(fileName: expected.name)), expected)
    }

    private func check(_ name: OSGiFileName, _ expected: Case) {
        #expect(name.instance?.factoryPID == expected.factory)
        #expect(name.instance?.separator == expected.separator)
        #expect(name.instance?.id == expected.id)
        #expect(name.pid == expected.pid)
        #expect(name.fileName == expected.name.replacing("%7e", with: "~"))
    }

    @Test("Formats by extension")
    func formats() {
        #expect(OSGiFileName(fileName: "a.config")?.format == .felix)
        #expect(OSGiFileName(fileName: "a.cfg.json")?.format == .json)
        #expect(OSGiFileName(fileName: "a.xml")?.format == .node)
        #expect(OSGiFileName(fileName: "a.properties")?.format == .properties)
        #expect(OSGiFileName(fileName: "a.cfg")?.format == .cfg)
        for other in [".cfg", "a.Cfg", "a.json", "a", ".config", ".cfg.json", "a.CONFIG", ""] {
            #expect(OSGiFileName(fileName: other) == nil, "\(other)")
        }
        let node = OSGiFileName(node: "com.x.Y-a:b")
        #expect(node.format == nil)
        #expect(node.instance?.id == "a:b")
        #expect(node.fileName == "com.x.Y-a:b")
    }

    @Test("Another separator makes another file name")
    func rename() throws {
        var name = try #require(
            OSGiFileName(fileName: "com.x.Y.adobe-ims%2fx.config", factories: ["com.x.Y"]))
        name.instance?.separator = .hyphen
        #expect(name.fileName == "com.x.Y-adobe-ims%2fx.config")
        #expect(name.pid == "com.x.Y~adobe-ims/x")
    }

    @Test("A configuration read by its file name")
    func byName() throws {
        let bytes = Array(#"k="v""#.utf8)
        #expect(try OSGiConfiguration(parsing: bytes, fileName: "a.config").format == .felix)
        #expect(configError { _ = try OSGiConfiguration(parsing: bytes, fileName: "a.conf") }?.line == 1)
    }
}
