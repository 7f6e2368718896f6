// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Secrets of a mapping that are not to be had, and cells that are not shown")
struct MappingSecretProblemTests {
    private struct Odd: Error, CustomStringConvertible {
        let description = "canary"
    }

    /// Secrets with something wrong about each of them.
    static let sources = SecretSources(
        environment: { ["EMPTY": "", "BLANK": " \t\n"][$0] },
        readFile: { path in
            switch path {
            case "folder": throw SecretFileProblem.notAFile
            case "locked": throw SecretFileProblem.unreadable
            case "huge": throw SecretFileProblem.tooBig
            case "larger": return [UInt8](repeating: 0x61, count: SecretSources.largestFile + 1)
            case "odd": throw Odd()
            case "empty": return []
            case "blank": return Array(" \r\n".utf8)
            case "latin": return [0x61, 0xE9]
            case "nul": return [0x61, 0]
            case "cut": return Array("{00ff}".utf8)
            default: throw SecretFileProblem.missing
            }
        })

    private static let noSuchSource =
        "it begins like a source of secrets that does not exist; there are env:, file:, cmd: and stdin:. A secret "
        + "that itself begins like this is given by one of them"

    private static let cut =
        "hexadecimal digits in braces are a secret that AEM encrypted only if there are 64, 96, 128 or more of them, "
        + "in steps of 32. Copy the whole value"
    private static let placeholder =
        "a placeholder must be all of the value, as in $[secret:NAME], in small letters up to the colon"

    @Test(
        "a secret that is not to be had",
        arguments: [
            ("env:NOT_SET", "environment variable NOT_SET isn't set. Export it or pass --env-file"),
            (
                "env:not_set",
                "the environment variable that the cell names isn't set. Export it or pass --env-file"
            ),
            ("env:EMPTY", "environment variable EMPTY is empty. Give it a value, or pass --env-file"),
            ("env:BLANK", "environment variable BLANK is empty. Give it a value, or pass --env-file"),
            ("env:", "what follows env: is no name of an environment variable (letters, digits, _ . -)"),
            ("env:a b", "what follows env: is no name of an environment variable (letters, digits, _ . -)"),
            ("env:é", "what follows env: is no name of an environment variable (letters, digits, _ . -)"),
            ("file:", "no path follows file:"),
            (
                "file:a/nowhere",
                "the file a/nowhere doesn't exist. Its path is relative to the directory of the mapping"
            ),
            (
                "file:p8e-canary-canary-canary-1",
                "the file doesn't exist. Its path is relative to the directory of the mapping"
            ),
            ("file:folder", "the file folder isn't a regular file"),
            ("file:locked", "the file locked can't be read. Check its permissions"),
            ("file:odd", "the file odd can't be read. Check its permissions"),
            ("file:huge", "the file huge is larger than 65536 bytes"),
            ("file:larger", "the file larger is larger than 65536 bytes"),
            ("file:empty", "the file empty is empty"),
            ("file:blank", "the file blank is empty"),
            ("file:latin", "the file latin is not UTF-8"),
            ("file:nul", "the file nul holds a NUL"),
            ("file:cut", "the secret that the cell stands for can't be used: \(cut)"),
            ("{0011}", cut), ("{}", cut), (" {\(String(repeating: "0f", count: 33))}", cut),
            ("$[secret:NAME", placeholder), ("x$[secret:NAME]", placeholder), ("$[Secret:NAME]", placeholder),
            ("$[env:]", placeholder),
            ("cmd:x", "commands are run with --allow-commands only; check what the mapping runs first"),
            ("cmd: ", "no command follows cmd:"),
            ("cmd:a 'b", "a quote in the command after cmd: is not closed"),
            ("cmd:a \\", "the command after cmd: ends with a backslash"),
            (" stdin:", "standard input is the mapping itself, and cannot be the secret too"),
            ("stdin:x", "there is text after stdin:, where none belongs"),
            ("Env:NAME", "write env:, file:, cmd: and stdin: in small letters"),
            ("FILE:x", "write env:, file:, cmd: and stdin: in small letters"),
            ("evn:NAME", noSuchSource), ("vault:kv/x", noSuchSource),
            (
                "\\" + MappingReaderTests.encrypted,
                "an encrypted value with the backslash of a .content.xml; leave the backslash out"
            ),
        ])
    func secrets(cell: String, message: String) {
        let csv = "\(MappingProblemTests.header)\n/a,\(cell),x\n"
        #expect(
            MappingProblemTests.problems(Array(csv.utf8), Self.sources) == [
                "row 2, column 2 (client_secret): \(message)"
            ])
    }

    @Test(
        "no cell's text is ever shown",
        arguments: [
            // Without a header.
            "canary-1,canary-2,canary-3\ncanary-4,canary-5,canary-6\n",
            "canary-1\ncanary-2\n", "canary;canary\n", "\"canary\n", "canary\"canary,b\n", "\"canary\"canary",
            "canary\0canary", "a\rcanary", "file:canary,env:canary\n",
            // With one.
            "path,client_secret,scopes,canary\n", "path,client_secret,scopes,canary",
            "path,client_secret,scopes\ncanary,canary\n",
            "path,client_secret,scopes\ncanary,file:p8e-canary-canary-canary,x\n",
            "path,client_secret,scopes\n/canary//x,env:can ary,\",\"\n",
            "path,client_secret,scopes\n/a,cmd:canary,x\n/b,stdin:canary,x\n/c,ENV:canary,x\n",
            "path,client_secret,scopes\n/a,file:odd,x\n",
            "path,client_secret,scopes,action\n/canary*,canary,canary,create\n/a,b,c,canary\n",
            "path,client_secret,scopes\n\"canary\"canary,\"canary\n",
        ])
    func canary(csv: String) {
        for sources in [Self.sources, nil] {
            do throws(MappingProblems) {
                _ = try MappingReader.read(Array(csv.utf8), sources: sources)
                // The one case that is looked up, and only that, may be readable without sources.
                #expect(sources == nil && csv.contains("file:odd"))
            } catch {
                var shown = "\(error) \(String(reflecting: error))"
                dump(error, to: &shown)
                #expect(!shown.contains("canary"))
                #expect(!shown.contains("can ary"))
            }
        }
    }
}
