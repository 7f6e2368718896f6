// SPDX-License-Identifier: Apache-2.0
import OSGiConfig
import Testing

@testable import IMSMigration

@Suite("The run modes of an OSGi configuration")
struct RunModeTests {
    private func runModes(_ folder: String) -> Set<String> {
        let path = "\(folder)/com.example.Factory-1.config"
        return OSGiInstance(
            node: PropertyNode(path: path, properties: []), nodeIndex: 0, line: 1,
            name: OSGiFileName(path: path, factories: []), doubts: [], isEditable: true
        ).runModes
    }

    @Test("are those of the nearest folder called config or install, in any order")
    func nearest() {
        #expect(runModes("/apps/a/config") == [])
        #expect(runModes("/apps/a/install") == [])
        #expect(runModes("/apps/a/config.author") == ["author"])
        #expect(runModes("/apps/a/config.author/ims/more") == ["author"])
        #expect(runModes("/apps/a/install.author.prod") == runModes("/apps/b/config.prod.author/ims"))
        #expect(runModes("/apps/config.author/x/config.publish/ims") == ["publish"])
        #expect(runModes("/apps/a/config.author/config") == [])
    }

    @Test("A folder that only begins like one is none")
    func others() {
        #expect(runModes("/apps/a/configuration/x") != runModes("/apps/a/configuration/y"))
        #expect(runModes("/apps/a/config.author/configs/x") == ["author"])
    }
}
