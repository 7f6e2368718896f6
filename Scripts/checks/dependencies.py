#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# docs/dependencies.md lists what the project depends on, each with version, licence and reason, and nothing else.
import json
import re
import subprocess

import project
from project import ROOT, SELFTEST, finish, text

PAGE = "docs/dependencies.md"


def section(heading):
    """The rows of the table below a heading: what it is, its version, licence and reason."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text(PAGE) or "", re.M | re.S)
    rows = {}
    for line in re.findall(r"^\| (.*) \|$", found[1] if found else "", re.M)[1:]:
        cells = [cell.strip() for cell in line.split(" | ")]
        name = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cells[0]).replace("`", "")
        if not set(line) <= set("-| "):
            rows[name] = cells[1:]
    return rows


def words(pattern, *names):
    """The words of the lists that a pattern finds in files: comments left out, continued lines joined."""
    found = set()
    for name in names:
        lines = [line for line in (text(name) or "").split("\n") if not line.lstrip().startswith(("#", "//"))]
        for match in re.findall(pattern, "\n".join(lines).replace("\\\n", " ")):
            found |= set(match.split())
    return found


def pinned(name):
    """The packages of a list for pip, with their versions."""
    return dict(re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)$", text(name) or "", re.M))


def resolved():
    """What Swift's package manager has settled on: also what the dependencies depend on."""
    if not (ROOT / "Package.resolved").is_file():
        subprocess.run(["swift", "package", "resolve"], cwd=ROOT, check=True, capture_output=True)
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    return {pin["location"].removesuffix(".git").split("/")[-1]: pin["state"]["version"] for pin in pins}


problems, count = [], 0


def compare(heading, actual, where):
    """Holds a table against what is there; a version of None may be anything."""
    global count
    rows = section(heading)
    count += len(rows)
    for name in sorted(actual.keys() - rows.keys()):
        problems.append(f"{PAGE}: {name} ({where}) is not in the table '{heading}'")
    for name in sorted(rows.keys() - actual.keys()):
        problems.append(f"{PAGE}: {name} is in the table '{heading}', but not in {where}")
    for name in sorted(rows.keys() & actual.keys()):
        version, *rest = rows[name]
        if actual[name] and version != actual[name]:
            problems.append(f"{PAGE}: {name} is {actual[name]} in {where}, not {version}")
        if len(rest) != 2 or not all(rest):
            problems.append(f"{PAGE}: {name} needs a version, a licence and a reason")



def direct_dependencies(name):
    """What a manifest asks for, which is one version each."""
    manifest = text(name) or ""
    found = dict(re.findall(r'url: "https://github\.com/[\w-]+/([\w.-]+?)(?:\.git)?", exact: "([^"]+)"', manifest))
    if manifest.count(".package(url:") != len(found):
        problems.append(f"{name}: every package is pinned by exact:")
    return found


direct = direct_dependencies("Package.swift")
beside = {}
for name in project.files("/Package.swift"):
    beside |= direct_dependencies(name)
pins = resolved()
for name, version in direct.items():
    if pins.get(name) != version:
        problems.append(f"Package.swift: {name} {version} is not what Package.resolved has: swift package resolve")
compare("Swift packages", {**pins, **beside, **direct}, "the files Package.swift and Package.resolved")

libraries = words(r"\.apt\(\[([^\]]*)\]", "Package.swift")
compare("System libraries", {word.strip('", '): None for word in libraries}, "Package.swift")
setup = words(r"apt_packages=\(([^)]*)\)", "Scripts/setup.sh")
for name in sorted(section("System libraries").keys() - setup):
    problems.append(f"Scripts/setup.sh does not install {name}")

lists = ("Tests/readers.txt", "Tests/ReportPage/requirements.txt", "Packaging/checkers.txt")
compare("Python packages of the tests", {name: version for each in lists for name, version in pinned(each).items()},
        ", ".join(lists))

# All that scripts install by Debian's package manager, but for the libraries above.
scripts = sorted({name for group in project.scripts() for name in group} | {"Makefile", "Dockerfile"})
scripts.remove(SELFTEST)
tools = words(r"apt_packages=\(([^)]*)\)", *scripts) | words(r"for program in ([^;]*); do", "Scripts/setup.sh")
tools |= words(r"\bapt_install ([a-z0-9][a-z0-9 .+-]*)", *scripts)
# A program, and behind it the package that it comes with, where that has another name.
tools |= words(r"\bapt_provide (?:\S+ (?=[a-z0-9]))?([a-z0-9][a-z0-9.+-]*)", *scripts)
tools |= words(r"apt-get install(?: +-\S+)* +([a-z0-9][a-z0-9 .+-]*)", *scripts)
compare("Tools", {name: None for name in tools - section("System libraries").keys()}, "what scripts, Makefile and Dockerfile install")
finish(problems, "dependencies", count)
