#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# No Swift file above 320 lines; those above 300 are named.
from project import finish, files, text

NAMED, MOST = 300, 320

lengths = {name: (text(name) or "").count("\n") for name in files(".swift")}
long = sorted((lines, name) for name, lines in lengths.items() if lines > NAMED)
problems = [f"{name}: {lines} lines, at most {MOST}: one idea to a file" for lines, name in long if lines > MOST]
near = ", ".join(f"{name} {lines}" for lines, name in long if lines <= MOST)
finish(problems, "Swift files" + (f"; above {NAMED} lines: {near}" if near else ""), len(lengths))
