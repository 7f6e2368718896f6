#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the release build on a large content package, side by side with what any tool must at least do.

    make bench-packages       (or: Benchmarks/packages.py [--megabytes 1024] [--entries 100000] [--rounds 5])

The package holds ten JWT configurations among incompressible files.
"""
import argparse, os, tempfile, zipfile

import made_trees
from side_by_side import TOOL, compare, expect_tool

FOLDER = "jcr_root/conf/global/settings/cloudconfigs/"
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" jcr:primaryType="cq:Page">
    <jcr:content
        jcr:primaryType="cq:PageContent"
        apiKey="key-%d"
        authServerUrl="https://ims-na1.adobelogin.com"
        clientSecret="invented"
        jwtClaims="\\{&quot;iss&quot;:&quot;INVENTED@AdobeOrg&quot;}"
        keypairAlias="alias"/>
</jcr:root>
"""


def build(path, megabytes, entries):
    size = megabytes * (1 << 20) // entries
    block = os.urandom(size + entries)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("META-INF/vault/filter.xml",
            '<workspaceFilter version="1.0"><filter root="/conf"/><filter root="/content"/></workspaceFilter>')
        archive.writestr("META-INF/vault/properties.xml", "<properties><entry key=\"name\">large</entry></properties>")
        for number in range(10):
            archive.writestr("%sims-%d/.content.xml" % (FOLDER, number), PAGE % number)
        for number in range(entries - 12):
            archive.writestr("jcr_root/content/dam/folder-%03d/asset-%06d.bin" % (number % 500, number),
                block[number:number + size])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=int, default=1024)
    options.add_argument("--entries", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options = options.parse_args()
    expect_tool()
    with tempfile.TemporaryDirectory(prefix="ims-migrate-benchmark-") as folder:
        place = lambda name: os.path.join(folder, name)
        package, copy, mapping = place("large.zip"), place("copy.zip"), place("mapping.csv")
        build(package, options.megabytes, options.entries)
        made_trees.mapping(mapping)
        os.environ["XDG_STATE_HOME"] = folder
        print("A package of %d MB with %d entries and 10 configurations, %d rounds:" % (
            os.path.getsize(package) >> 20, options.entries, options.rounds))
        clean = lambda: os.path.exists(copy) and os.remove(copy)
        compare("scan, against unzip -t", "below 0.05", ["unzip", "-tqq", package], [TOOL, "scan", package],
            options.rounds)
        compare("migrate --output, against cp and sync of the copy", "at most 1.3",
            ["sh", "-c", 'cp "$0" "$1" && sync "$1"', package, copy],
            [TOOL, "migrate", package, "--mapping", mapping, "--output", copy, "--report-dir", place("reports")],
            options.rounds, clean)
        compare("migrate --output, against cp alone", "at most 1.3", ["cp", package, copy],
            [TOOL, "migrate", package, "--mapping", mapping, "--output", copy, "--report-dir", place("reports")],
            options.rounds, clean)


main()
