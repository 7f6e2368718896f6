#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# No word that hurts or belittles, in names, comments and pages: Scripts/checks/unacceptable-words.txt
import re
from pathlib import Path

from project import finish, line_of, own_files, text

LIST = "Scripts/checks/unacceptable-words.txt"

better = {}
for line in (Path(__file__).parent / "unacceptable-words.txt").read_text().splitlines():
    if line and not line.startswith("#"):
        word, _, instead = line.partition(":")
        better[word.strip()] = instead.strip()

# Parts of camel-cased and snake-cased names are words too.
camel = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
anywhere = re.compile(r"(?<![a-z])(" + "|".join(sorted(better, key=len, reverse=True)) + r")(?![a-z])", re.I)

problems, count = [], 0
for name in own_files():
    whole = None if name == LIST else text(name)
    if whole is None:
        continue
    count += 1
    # The name first, as a line of its own.
    words = camel.sub(" ", f"{name}\n{whole}")
    for match in anywhere.finditer(words):
        problems.append(f"{name}:{line_of(words, match.start()) - 1}: {match[0]}: better {better[match[0].lower()]}")
finish(problems, "files", count)
