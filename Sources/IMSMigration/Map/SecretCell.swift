// SPDX-License-Identifier: Apache-2.0

/// Why the cell of a secret cannot be used: a sentence without any of the cell's text.
struct SecretCellProblem: Error {
    let message: String
}

/// What a `client_secret` cell says, before anything is looked up.
enum SecretCell {
    case environment(String)
    case file(String)
    case encrypted(String)
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
            case "cmd", "stdin":
                throw SecretCellProblem(
                    message: "secrets from a command or from standard input are not supported;"
                        + " use env:NAME or file:PATH")
            default:
                throw SecretCellProblem(message: "write env: and file: in small letters")
            }
        } else if Self.isEncrypted(trimmed) {
            self = .encrypted(trimmed)
        } else if trimmed.first == "\\", Self.isEncrypted(String(trimmed.dropFirst())) {
            throw SecretCellProblem(
                message: "an encrypted value with the backslash of a .content.xml; leave the backslash out")
        } else {
            self = .plaintext(cell)
        }
    }

    /// The word before the first colon, if it names a source in whatever letters.
    private static func scheme(of cell: String) -> String? {
        guard let colon = cell.utf8.prefix(6).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let word = String(cell[..<colon])
        return ["env", "file", "cmd", "stdin"].contains(word.lowercased()) ? word : nil
    }

    private static func isVariableName(_ name: String) -> Bool {
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

    /// A value protected by Granite's CryptoSupport: 64 or more hex digits in braces.
    private static func isEncrypted(_ value: String) -> Bool {
        guard value.utf8.first == UInt8(ascii: "{"), value.utf8.last == UInt8(ascii: "}") else {
            return false
        }
        let digits = value.unicodeScalars.dropFirst().dropLast()
        return digits.count >= 64 && digits.allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit }
    }
}

/// Looks up the secrets of one mapping. Each file is read once, so that all rows that name it get the same.
struct SecretResolver {
    private let sources: SecretSources?
    private var files: [String: Result<Secret, SecretCellProblem>] = [:]

    /// - Parameter sources: nil to look nothing up.
    init(sources: SecretSources?) {
        self.sources = sources
    }

    /// The secret of a cell that is not blank.
    mutating func secret(of cell: String) throws(SecretCellProblem) -> MappedSecret {
        switch try SecretCell(cell) {
        case .encrypted(let text): return .resolved(Secret(text), from: .encrypted)
        case .plaintext(let text): return .resolved(Secret(text), from: .plaintext)
        case .environment(let name):
            let source = SecretSource.environment(name)
            guard let sources else { return .unresolved(source) }
            guard let value = sources.environment(name), !value.isBlank else {
                throw SecretCellProblem(message: "the environment variable that it names is not set or empty")
            }
            return .resolved(Secret(value), from: source)
        case .file(let path):
            guard let sources else { return .unresolved(.file) }
            let result = files[path] ?? Self.read(path, from: sources)
            files[path] = result
            return .resolved(try result.get(), from: .file)
        }
    }

    private static func read(
        _ path: String, from sources: SecretSources
    ) -> Result<Secret, SecretCellProblem> {
        func problem(_ message: String) -> Result<Secret, SecretCellProblem> {
            .failure(SecretCellProblem(message: message))
        }
        let tooBig = "the file of the secret is larger than \(SecretSources.largestFile) bytes"
        let bytes: [UInt8]
        do {
            bytes = try sources.readFile(path)
        } catch let reason as SecretFileProblem {
            switch reason {
            case .missing:
                return problem("there is no such file (a path is relative to the folder of the mapping)")
            case .notAFile: return problem("the file of the secret is no regular file")
            case .tooBig: return problem(tooBig)
            case .unreadable: return problem("the file of the secret cannot be read")
            }
        } catch {
            return problem("the file of the secret cannot be read")
        }
        guard bytes.count <= SecretSources.largestFile else { return problem(tooBig) }
        // A byte order mark is an editor's, never a part of a secret.
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            return problem("the file of the secret is not UTF-8")
        }
        guard !text.utf8.contains(0) else { return problem("the file of the secret holds a NUL") }
        guard !text.isBlank else { return problem("the file of the secret is empty") }
        return .success(Secret(text.withoutFinalLineBreak()))
    }
}

extension String {
    /// Whether there is nothing but white space.
    var isBlank: Bool {
        unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    /// The text without white space around it.
    func trimmingWhiteSpace() -> String {
        let head = unicodeScalars.drop(while: \.properties.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(head[...last])
    }

    /// The text without one LF or CRLF at its end.
    func withoutFinalLineBreak() -> String {
        // By scalars: CRLF is one Character.
        var scalars = unicodeScalars[...]
        if scalars.last == "\n" {
            scalars.removeLast()
            if scalars.last == "\r" { scalars.removeLast() }
        }
        return String(scalars)
    }
}
