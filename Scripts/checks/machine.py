#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Nothing that only one machine knows: its paths, its package registries, addresses of private networks.
import re

from project import SELFTEST, files, finish, line_of, text

PRIVATE = "an address of a private network"
NEVER = [
    # A path from the root of the file system that a developer's machine may have, and nobody else's. Jane and u are invented.
    (re.compile(r"(?<![\w.<}/-])/(?:(?:work|root|opt/swift)\b(?!>)|(?:home|Users|mnt)/(?!(?:jane|user|u)\b)\w)"), "a path of one machine"),
    (re.compile(r"(?<![\w.$}/-])/tmp/\w"), "a path of one machine: ask mktemp for one"),
    # Where packages come from is for the machine to know.
    (re.compile(r"--(?:extra-)?index-url|--trusted-host|\bPIP_INDEX_URL\b|\bsources\.list\b"), "a package registry"),
    (re.compile(r"https?://(?:10|127\.0\.1|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.\d+)+"), PRIVATE),
    (re.compile(r"https?://[\w.-]+\.(?:internal|intranet|corp|lan)\b"), "a host of a private network"),
]
# Says what the check looks for.
SELF = ("Scripts/checks/machine.py", SELFTEST)

problems, count = [], 0
for name in files():
    whole = None if name in SELF else text(name)
    if whole is None:
        continue
    count += 1
    for pattern, what in NEVER:
        # Tests give such addresses to what must refuse them.
        if name.startswith("Tests/") and what == PRIVATE:
            continue
        for match in pattern.finditer(whole):
            problems.append(f"{name}:{line_of(whole, match.start())}: {match[0]} is {what}")
finish(problems, "text files", count)
