#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The changelog has the current version, in the form of Keep a Changelog, the newest first, dated once it has a tag.
import re
import subprocess

from project import ROOT, finish, text

SOURCE = "Sources/AuditReport/Record/RunRecord.swift"
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

problems = []
tags = subprocess.run(["git", "tag"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.replace("v", "").split()
declared = re.search(r'static let current = .*version: "([^"]+)"', text(SOURCE) or "")
if not declared:
    problems.append(f"{SOURCE}: the version of the program is not where this check looks for it")
page = text("CHANGELOG.md") or ""
headings = re.findall(r"^## (.*)$", page, re.M)
versions = []
for heading in headings:
    match = re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d|unreleased)", heading)
    if not match:
        problems.append(f'CHANGELOG.md: "{heading}" is neither "[1.2.3] - 2030-12-31" nor "[1.2.3] - unreleased"')
        continue
    version = tuple(map(int, match.groups()[:3]))
    versions.append(version)
    if match[4] == "unreleased" and (heading != headings[0] or ".".join(match.groups()[:3]) in tags):
        problems.append(f'CHANGELOG.md: "{heading}" has been released, so it has a date')
if versions != sorted(set(versions), reverse=True):
    problems.append("CHANGELOG.md: the versions are not each there once, the newest first")
for kind in re.findall(r"^### (.*)$", page, re.M):
    if kind not in KINDS:
        problems.append(f'CHANGELOG.md: "{kind}" is none of {", ".join(sorted(KINDS))}')
for section in re.split(r"^## ", page, flags=re.M)[1:]:
    if not re.search(r"^- ", section, re.M):
        problems.append(f"CHANGELOG.md: {section.splitlines()[0]} lists nothing")
if declared and declared[1] not in [".".join(map(str, version)) for version in versions]:
    problems.append(f"CHANGELOG.md: {declared[1]}, the version in {SOURCE}, is not there")
finish(problems, "headings of the changelog", len(headings))
