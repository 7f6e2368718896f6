#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The changelog has the current version, in the form of Keep a Changelog, the newest first.
import re

from project import finish, text

SOURCE = "Sources/AuditReport/RunRecord.swift"
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

problems = []
declared = re.search(r'static let current = .*version: "([^"]+)"', text(SOURCE) or "")
if not declared:
    problems.append(f"{SOURCE}: the version of the program is not where this check looks for it")
page = text("CHANGELOG.md") or ""
headings = re.findall(r"^## (.*)$", page, re.M)
versions = []
for heading in headings:
    match = re.fullmatch(r"\[?(Unreleased|(\d+)\.(\d+)\.(\d+))\]?(?: – (\d{4}-\d\d-\d\d))?", heading)
    if not match or (match[1] == "Unreleased") == bool(match[5]):
        problems.append(f'CHANGELOG.md: "{heading}" is neither "Unreleased" nor "1.2.3 – 2030-12-31"')
    elif match[1] != "Unreleased":
        versions.append(((int(match[2]), int(match[3]), int(match[4])), match[5]))
    elif heading != headings[0]:
        problems.append("CHANGELOG.md: what is unreleased comes first")
if versions != sorted(versions, reverse=True) or len(dict(versions)) != len(versions):
    problems.append("CHANGELOG.md: the versions are not each there once, the newest first")
for kind in re.findall(r"^### (.*)$", page, re.M):
    if kind not in KINDS:
        problems.append(f'CHANGELOG.md: "{kind}" is none of {", ".join(sorted(KINDS))}')
for section in re.split(r"^## ", page, flags=re.M)[1:]:
    if not section.startswith("Unreleased") and not re.search(r"^- ", section, re.M):
        problems.append(f"CHANGELOG.md: {section.splitlines()[0]} lists nothing")
if declared and declared[1] not in [".".join(map(str, version)) for version, _ in versions]:
    problems.append(f"CHANGELOG.md: {declared[1]}, the version in {SOURCE}, is not there")
finish(problems, "headings of the changelog", len(headings))
