#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the readers that tests hold reports against (Tests/readers.txt) into .build/readers. Without Python or a
# network the tests that need them are skipped, and say so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

. Scripts/python.sh

readonly list=Tests/readers.txt

if ! python_environment .build/readers "$list"; then
    printf 'readers: not installed, so the tests that need them are skipped: %s\n' "$list" >&2
    printf 'readers: they need python3 with venv (Debian: apt-get install python3-venv) and a package index\n' >&2
fi
