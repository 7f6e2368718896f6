#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the manual pages, one for each command, of what the program says of its commands itself.

    manual.py PROGRAM FOLDER

PROGRAM is asked for its commands (--experimental-dump-help) and its version. The pages are mdoc(7), which groff and
mandoc both read. Nothing in them is known here but their layout, and what no command's help has room for: ADDITIONS.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import time

ADDITIONS = pathlib.Path(__file__).with_name("manual-additions.mdoc")
MONTHS = ("January February March April May June July August September October November December").split()


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def date():
    """The day of the sources, so that the same sources make the same pages."""
    day = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    return f"{MONTHS[day.tm_mon - 1]} {day.tm_mday}, {day.tm_year}"


def text(line):
    """A line of prose, a line for each sentence: nothing in it is a request, and `code` is set in bold."""
    line = line.replace("\\", "\\e")
    line = re.sub(r"(?<![\w`])--?[a-z][\w-]*", lambda option: option[0].replace("-", "\\-"), line)
    line = re.sub(r"`([^`]+)`", r"\\fB\1\\fP", line)
    lines = re.sub(r"(?<=[a-z)\"P]\.) (?=[A-Z])", "\n", line).split("\n")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in lines)


def word(name):
    """An argument of a macro: never taken for a macro itself."""
    return "\\&" + name.replace("\\", "\\e")


def paragraphs(prose):
    """Blocks between empty lines; lines that begin with a space, or `NAME:  command` lines, stay as they are."""
    for block in re.split(r"\n\s*\n", prose.strip("\n")):
        lines = block.split("\n")
        filled, literal = [], []
        for line in lines:
            (literal if line[:1] == " " or literal else filled).append(line)
        if len(lines) > 1 and not literal:
            filled, literal = [], lines
        yield filled, literal


def described(prose):
    """The lines of a description, paragraph by paragraph."""
    page = []
    for filled, literal in paragraphs(prose):
        page += [".Pp"] + [text(line) for line in filled] if filled else []
        if literal:
            page += [".Bd -literal -offset indent"]
            page += ["\\&" + line.replace("\\", "\\e").replace("-", "\\-").removeprefix("  ") for line in literal]
            page += [".Ed"]
    return page


def split_exit_codes(prose):
    """The description without its paragraph of exit codes, and these: `Exit codes: 0 done; 1 failure; …`."""
    match = re.search(r"^Exit codes: ([^\n]+)$", prose, re.MULTILINE)
    if not match:
        return prose, []
    codes = re.findall(r"(\d+) ((?:(?!; \d+ ).)+)", match[1].rstrip("."))
    return prose[: match.start()] + prose[match.end() :], codes


def flag(name):
    return {"long": f"\\-{name['name']}", "longWithSingleDash": name["name"], "short": name["name"]}[name["kind"]]


def names(argument):
    """The names of an option, as the items of a list."""
    if argument["kind"] == "positional":
        return f".It Ar {word(argument['valueName'])}" + (" ..." if argument["isRepeating"] else "")
    spelled = " , ".join(f"Fl {flag(name)}" for name in argument["names"])
    value = f" Ar {word(argument['valueName'])}" if argument["kind"] == "option" else ""
    return f".It {spelled}{value}"


def explained(argument):
    """What an option does, its values and what it is without being given."""
    page = [text(argument["abstract"])] if argument.get("abstract") else []
    notes = []
    if values := argument.get("allValues"):
        notes.append("Values: " + ", ".join(values) + ".")
    if default := argument.get("defaultValue"):
        notes.append(f"Default: {default}.")
    return page + [text(note) for note in notes]


def synopsis(arguments, command):
    """The line that shows how a command is typed."""
    options = [a for a in arguments if a["kind"] != "positional"]
    page = [".Nm " + " ".join(command)]
    for option in (o for o in options if o["kind"] == "option" and not o["isOptional"]):
        page.append(f".Fl {flag(option['preferredName'])} Ar {word(option['valueName'])}")
    if any(option["isOptional"] for option in options):
        page.append(".Op Ar options")
    for argument in (a for a in arguments if a["kind"] == "positional"):
        value = f"Ar {word(argument['valueName'])}" + (" ..." if argument["isRepeating"] else "")
        page.append(f".Op {value}" if argument["isOptional"] else f".{value}")
    return page


def page_of(command, path, facts):
    """One page. `path` is the command with those above it."""
    title = "-".join(path)
    arguments = [a for a in command.get("arguments", []) if a["shouldDisplay"]]
    children = [c for c in command.get("subcommands", []) if c["shouldDisplay"] and c["commandName"] != "help"]
    prose, codes = split_exit_codes(command.get("discussion") or "")
    abstract = command.get("abstract", "").rstrip(".")
    brief = abstract.split(". ")[0]

    page = [
        '.\\" Made by Packaging/manual.py of what the command says of itself.',
        f".Dd {facts['date']}",
        f".Dt {title.upper()} 1",
        f".Os {path[0]} {facts['version']}",
        ".Sh NAME",
        f".Nm {title}",
        f".Nd {text(brief[:1].lower() + brief[1:] if brief[1:2].islower() else brief)}",
        ".Sh SYNOPSIS",
    ]
    for child in children:
        page += [f".Nm {' '.join(path)} {child['commandName']}", ".Op Ar arguments"]
    if not children:
        page += synopsis(arguments, path)
    page += [".Sh DESCRIPTION", text(abstract) + "."] + described(prose)
    for kind, heading in (("positional", "Arguments"), ("", "Options")):
        chosen = [a for a in arguments if (a["kind"] == "positional") == (kind == "positional")]
        if chosen:
            page += [f".Ss {heading}", ".Bl -tag -width Ds"]
            for argument in chosen:
                page += [names(argument)] + explained(argument)
            page.append(".El")
    if children:
        page += [".Ss Commands", ".Bl -tag -width Ds"]
        for child in children:
            page += [f".It Xr {title}-{child['commandName']} 1", text(child.get("abstract", ""))]
        page.append(".El")
    if len(path) == 1:
        page += ADDITIONS.read_text(encoding="utf-8").rstrip("\n").split("\n")
    page.append(".Sh EXIT STATUS")
    if codes:
        page += [".Bl -tag -width Ds -compact"]
        for code, meaning in codes:
            page += [f".It {code}", text(meaning)]
        page.append(".El")
    else:
        page += ["As in", f".Xr {path[0]} 1 ."]
    if len(path) > 1:
        page += [".Sh SEE ALSO"] + [f".Xr {'-'.join(path[:depth])} 1" + (" ," if depth < len(path) - 1 else "")
                                    for depth in range(1, len(path))]
    yield title, "\n".join(page) + "\n"
    for child in children:
        yield from page_of(child, path + [child["commandName"]], facts)


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    described_commands = json.loads(output(program, "--experimental-dump-help"))["command"]
    facts = {"date": date(), "version": output(program, "--version").strip()}
    folder.mkdir(parents=True, exist_ok=True)
    for title, page in page_of(described_commands, [described_commands["commandName"]], facts):
        (folder / f"{title}.1").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
