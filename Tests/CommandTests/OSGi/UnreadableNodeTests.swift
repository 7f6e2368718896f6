// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@Suite("A sling:OsgiConfig node that cannot be read is never passed over without an error")
struct UnreadableNodeTests {
    private func tree(_ name: String, _ attribute: String) -> Tree {
        let file: RawPath = "jcr_root/apps/acme/config/\(name).xml"
        return [
            file: .text(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
                    jcr:primaryType="sling:OsgiConfig"
                    \(attribute)
                    auth.token.provider.client.id="one-id"
                    token.request.customizer.type="one"/>

                """)
        ]
    }

    @Test("a property that is there twice: OSGi's names have no case")
    func twice() throws {
        let twice = #"Auth.token.provider.client.id="other-id""#
        let repository = try TemporaryRepository(tree("\(OSGiPair.provider)-one", twice))
        #expect(try repository.record("check").rules == ["error osgi-malformed"])
        #expect(try repository.run("check", "repository").exit == 3)
        let other = try TemporaryRepository(tree("com.example.Other-one", twice))
        #expect(try other.record("check").rules == ["warning osgi-malformed"])
    }

    @Test("a value that FileVault would refuse, so that it cannot be told whether it is a configuration")
    func refused() throws {
        let refused = #"auth.token.provider.endpoint="{Foo}https://ims-na1.adobelogin.com""#
        let repository = try TemporaryRepository(tree("\(OSGiPair.provider)-one", refused))
        #expect(try repository.record("check").rules == ["error docview-invalid"])
        #expect(try repository.run("check", "repository").exit == 3)
        let other = try TemporaryRepository(tree("com.example.Other-one", refused))
        #expect(try other.record("check").rules == ["warning docview-invalid"])
    }
}
