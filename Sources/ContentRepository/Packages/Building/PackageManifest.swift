// SPDX-License-Identifier: Apache-2.0

/// `META-INF/MANIFEST.MF`: for people and tools, not read by an import.
struct PackageManifest {
    let text: String

    /// The manifest of a package that changes nothing but `package.nodes`.
    init(_ package: DeltaPackage) {
        let identity = package.identity
        self.init(
            id: "\(identity.group):\(identity.name):\(identity.version)", type: package.packageType,
            roots: package.sortedNodes.map(\.path), description: package.description)
    }

    /// The manifest of a package that says this of itself.
    init(of properties: PackageProperties, roots: [String]) {
        self.init(
            id: properties.identifier, type: properties.packageType, roots: roots,
            description: properties["description"])
    }

    private init(id: String?, type: String?, roots: [String], description: String?) {
        let headers: [(String, String?)] = [
            ("Manifest-Version", "1.0"),
            ("Content-Package-Id", id),
            ("Content-Package-Type", type),
            ("Content-Package-Roots", roots.joined(separator: ",")),
            ("Content-Package-Description", description),
        ]
        text =
            headers.compactMap { name, value in
                value.flatMap { $0.isEmpty ? nil : Self.folded("\(name): \(Self.oneLine($0))") }
            }.joined() + "\r\n"
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
    }

    /// A header in lines of at most 72 bytes; a line that begins with a space continues the one before (JAR file
    /// specification). No character is split.
    private static func folded(_ header: String) -> String {
        var text = ""
        var length = 0
        for scalar in header.unicodeScalars {
            let size = String(scalar).utf8.count
            if length + size > 72 {
                text += "\r\n "
                length = 1
            }
            text.unicodeScalars.append(scalar)
            length += size
        }
        return text + "\r\n"
    }
}
