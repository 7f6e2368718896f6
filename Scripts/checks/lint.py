#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Swift that swift-format lets pass: traps, print in libraries, unexplained unsafety, notes to do something later.
import json
import re

from project import ROOT, finish, files, line_of, text

# Where it may not be, what it is, and what to do instead. Strings and comments count too: none of these words belongs there.
NEVER = [
    ("Sources/", r"\b(fatalError|preconditionFailure|precondition|assertionFailure|assert)\s*\(",
     "ends the program: throw a typed error"),
    ("Sources/", r"\btry!|\bas!", "ends the program: throw a typed error"),
    ("Sources/", r"(?<![.\w])(?<!func )(?<!try )(print|debugPrint|dump|NSLog)\s*\(", "writes past the terminal's one place: give it to Terminal"),
    ("Sources/", r"\bimport (FoundationXML|FoundationNetworking)\b", "has no place here: CLibXML2 reads XML, IMSTokens connects"),
    ("", r"\b(TODO|FIXME)\b", "is a note to do something later: do it, or file an issue"),
    ("", r"swift-format-ignore(?!: )", "switches off every rule: name the one, and say why"),
    ("Tests/", r"\.disabled\(\s*\)", "is left out without a reason: give one"),
]
EXPLAINED = re.compile(r"nonisolated\(unsafe\)|@unchecked Sendable|\bunsafeBitCast\(|\bunowned\(unsafe\)")
RULES = ["NeverForceUnwrap", "NeverUseForceTry", "NeverUseImplicitlyUnwrappedOptionals",
         "AllPublicDeclarationsHaveDocumentation", "OrderedImports"]

problems = []
swift = files(".swift")
for name in swift:
    whole = text(name) or ""
    for folder, pattern, advice in NEVER:
        if name.startswith(folder):
            for match in re.finditer(pattern, whole):
                problems.append(f"{name}:{line_of(whole, match.start())}: {match[0].strip()} {advice}")
    lines = whole.split("\n")
    for number, line in enumerate(lines):
        # A comment on one of the five lines above, or on the line itself.
        if EXPLAINED.search(line) and "//" not in "".join(lines[max(0, number - 5):number + 1]):
            problems.append(f"{name}:{number + 1}: unsafe without a comment that says why it is safe")

rules = json.loads((ROOT / ".swift-format").read_text())["rules"]
problems += [f".swift-format: {rule} is off" for rule in RULES if not rules.get(rule)]
finish(problems, "Swift files", len(swift))
