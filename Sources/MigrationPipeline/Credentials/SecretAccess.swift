// SPDX-License-Identifier: Apache-2.0

import IMSMigration
import SystemPackage

/// Where the secrets of a mapping may come from, beyond the environment and files.
package struct SecretAccess: Sendable {
    /// The largest `.env` file that is read, in bytes.
    static let largestEnvironmentFile = 1 << 20

    /// Whether `cmd:` cells are run.
    package var allowsCommands: Bool
    /// A `.env` file with variables for `env:` cells. A variable of the environment itself counts before it.
    package var environmentFile: String?

    /// The environment and files alone, unless more is asked for.
    package init(allowsCommands: Bool = false, environmentFile: String? = nil) {
        self.allowsCommands = allowsCommands
        self.environmentFile = environmentFile
    }

    /// The variables of the `.env` file; nil where there is none. Throws `RunFailure` (65).
    func variables() throws(RunFailure) -> EnvironmentFile? {
        guard let environmentFile else { return nil }
        let bytes = try LocalFile.input(environmentFile, limit: Self.largestEnvironmentFile)
        do {
            return try EnvironmentFile(bytes)
        } catch {
            let lines = error.problems.map { "  \($0)" }
            throw RunFailure(
                .inputUnusable,
                (["\(environmentFile): cannot be used as a .env file:"] + lines).joined(separator: "\n"))
        }
    }

    /// The sources for a mapping.
    ///
    /// - Parameters:
    ///   - folder: the folder of the mapping, which paths in it are relative to.
    ///   - variables: those of the `.env` file.
    ///   - mappingIsStandardInput: whether the mapping itself is piped in.
    func sources(
        folder: FilePath, variables: EnvironmentFile?, mappingIsStandardInput: Bool
    ) -> SecretSources {
        SecretSources(
            environment: { name in
                if let value = Environment.value(of: name), !value.allSatisfy(\.isWhitespace) { return value }
                return variables?[name]
            },
            readFile: { path in try Self.secret(at: folder.pushing(FilePath(path)).string) },
            isExposed: { path in LocalFile.isOpenToOthers(folder.pushing(FilePath(path)).string) },
            runCommand: allowsCommands
                ? { @Sendable words in try SecretCommand(words).output(limit: SecretSources.largestFile) }
                : nil,
            readStandardInput: mappingIsStandardInput
                ? nil : { @Sendable in try StandardInput.read(limit: SecretSources.largestFile) })
    }

    private static func secret(at path: String) throws(SecretFileProblem) -> [UInt8] {
        do {
            return try LocalFile.read(path, limit: SecretSources.largestFile, regularOnly: true)
        } catch .missing {
            throw .missing
        } catch .notAFile {
            throw .notAFile
        } catch .tooBig {
            throw .tooBig
        } catch {
            throw .unreadable
        }
    }
}
