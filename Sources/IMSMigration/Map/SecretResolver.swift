// SPDX-License-Identifier: Apache-2.0

/// Looks up the secrets of one mapping. Each file is read once and each command is run once, so that all rows that name
/// it get the same.
struct SecretResolver {
    private let sources: SecretSources?
    private var files: [String: Result<Secret, SecretCellProblem>] = [:]
    private var commands: [[String]: Result<Secret, SecretCellProblem>] = [:]
    private var exposure: [String: Bool] = [:]
    private var standardInputRow: Int?

    /// - Parameter sources: nil to look nothing up.
    init(sources: SecretSources?) {
        self.sources = sources
    }

    /// The secret of a cell that is not blank, in row number `row`.
    mutating func secret(of cell: SecretCell, row: Int) throws(SecretCellProblem) -> MappedSecret {
        switch cell {
        case .encrypted(let text), .placeholder(let text), .plaintext(let text):
            return .resolved(Secret(text), from: cell.source)
        case .environment(let name):
            guard let sources else { return .unresolved(cell.source) }
            let noun = Self.noun(forVariable: name)
            guard let value = sources.environment(name) else {
                throw SecretCellProblem(message: "\(noun) isn't set. Export it or pass --env-file")
            }
            guard !value.isBlank else {
                throw SecretCellProblem(message: "\(noun) is empty. Give it a value, or pass --env-file")
            }
            return .resolved(Secret(value), from: cell.source)
        case .file(let path):
            guard let sources else { return .unresolved(cell.source) }
            let result = files[path] ?? Self.read(path, from: sources)
            files[path] = result
            return .resolved(try result.get(), from: cell.source)
        case .command(let words):
            guard let sources else { return .unresolved(cell.source) }
            let result = commands[words] ?? Self.run(words, by: sources)
            commands[words] = result
            return .resolved(try result.get(), from: cell.source)
        case .standardInput:
            if let first = standardInputRow {
                throw SecretCellProblem(
                    message: "standard input gives one secret, and row \(first) has it already")
            }
            standardInputRow = row
            guard let sources else { return .unresolved(cell.source) }
            return .resolved(try Self.readStandardInput(of: sources).get(), from: cell.source)
        }
    }

    /// Whether the cell names a file that others than its owner may read.
    mutating func isExposed(_ cell: SecretCell) -> Bool {
        guard case .file(let path) = cell, let sources else { return false }
        if let known = exposure[path] { return known }
        let isExposed = sources.isExposed(path)
        exposure[path] = isExposed
        return isExposed
    }

    private static func read(
        _ path: String, from sources: SecretSources
    ) -> Result<Secret, SecretCellProblem> {
        let noun = CellForm.holdsClientSecret(path) ? "the file" : "the file \(SpreadsheetCell.shown(path))"
        do {
            return secret(try sources.readFile(path), noun)
        } catch let reason as SecretFileProblem {
            switch reason {
            case .missing:
                return problem(
                    "\(noun) doesn't exist. Its path is relative to the directory of the mapping")
            case .notAFile: return problem("\(noun) isn't a regular file")
            case .tooBig: return tooBig(noun)
            case .unreadable: return problem("\(noun) can't be read. Check its permissions")
            }
        } catch {
            return problem("\(noun) can't be read. Check its permissions")
        }
    }

    /// The name of a variable, where it has the usual form. Anything else could be a secret in the wrong place.
    private static func noun(forVariable name: String) -> String {
        let isUsual = name.utf8.enumerated().allSatisfy { place, byte in
            (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
                || (place > 0 && (0x30...0x39).contains(byte))
        }
        return isUsual ? "environment variable \(name)" : "the environment variable that the cell names"
    }

    private static func run(
        _ words: [String], by sources: SecretSources
    ) -> Result<Secret, SecretCellProblem> {
        guard let run = sources.runCommand else {
            return problem("commands are run with --allow-commands only; check what the mapping runs first")
        }
        do {
            return secret(try run(words), "the output of the command")
        } catch let reason as SecretCommandProblem {
            switch reason {
            case .notFound: return problem("there is no such command, or it may not be run")
            case .failed(let status): return problem("the command failed, with exit status \(status)")
            case .ended(let signal): return problem("the command was ended by signal \(signal)")
            case .tookTooLong(let seconds):
                return problem("the command was stopped because it took longer than \(seconds) seconds")
            case .tooMuchOutput: return tooBig("the output of the command")
            case .interrupted: return problem("the command was interrupted")
            case .notStarted: return problem("the command could not be started")
            }
        } catch {
            return problem("the command could not be started")
        }
    }

    private static func readStandardInput(of sources: SecretSources) -> Result<Secret, SecretCellProblem> {
        let noun = "standard input"
        guard let read = sources.readStandardInput else {
            return problem("\(noun) is the mapping itself, and cannot be the secret too")
        }
        do {
            return secret(try read(), noun)
        } catch let reason as SecretInputProblem {
            switch reason {
            case .terminal:
                return problem("\(noun) is a terminal, which would show the secret; pipe the secret in")
            case .tooBig: return tooBig(noun)
            case .unreadable: return problem("\(noun) cannot be read")
            }
        } catch {
            return problem("\(noun) cannot be read")
        }
    }

    /// The secret that bytes are: UTF-8, without one line break at the end.
    private static func secret(_ bytes: [UInt8], _ noun: String) -> Result<Secret, SecretCellProblem> {
        guard bytes.count <= SecretSources.largestFile else { return tooBig(noun) }
        // A byte order mark is an editor's, never a part of a secret.
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            return problem("\(noun) is not UTF-8")
        }
        guard !text.utf8.contains(0) else { return problem("\(noun) holds a NUL") }
        guard !text.isBlank else { return problem("\(noun) is empty") }
        return .success(Secret(text.withoutFinalLineBreak()))
    }

    private static func tooBig(_ noun: String) -> Result<Secret, SecretCellProblem> {
        problem("\(noun) is larger than \(SecretSources.largestFile) bytes")
    }

    private static func problem(_ message: String) -> Result<Secret, SecretCellProblem> {
        .failure(SecretCellProblem(message: message))
    }
}
