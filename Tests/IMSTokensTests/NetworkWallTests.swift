// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@Suite("No other target than IMSTokens can open a connection")
struct NetworkWallTests {
    @Test("the package lets IMSTokens alone depend on libcurl")
    func dependencies() throws {
        let manifest = try String(
            contentsOf: ProjectFolder.file("Package.swift"), encoding: .utf8)
        #expect(manifest.ranges(of: "\"CLibCurl\"").count == 2, "its declaration, and one dependency")
        #expect(manifest.contains(#".target(name: "IMSTokens", dependencies: ["CLibCurl"]"#))
    }

    /// What Swift and C have for connections; names of functions with their opening bracket.
    static let words = [
        "import CLibCurl", "import FoundationNetworking", "import Network", "import CFNetwork", "import NIO",
        "URLSession", "URLRequest", "NSURLConnection", "CFSocket", "CFStream", "NWConnection",
        "InputStream(url",
        "socket(", "socketpair(", "connect(", "getaddrinfo(", "gethostbyname(", "sendto(", "curl_",
        "contentsOf: URL(string", "dlopen(",
    ]

    @Test("no source outside of it speaks of connections", arguments: words)
    func sources(_ word: String) throws {
        var examined = 0
        let folder = ProjectFolder.file("Sources")
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where name.hasSuffix(".swift") || name.hasSuffix(".h") {
            guard !name.hasPrefix("IMSTokens/"), !name.hasPrefix("CLibCurl/") else { continue }
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            #expect(!text.contains(word), "\(name)")
            examined += 1
        }
        #expect(examined > 100)
    }

    @Test("the words are those that the wall's own side needs")
    func ownSide() throws {
        let text = try String(
            contentsOf: ProjectFolder.file("Sources/IMSTokens/HTTP/HTTPPost.swift"), encoding: .utf8
        )
        for word in ["import CLibCurl", "curl_"] { #expect(text.contains(word)) }
    }
}
