#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the release build on exported trees, side by side with what walks, reads or copies the same files.

    make bench            (or: Benchmarks/trees.py [--files 100000] [--rounds 5] [--json FILE] [--large])

Needs ripgrep, and lxml for the comparison with a Python script; what is missing is left out, and said. The trees are made
from a fixed seed. --large adds a tree with ten times as many files.
"""
import argparse, json, os, shutil, subprocess, tempfile

from made_trees import cloudconfigs, mapping, project, write
from side_by_side import TOOL, compare, expect_tool, machine

LXML = """
import os, sys
from lxml import etree
found = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name == ".content.xml":
            for node in etree.parse(os.path.join(folder, name)).iter():
                if "adobeims-configuration" in node.get("{http://sling.apache.org/jcr/sling/1.0}resourceType", ""):
                    found += 1
print(found)
"""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--json", metavar="FILE")
    options.add_argument("--large", action="store_true")
    options = options.parse_args()
    expect_tool()
    results = []
    with tempfile.TemporaryDirectory(prefix="ims-migrate-benchmark-") as folder:
        place = lambda name: os.path.join(folder, name)
        os.environ["XDG_STATE_HOME"] = folder
        print(machine(), flush=True)
        def measure(*arguments, **named):
            results.append(compare(*arguments, rounds=options.rounds, **named))

        cloudconfigs(place("many"), options.files, 0.05)
        files = "%d docview files, 5 %% of them IMS" % options.files
        scan = [TOOL, "scan", place("many"), "--fail-on", "never"]
        if shutil.which("rg"):
            grep = ["rg", "-l", "--hidden", "--no-ignore", "adobeims"]
            measure("scan of %s, against rg -l" % files, "at most 1.2", grep + [place("many")], scan)
            project(place("project"), 10_000)
            measure("check of a Maven project with 10000 files and no IMS, against rg -l", "at most 1.2",
                grep + [place("project")], [TOOL, "check", place("project")], codes=(0, 1))
        else:
            print("rg is not there: left out")
        python = "/usr/bin/python3"
        if subprocess.run([python, "-c", "import lxml"], stderr=subprocess.DEVNULL).returncode == 0:
            measure("scan of %s, against a Python script with lxml" % files, "at most 0.2", [python, "-c", LXML, place("many")], scan)
        else:
            print("lxml is not there: left out")
        if options.large:
            cloudconfigs(place("larger"), 10 * options.files, 0.005)
            measure("scan of ten times the files with as many configurations, against the first", "at most 11", scan,
                [TOOL, "scan", place("larger"), "--fail-on", "never"])
        cloudconfigs(place("source"), 5_000, 1.0)
        mapping(place("mapping.csv"))
        def clean():
            shutil.rmtree(place("copy"), ignore_errors=True)
            shutil.rmtree(place("work"), ignore_errors=True)
            shutil.copytree(place("source"), place("work"))
            os.sync()
        measure("migrate of 5000 configurations in place, against cp of the files and sync", "at most 3",
            ["sh", "-c", 'cp -r "$0" "$1" && sync', place("source"), place("copy")],
            [TOOL, "migrate", place("work"), "--mapping", place("mapping.csv"), "--report-dir", place("reports"), "--quiet"],
            clean=clean)
        write(place("empty/main.swift"), "")
        if subprocess.run(["swiftc", "-O", place("empty/main.swift"), "-o", place("nothing")]).returncode == 0:
            measure("--version, against an empty Swift program", "at most 15 ms more", [place("nothing")], [TOOL, "--version"])
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"machine": machine(), "rounds": options.rounds, "results": results}, file, indent=2)


main()
