// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Testing

@testable import ims_migrate

/// A command as it is called, with all above it.
struct CalledCommand: Sendable, CustomTestStringConvertible {
    let names: [String]
    let type: any ParsableCommand.Type

    var testDescription: String { names.joined(separator: " ") }

    /// Every command and subcommand, the outermost first.
    static let all = below(CalledCommand(names: ["ims-migrate"], type: ims_migrate.IMSMigrate.self))

    private static func below(_ command: CalledCommand) -> [CalledCommand] {
        [command]
            + command.type.configuration.subcommands.flatMap {
                below(CalledCommand(names: command.names + [$0.configuration.commandName ?? ""], type: $0))
            }
    }

    /// The command lines among the examples of its help, without the name of the program.
    var examples: [[String]] {
        type.configuration.discussion.replacing("\\\n", with: " ").split(separator: "\n").compactMap { line in
            guard let start = line.range(of: "ims-migrate "),
                line.hasPrefix("  ") || line.contains(":  ims-migrate ")
            else { return nil }
            return ShellWords.split(String(line[start.lowerBound...])).dropFirst().map { $0 }
        }
    }
}

/// As a shell takes a line apart, up to a pipe or a redirection. No more of it than examples need.
enum ShellWords {
    static func split(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == ">" || character == "|" {
                break
            } else if character == " " {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}

@Suite("Help that helps")
struct HelpTests {
    @Test("every command has examples, of itself or of what is below it", arguments: CalledCommand.all)
    func examples(command: CalledCommand) throws {
        let path = Array(command.names.dropFirst())
        try #require(!command.examples.isEmpty, "no example in the help")
        #expect(command.examples.contains { $0.starts(with: path) }, "none is of it")
    }

    @Test("every example is a command line that can be used", arguments: CalledCommand.all)
    func parsing(command: CalledCommand) {
        for example in command.examples {
            #expect(throws: Never.self, "\(example)") {
                _ = try ims_migrate.IMSMigrate.parseAsRoot(example)
            }
        }
    }

    @Test("an example that is wrong would be noticed")
    func wrongExample() {
        #expect(throws: (any Error).self) {
            try ims_migrate.IMSMigrate.parseAsRoot(ShellWords.split("scan my-export --formt json"))
        }
        #expect(ShellWords.split(#"a "b c" d >> e"#) == ["a", "b c", "d"])
    }

    @Test("no line of any help is wider than a terminal", arguments: CalledCommand.all)
    func width(command: CalledCommand) {
        let help = ims_migrate.IMSMigrate.helpMessage(for: command.type, columns: 80)
        for line in help.split(separator: "\n") where !line.hasPrefix("USAGE:") {
            #expect(line.count <= 80, "\(line)")
        }
    }
}

@Suite("Slips of the pen")
struct DidYouMeanTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(
        "what was most probably meant is told, with exit code 64",
        arguments: [
            (["scna", "x"], "Did you mean 'scan'?"),
            (["report", "rendr", "x"], "Did you mean 'render'?"),
            (["mapping", "tmplate", "x"], "Did you mean 'template'?"),
            (["config", "shw"], "Did you mean 'show'?"),
            (["--jobs", "3", "scan", "x"], "Options come behind the command"),
            (["scan", "x", "--formt", "json"], "Did you mean '--format'?"),
            (["explain", "jwt-depreciated"], "Did you mean 'jwt-deprecated'?"),
            (["profile", "show", "osg"], "Did you mean osgi?"),
            (["scan", "x", "--format", "jsno"], "Did you mean 'json'?"),
            (["check", "x", "--fail-on", "warnings"], "Did you mean 'warning'?"),
            (["scan", "x", "--color", "allways"], "Did you mean 'always'?"),
        ] as [([String], String)])
    func nearest(words: [String], hint: String) throws {
        let run = try IMSMigrate.run(words, in: folder.path, home: folder.path)
        #expect(run.exit == 64 && run.errors.contains(hint), "\(run)")
        #expect(run.output.isEmpty)
    }

    @Test("what is close to nothing is told what there is")
    func far() throws {
        let run = try IMSMigrate.run(["xyzzy"], in: folder.path, home: folder.path)
        #expect(run.exit == 64 && run.errors.contains("There are scan, migrate, check"), "\(run)")
        let rule = try IMSMigrate.run(["explain", "xyzzy"], in: folder.path, home: folder.path)
        #expect(rule.exit == 64 && rule.errors.contains("`ims-migrate explain` lists them"), "\(rule)")
    }

    @Test("a mistake that a command notices shows the usage of that command")
    func usage() throws {
        let run = try IMSMigrate.run(["profile", "show", "xyzzy"], in: folder.path, home: folder.path)
        #expect(run.errors.contains("Usage: ims-migrate profile show"), "\(run)")
        #expect(run.errors.contains("ims-migrate profile show --help"), "\(run)")
    }

    @Test("where reports cannot go is said in the system's words, and with a way out")
    func reportFolder() throws {
        let repository = try TemporaryRepository([cloudconfigs / "target/.content.xml": .jwt])
        try repository.write("taken", to: "file")
        let run = try repository.run("scan", "repository", "--report-dir", "file")
        #expect(run.exit == 74 && run.errors.contains("could not be written: File exists"), "\(run)")
        #expect(run.errors.contains("--report-dir") && !run.errors.contains("Error Domain"), "\(run)")
    }
}
