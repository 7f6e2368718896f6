#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Every command and option says in --help what it does, stands in the documentation, and is not made up there.
import json
import re
import subprocess

from project import finish, line_of, own_files, program, text

# In the documentation as words by themselves, and of other programs.
OTHERS = {"--tool", "--static-swift-stdlib"}

# A command line of the program, to where the shell ends it.
LINE = re.compile(r"\bims-migrate (?:[^|;&`\n\\]|\\\n)+")
# An option by itself, as text speaks of it.
ALONE = re.compile(r"`(--[a-z][a-z-]*[a-z])(?![\w…-])[^`\n]*`")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z](?![\w…-])")


def help_of(path):
    """What the program tells of itself, for programs."""
    run = subprocess.run([path, "--experimental-dump-help"], check=True, capture_output=True)
    return json.loads(run.stdout)["command"]


def walk(command, above=()):
    """Each command with its full name, as far as it is shown."""
    if command["commandName"] == "help" or not command.get("shouldDisplay", True):
        return
    name = (*above, command["commandName"])
    yield " ".join(name), command
    for child in command.get("subcommands", []):
        yield from walk(child, name)


problems, options, commands = [], {}, {}
for name, command in walk(help_of(program())):
    commands[name] = command
    if not command.get("abstract"):
        problems.append(f"{name} --help does not say what the command does")
    if not command.get("subcommands") and f"{name.split()[0]} " not in command.get("discussion", ""):
        problems.append(f"{name} --help has no example")
    for argument in command.get("arguments", []):
        longs = ["--" + each["name"] for each in argument.get("names", []) if each["kind"] == "long"]
        for long in longs:
            options.setdefault(long, set()).add(name)
        if argument.get("shouldDisplay", True) and not argument.get("abstract"):
            problems.append(f"{name} --help does not say what {(longs or [argument.get('valueName')])[0]} is for")

pages = [name for name in own_files(".md") if name.startswith(("README.md", "docs/"))]
manual = "\n".join(text(page) or "" for page in pages)
shown = {"--" + n["name"] for c in commands.values() for a in c.get("arguments", []) if a.get("shouldDisplay", True)
         for n in a.get("names", []) if n["kind"] == "long"}
for option in sorted(shown - {"--help", "--version"}):
    # --no-color beside --color: the help shows both as one, and so says what it does.
    if option.startswith("--no-") and "--" + option.removeprefix("--no-") in shown:
        continue
    if not re.search(re.escape(option) + r"(?![\w-])", manual):
        problems.append(f"{option} ({', '.join(sorted(options[option])[:3])}) is not in README.md or docs")
for name in sorted(commands):
    words = name.split()[1:]
    if words and not re.search(r"(?<![\w-])" + r"\s+".join(words) + r"(?![\w-])", manual):
        problems.append(f"the command {name} is not in README.md or docs")
for page in pages:
    whole = text(page) or ""
    named = [(match.start() + each.start(), each[0]) for match in LINE.finditer(whole) for each in OPTION.finditer(match[0])]
    named += [(match.start(), match[1]) for match in ALONE.finditer(whole)]
    for offset, option in named:
        if option not in options and option not in OTHERS:
            problems.append(f"{page}:{line_of(whole, offset)}: there is no option {option}")
finish(problems, f"commands with {len(shown)} options", len(commands))
