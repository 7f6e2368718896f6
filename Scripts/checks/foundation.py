#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# No target and no package that the program links imports all of Foundation where FoundationEssentials is there.
#
# On Linux, Foundation brings the data of ICU along: 37 MB in a static program. Tests, the example, and the program of the
# fuzzers are linked into nothing else.
import re

from project import ROOT, finish, files, text

OTHERS = ("Tests/", "Examples/", "Fuzz/Sources/")
# What follows #else of this condition is compiled on macOS alone.
CONDITION = re.compile(r"^\s*#if canImport\(FoundationEssentials\)\s*$")
IMPORT = re.compile(r"^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
                    r"import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?"
                    r"(Foundation(?!Essentials\b)\w*)\b", re.A)


def imports(whole):
    """The line and the module of each import that also counts on Linux."""
    conditions = []
    for number, line in enumerate(whole.split("\n"), 1):
        directive = re.match(r"\s*#(if|elseif|else|endif)\b", line)
        if directive and directive[1] == "if":
            conditions.append((bool(CONDITION.match(line)), False))
        elif directive and directive[1] == "endif" and conditions:
            conditions.pop()
        elif directive and conditions:
            conditions[-1] = (conditions[-1][0], directive[1] == "else")
        elif (found := IMPORT.match(line)) and not any(known and isElse for known, isElse in conditions):
            yield number, found[1]


def linked_packages():
    """The packages whose products other targets than tests depend on, by the names of their checkouts."""
    manifest = text("Package.swift") or ""
    # A target ends where the next begins.
    for target in re.split(r"(?=\.(?:target|executableTarget|testTarget|systemLibrary)\(\n?\s*name:)", manifest)[1:]:
        path = re.search(r'path: "([^"]+)"', target)
        if not target.startswith(".testTarget") and not (path and path[1].startswith(OTHERS)):
            yield from re.findall(r'\.product\(name: "[^"]+", package: "([^"]+)"\)', target)


problems = []
own = [name for name in files(".swift") if not name.startswith(OTHERS) and name.rsplit("/", 1)[-1] != "Package.swift"]
sources = {name: text(name) or "" for name in own}
for package in sorted(set(linked_packages())):
    folder = ROOT / ".build/checkouts" / package
    if folder.is_dir():
        sources.update((str(file.relative_to(ROOT)), file.read_text()) for file in sorted(folder.glob("Sources/**/*.swift")))
for name, whole in sources.items():
    problems += [f"{name}:{line}: {module} brings ICU: import FoundationEssentials if it can be imported"
                 for line, module in imports(whole)]
finish(problems, f"Swift files, {len(sources) - len(own)} of them in packages", len(sources))
