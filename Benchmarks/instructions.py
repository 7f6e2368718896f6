#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions that the release build takes for small fixed work, and fails where they have grown.

    make check-instructions   (or: Benchmarks/instructions.py [--update])

Counted by `valgrind --tool=callgrind`, with one worker and without chance in hashing. Time differs from run to run and from
machine to machine; counts of the same build differ by a few in ten thousand. They do differ with compiler and libraries:
after a change of those, or one that is meant to cost more, --update writes what they are now to instructions.json.
"""
import argparse, json, os, re, shutil, subprocess, sys, tempfile

import made_trees
from side_by_side import ROOT, TOOL, expect_tool

KEPT = os.path.join(ROOT, "Benchmarks/instructions.json")


def works(folder):
    """The commands by name."""
    tree = os.path.join(folder, "tree")
    made_trees.cloudconfigs(tree, 400, 0.1)
    mapping = os.path.join(folder, "mapping.csv")
    made_trees.mapping(mapping)
    planned = ["migrate", tree, "--mapping", mapping, "--dry-run", "--report-dir", os.path.join(folder, "reports")]
    return {
        "scan of 400 files, 10 % of them configurations": ["scan", tree, "--fail-on", "never"],
        "dry run of their migration, as JSON": planned + ["--format", "json"],
        "dry run of their migration, as HTML": planned + ["--format", "html"],
        "--version": ["--version"],
    }


def count(tool, arguments, folder):
    environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1", XDG_STATE_HOME=folder)
    jobs = [] if arguments == ["--version"] else ["--jobs", "1"]
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", tool] + arguments + jobs,
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit("%s %s failed under valgrind:\n%s" % (tool, " ".join(arguments), run.stderr))
    return int(found.group(1))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--update", action="store_true")
    options = options.parse_args()
    expect_tool()
    with open(KEPT) as file:
        kept = json.load(file)
    failed = False
    with tempfile.TemporaryDirectory(prefix="ims-migrate-instructions-") as folder:
        # Valgrind cannot read the debug information of every compiler.
        tool = os.path.join(folder, "ims-migrate")
        shutil.copy(TOOL, tool)
        subprocess.run(["strip", "--strip-debug", tool], check=True)
        for name, arguments in works(folder).items():
            counted = count(tool, arguments, folder)
            before = kept["instructions"].get(name)
            ratio = counted / before if before else 1
            grown = ratio > kept["mostGrowth"]
            failed = failed or grown or before is None
            print("%-48s %13d  %s" % (name, counted, "new" if before is None else "%.3f of %d%s" % (
                ratio, before, ": TOO MANY" if grown else "")), flush=True)
            if options.update:
                kept["instructions"][name] = counted
    if options.update:
        with open(KEPT, "w") as file:
            json.dump(kept, file, indent=2)
            file.write("\n")
    elif failed:
        sys.exit("More instructions than %s allows. Find out what costs them; if they are meant, run "
            "Benchmarks/instructions.py --update and say why in the commit." % os.path.relpath(KEPT, ROOT))


main()
