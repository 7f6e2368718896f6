#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Workflows ask for rights by name, end in time, and use actions of one commit, with its version beside it.
import re

from project import finish, own_files, text

problems, count = [], 0
for name in own_files(".yml", ".yaml"):
    whole = text(name) or ""
    is_workflow = name.startswith(".github/workflows/")
    if is_workflow:
        if not re.search(r"^permissions:", whole, re.M):
            problems.append(f"{name}: no 'permissions' for the whole workflow")
        if re.search(r"^ *permissions: *write-all", whole, re.M):
            problems.append(f"{name}: asks for every right")
        if not re.search(r"^concurrency:", whole, re.M):
            problems.append(f"{name}: no 'concurrency': a new run leaves the old one running")
        jobs = re.search(r"^jobs:\n(.*)", whole, re.M | re.S)
        for job in re.findall(r"^  ([\w-]+):\n((?:    .*\n|\n|  *#.*\n)*)", jobs[1] if jobs else "", re.M):
            if "timeout-minutes:" not in job[1]:
                problems.append(f"{name}: the job {job[0]} has no timeout-minutes")
    for number, line in enumerate(whole.split("\n"), 1):
        used = re.match(r"^[ -]*uses: *[\"']?([^\s\"'#]+)[\"']? *(#.*)?$", line)
        if not used or used[1].startswith("./"):
            continue
        count += 1
        if not re.search(r"@[0-9a-f]{40}$", used[1]):
            problems.append(f"{name}:{number}: {used[1]} can change: name a commit, and its version in a comment")
        elif not re.search(r"\bv\d", used[2] or ""):
            problems.append(f"{name}:{number}: which version is this? Say so in a comment, as in '# v1.2.3'")
finish(problems, "uses of actions", count)
