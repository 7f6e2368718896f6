// SPDX-License-Identifier: Apache-2.0

/// Why the cell of a secret cannot be used: a sentence without any of the cell's text.
struct SecretCellProblem: Error {
    let message: String
}

/// What a `client_secret` cell says, before anything is looked up.
enum SecretCell {
    case environment(String)
    case file(String)
    case command([String])
    case standardInput
    case encrypted(String)
    case placeholder(String)
    case plaintext(String)

    /// A cell is not trimmed, because a literal secret counts as it is; white space around a reference or an
    /// encrypted value does not make it a literal one, though.
    init(_ cell: String) throws(SecretCellProblem) {
        let trimmed = cell.trimmingWhiteSpace()
        if let scheme = Self.scheme(of: trimmed) {
            let rest = String(trimmed.dropFirst(scheme.count + 1))
            switch scheme {
            case "env":
                guard Self.isVariableName(rest) else {
                    throw SecretCellProblem(
                        message: "what follows env: is no name of an environment variable"
                            + " (letters, digits, _ . -)")
                }
                self = .environment(rest)
            case "file":
                guard !rest.isEmpty else {
                    throw SecretCellProblem(message: "no path follows file:")
                }
                self = .file(rest)
            case "cmd":
                self = .command(try Self.words(rest))
            case "stdin":
                guard rest.isEmpty else {
                    throw SecretCellProblem(message: "there is text after stdin:, where none belongs")
                }
                self = .standardInput
            case _ where Self.sources.contains(scheme.lowercased()):
                throw SecretCellProblem(message: "write env:, file:, cmd: and stdin: in small letters")
            default:
                throw SecretCellProblem(
                    message:
                        "it begins like a source of secrets that does not exist; there are env:, file:, cmd: and "
                        + "stdin:. A secret that itself begins like this is given by one of them")
            }
        } else if Self.isEncrypted(trimmed) {
            self = .encrypted(trimmed)
        } else if Self.isPlaceholder(trimmed) {
            self = .placeholder(trimmed)
        } else {
            try Self.requireLiteral(cell)
            self = .plaintext(cell)
        }
    }

    /// Where the secret of the cell comes from.
    var source: SecretSource {
        switch self {
        case .environment(let name): .environment(name)
        case .file: .file
        case .command: .command
        case .standardInput: .standardInput
        case .encrypted: .encrypted
        case .placeholder: .placeholder
        case .plaintext: .plaintext
        }
    }

    private static let sources = ["env", "file", "cmd", "stdin"]

    /// The word before the first colon, if it names a source in whatever letters, or looks as if it was meant to: no
    /// secret of Adobe's has a colon, and a mistyped source must not be written as if it were one.
    private static func scheme(of cell: String) -> String? {
        guard let colon = cell.utf8.prefix(13).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let word = String(cell[..<colon])
        let isWord = word.utf8.count > 1 && word.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        return isWord || sources.contains(word.lowercased()) ? word : nil
    }

    private static func words(_ text: String) throws(SecretCellProblem) -> [String] {
        do {
            return try CommandWords.split(text)
        } catch {
            let reason =
                switch error {
                case .noCommand: "no command follows cmd:"
                case .unterminatedQuote: "a quote in the command after cmd: is not closed"
                case .danglingBackslash: "the command after cmd: ends with a backslash"
                }
            throw SecretCellProblem(message: reason)
        }
    }

    static func isVariableName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// A value protected by Granite's CryptoSupport, in braces: an initialization vector and one or more blocks of
    /// AES, 16 bytes each, in hexadecimal.
    static func isEncrypted(_ value: String) -> Bool {
        hexDigitsInBraces(value).map { $0 >= 64 && $0.isMultiple(of: 32) } ?? false
    }

    /// How many hex digits stand in braces; nil where the value is anything else.
    private static func hexDigitsInBraces(_ value: String) -> Int? {
        guard value.utf8.count >= 2, value.utf8.first == UInt8(ascii: "{"),
            value.utf8.last == UInt8(ascii: "}")
        else { return nil }
        let digits = value.unicodeScalars.dropFirst().dropLast()
        return digits.allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit } ? digits.count : nil
    }

    /// A placeholder that AEM replaces when it reads an OSGi configuration: `$[secret:NAME]`, also with a default.
    static func isPlaceholder(_ value: String) -> Bool {
        guard let start = placeholderStarts.first(where: { value.utf8.starts(with: $0.utf8) }),
            value.utf8.last == UInt8(ascii: "]")
        else { return false }
        let rest = value.utf8.dropFirst(start.utf8.count).dropLast()
        let name = rest.prefix { $0 != UInt8(ascii: ";") }
        return !name.isEmpty && !rest.contains { "[]".utf8.contains($0) }
            && name.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    /// The kinds of placeholders that AEM knows.
    private static let placeholderStarts = ["$[secret:", "$[env:", "$[prop:"]

    /// Throws for a value that would be written as a secret, and looks like an encrypted one or like a placeholder.
    static func requireLiteral(_ value: String) throws(SecretCellProblem) {
        let trimmed = value.trimmingWhiteSpace()
        if hexDigitsInBraces(trimmed) != nil {
            throw SecretCellProblem(
                message:
                    "hexadecimal digits in braces are a secret that AEM encrypted only if there are 64, 96, 128 or "
                    + "more of them, in steps of 32. Copy the whole value")
        }
        if trimmed.first == "\\", hexDigitsInBraces(String(trimmed.dropFirst())) != nil {
            throw SecretCellProblem(
                message: "an encrypted value with the backslash of a .content.xml; leave the backslash out")
        }
        let lowercased = trimmed.lowercased()
        if placeholderStarts.contains(where: { lowercased.contains($0) }) {
            throw SecretCellProblem(
                message:
                    "a placeholder must be all of the value, as in $[secret:NAME], in small letters up to the colon"
            )
        }
    }
}
