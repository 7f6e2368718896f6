#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Packs a folder into an archive whose bytes depend on the files' names, contents and modes alone.

    dist.py FOLDER ARCHIVE.tar.gz

Names in order, no owners, and one time for all, SOURCE_DATE_EPOCH: GNU tar can do that, the tar of macOS cannot.
"""

import gzip
import os
import pathlib
import sys
import tarfile

folder, archive = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
time = int(os.environ["SOURCE_DATE_EPOCH"])


def anonymous(entry):
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = time
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


with open(archive, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in [folder, *sorted(folder.rglob("*"), key=lambda path: path.as_posix().encode())]:
            tar.add(path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=anonymous)
