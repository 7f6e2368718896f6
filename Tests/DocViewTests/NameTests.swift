// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

@Suite("Names in XML, in file systems, and their order")
struct NameTests {
    @Test(
        "ISO 9075: characters that XML does not allow at their place are encoded, and come back",
        arguments: [
            ("2020", "_x0032_020"), ("a b", "a_x0020_b"), ("city@LastModified", "city_x0040_LastModified"),
            ("item[2]", "item_x005b_2_x005d_"), ("-a", "_x002d_a"), ("_x0031_", "_x005f_x0031_"),
            ("xml", "xml"),
            ("é", "é"), ("a_x", "a_x"), ("a-b.c", "a-b.c"), ("", ""), ("_", "_"), ("😀", "_xd83d__xde00_"),
            ("jcr:content", "jcr:content"), ("jcr:2020", "jcr:_x0032_020"), ("a:b:c", "a:b_x003a_c"),
            ("a_x0020_b", "a_x005f_x0020_b"), ("a/b", "a_x002f_b"), ("名前", "名前"),
        ])
    func iso9075(name: String, encoded: String) {
        #expect(ISO9075.encode(name) == encoded)
        #expect(ISO9075.decode(encoded) == name)
    }

    @Test("ISO 9075: only _x, four hexadecimal digits and _ are decoded")
    func iso9075Literals() {
        for literal in ["_X0031_", "_x20_", "_x00310_", "_x003_", "_x0031", "_xyz0_", "_x"] {
            #expect(ISO9075.decode(literal) == literal)
        }
        #expect(ISO9075.decode("_x005B_") == "[")
        #expect(ISO9075.decode("_x0031__x0032_") == "12")
        #expect(ISO9075.decode("__x0031_") == "_1")
    }

    @Test(
        "File names: the prefix goes between underscores, what file systems dislike becomes %hh, and it comes back",
        arguments: [
            ("jcr:content", "_jcr_content"), ("p:n", "_p_n"), ("test.jpg", "test.jpg"), ("a:b:c", "_a_b%3ac"),
            ("a_b:c", "a_b%3ac"), ("cq:test_image.jpg", "_cq_test_image.jpg"),
            ("test_image.jpg", "test_image.jpg"),
            ("_testimage.jpg", "_testimage.jpg"), ("_test_image.jpg", "__test_image.jpg"), ("_a", "_a"),
            ("__a", "___a"), ("cq:test:image.jpg", "_cq_test%3aimage.jpg"),
            ("_cq_:test.jpg", "__cq_%3atest.jpg"),
            ("_cq:test.jpg", "_cq%3atest.jpg"), ("_cq:t", "_cq%3at"), ("cq_:test.jpg", "cq_%3atest.jpg"),
            (#"a\<>|"/?%b"#, "a%5c%3c%3e%7c%22%2f%3f%25b"), ("a*[b] é", "a*[b] é"),
            ("rep:policy", "_rep_policy"),
            (":a", "%3aa"), ("_", "_"), ("", ""), ("_appId__", "__appId__"),
            // To Swift's characters an accent is one with the underscore before it.
            ("_\u{301}a_b", "__\u{301}a_b"),
        ])
    func platformNames(name: String, file: String) {
        #expect(PlatformName.encode(name) == file)
        #expect(PlatformName.decode(file) == name)
    }

    @Test(
        "File names that no encoder writes are still read as FileVault reads them",
        arguments: [
            ("%2", "%2"), ("a%", "a%"), ("a%3Ab", "a:b"), ("_x", "_x"), ("_a_b_c", "a:b_c"), ("%zz", "%zz"),
            ("_%3ab", "_%3ab"), ("__", "_"),
        ])
    func platformLeniency(file: String, name: String) {
        #expect(PlatformName.decode(file) == name)
    }

    @Test(
        "The JCR path of a file, by its path",
        arguments: [
            ("export/jcr_root/conf/acme/.content.xml", "/conf/acme"), ("jcr_root/.content.xml", "/"),
            ("conf/acme/_cq_dialog.xml", "/conf/acme/cq:dialog"),
            ("a/jcr_root/b/jcr_root/apps/_x_y/.content.xml", "/apps/x:y"),
            ("conf/photo.png.dir/.content.xml", "/conf/photo.png"),
            ("apps/acme/com.x.Y-1.config", "/apps/acme/com.x.Y-1.config"),
            ("src/conf/.content.xml", nil), ("", nil),
            // What is no name of a node stays as it is spelled, and an ending is none without a name before it.
            ("conf/a%2fb/.content.xml", "/conf/a%2fb"), ("conf/.dir/.content.xml", "/conf/.dir"),
            ("conf/.xml", "/conf/.xml"),
            // To Swift's characters the dot is one with the sign before it.
            ("conf/a\u{600}.xml", "/conf/a\u{600}"), ("conf/a\u{600}.dir/.content.xml", "/conf/a\u{600}"),
        ] as [(String, String?)])
    func platformPaths(file: String, path: String?) {
        #expect(PlatformPath.jcrPath(ofFile: file) == path)
    }

    @Test(
        "Attributes are ordered: xml first, prefixed before unprefixed, then without regard to case and colon"
    )
    func propertyOrder() {
        let sorted = [
            "xml:lang", "cq:lastModified", "cq:lastModifiedBy", "jcr:primaryType", "jcr:title",
            "sling:resourceType", "Alpha", "alpha", "apiKey", "authenticationType", "authServerUrl", "Zeta",
            "zeta",
        ]
        #expect(sorted.shuffled().sorted { PropertyOrder($0) < PropertyOrder($1) } == sorted)
        // The colon does not count: "ab:c" and "a:bd" compare as "abc" and "abd".
        #expect(PropertyOrder("ab:c") < PropertyOrder("a:bd"))
        // UTF-16 units, not code points: a surrogate is smaller than U+FF5E.
        #expect(PropertyOrder("😀") < PropertyOrder("～"))
    }
}
