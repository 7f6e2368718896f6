// SPDX-License-Identifier: Apache-2.0

/// File names that mean something here, and how a name's bytes become text.
enum FileName {
    static let contentXML = Array(".content.xml".utf8)
    static let jcrRoot = Array("jcr_root".utf8)
    static let target = Array("target".utf8)
    static let mavenProject = Array("pom.xml".utf8)

    /// How the name of each file begins that a replacement writes before it renames it into place.
    static let temporaryPrefix = Array(".ims-migrate-".utf8)

    private static let configurationEndings = [".config", ".cfg.json", ".cfg", ".properties"].map {
        Array($0.utf8)
    }

    /// Whether a file of this name holds an OSGi configuration in one of the formats of Sling's installer: Felix's own, the
    /// JSON of OSGi's Configurator, or Java properties.
    static func isConfiguration(_ name: some BidirectionalCollection<UInt8>) -> Bool {
        configurationEndings.contains { name.count > $0.count && name.suffix($0.count).elementsEqual($0) }
    }

    /// A name that nobody else has, for a file or folder that is renamed when it is complete.
    static func temporary() -> [UInt8] {
        let number = String(UInt64.random(in: .min ... .max), radix: 16)
        return temporaryPrefix + Array(number.utf8)
    }

    /// The bytes as text; what is no UTF-8 is shown as `\xNN`, byte by byte.
    static func display(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        var parser = Unicode.UTF8.ForwardParser()
        var source = bytes.makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &source) {
            case .valid(let encoded):
                text += String(decoding: bytes[position..<position + encoded.count], as: UTF8.self)
                position += encoded.count
            case .error(let length):
                for byte in bytes[position..<position + length] {
                    text += "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }
                position += length
            case .emptyInput:
                return text
            }
        }
    }
}

extension [UInt8] {
    /// Calls `body` with the name as C wants it.
    func withCName<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (self + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                // A name is never empty here: the NUL was just added.
                characters.baseAddress.map(body) ?? "".withCString(body)
            }
        }
    }
}
