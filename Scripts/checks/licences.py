#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The licence line at the top of every source, script and workflow, and the licence's text.
from project import ROOT, finish, own_files, scripts

LINE = "SPDX-License-Identifier: Apache-2.0"
ENDINGS = (".swift", ".h", ".sh", ".py", ".yml", ".yaml", ".modulemap")
NAMES = ("Makefile", "Dockerfile")

shell, python = scripts()
wanted = sorted({*own_files(*ENDINGS), *shell, *python, *(n for n in own_files() if n.split("/")[-1] in NAMES)})
problems = []
for name in wanted:
    lines = (ROOT / name).read_text().split("\n")
    # Behind what must come first itself: #! or the version of Swift's package tools.
    first = 1 if lines[0].startswith(("#!", "// swift-tools-version:")) else 0
    if LINE not in "".join(lines[first:first + 1]):
        problems.append(f"{name}:{first + 1}: this line must be a comment with {LINE}")
licence = ROOT / "LICENSE"
if not licence.is_file() or "Apache License" not in licence.read_text():
    problems.append("LICENSE: the text of the Apache License is not there")
finish(problems, "files with a licence line", len(wanted))
