// SPDX-License-Identifier: Apache-2.0

/// Where the secret of a row comes from.
package enum SecretSource: Sendable, Equatable {
    /// The environment variable of that name (`env:NAME`).
    case environment(String)
    /// A file (`file:PATH`).
    case file
    /// What a command prints (`cmd:COMMAND ARGUMENT…`).
    case command
    /// What is piped in (`stdin:`).
    case standardInput
    /// The cell itself, encrypted by the target AEM (`{hex}`).
    case encrypted
    /// The cell itself, a placeholder that AEM replaces (`$[secret:NAME]`).
    case placeholder
    /// The cell itself, readable for everybody who has the mapping.
    case plaintext
    /// Encrypted by the target AEM for this run, whatever the mapping holds; that may be clear text.
    case protected(fromPlaintext: Bool)
}

/// The secret of a row, as far as the mapping was asked for it.
package enum MappedSecret: Sendable, Equatable {
    /// The secret is known.
    case resolved(Secret, from: SecretSource)
    /// The mapping was read without `SecretSources`; the secret is an environment variable, a file, a command or
    /// standard input, which was not looked at.
    case unresolved(SecretSource)

    /// Where the secret comes from.
    package var source: SecretSource {
        switch self {
        case .resolved(_, let source), .unresolved(let source): source
        }
    }

    /// The secret itself; nil where it was not looked up.
    package var value: Secret? { if case .resolved(let secret, _) = self { secret } else { nil } }
}

/// The outside world, as far as secrets come from there.
public struct SecretSources: Sendable {
    /// No secret is as long; a larger file, or more output of a command, is something else. In bytes.
    public static let largestFile = 65_536

    /// The value of an environment variable, nil where it is not set.
    public let environment: @Sendable (String) -> String?
    /// The content of a file. The path is given as the cell has it: it is for the caller to take it relative
    /// to the folder of the CSV, and to stop reading beyond `largestFile`. A `SecretFileProblem` that it
    /// throws is named in the problem of the row; of any other error only the fact is told, because its text
    /// may hold anything.
    public let readFile: @Sendable (String) throws -> [UInt8]
    /// Whether others than its owner may read a file, whose path is as the cell has it.
    public let isExposed: @Sendable (String) -> Bool
    /// What a command prints, given as its words; nil where commands are not allowed. Of errors other than
    /// `SecretCommandProblem` only the fact is told.
    public let runCommand: (@Sendable ([String]) throws -> [UInt8])?
    /// All of standard input; nil where it is taken for something else. Called once at most. Of errors other than
    /// `SecretInputProblem` only the fact is told.
    public let readStandardInput: (@Sendable () throws -> [UInt8])?

    /// - Parameters:
    ///   - environment: the value of an environment variable, nil where it is not set.
    ///   - readFile: the content of a file, whose path is as the cell has it.
    ///   - isExposed: whether others than its owner may read a file.
    ///   - runCommand: what a command prints; nil where commands are not allowed.
    ///   - readStandardInput: all of standard input; nil where it is taken for something else.
    public init(
        environment: @escaping @Sendable (String) -> String?,
        readFile: @escaping @Sendable (String) throws -> [UInt8],
        isExposed: @escaping @Sendable (String) -> Bool = { _ in false },
        runCommand: (@Sendable ([String]) throws -> [UInt8])? = nil,
        readStandardInput: (@Sendable () throws -> [UInt8])? = nil
    ) {
        self.environment = environment
        self.readFile = readFile
        self.isExposed = isExposed
        self.runCommand = runCommand
        self.readStandardInput = readStandardInput
    }

    /// The same without what has effects: no command is run, and standard input stays unread. What they would give
    /// is taken to be in order. With it all other problems of a mapping are found before anything is started.
    package var withoutEffects: SecretSources {
        let anything = Array("-".utf8)
        return SecretSources(
            environment: environment, readFile: readFile, isExposed: isExposed,
            runCommand: runCommand == nil ? nil : { @Sendable _ in anything },
            readStandardInput: readStandardInput == nil ? nil : { @Sendable in anything })
    }
}

/// Why the file of a secret could not be read.
public enum SecretFileProblem: Error, Sendable, Equatable {
    /// There is no such file.
    case missing
    /// It is a folder, a device or another thing without text.
    case notAFile
    /// It is larger than `SecretSources.largestFile`.
    case tooBig
    /// It is there and could not be read, for want of permission for example.
    case unreadable
}

/// Why a command gave no secret.
public enum SecretCommandProblem: Error, Sendable, Equatable {
    /// There is no such command, or it may not be run.
    case notFound
    /// It ended with this exit status, which is not 0.
    case failed(status: Int)
    /// This signal ended it.
    case ended(signal: Int)
    /// It was stopped after so many seconds.
    case tookTooLong(seconds: Int)
    /// It was stopped because it printed more than `SecretSources.largestFile`.
    case tooMuchOutput
    /// It was stopped because the run was.
    case interrupted
    /// It could not be started, for want of memory for example.
    case notStarted
}

/// Why standard input gave no secret.
public enum SecretInputProblem: Error, Sendable, Equatable {
    /// It is a terminal, which would show what is typed.
    case terminal
    /// It is larger than `SecretSources.largestFile`.
    case tooBig
    /// It could not be read; it is closed, for example.
    case unreadable
}
