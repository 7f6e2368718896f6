#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the package in Examples/Library, which sees nothing of the libraries but what is public, runs it on
# SampleRepository, and compares what it prints with Examples/Library/output.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly build=.build/library

swift build --package-path Examples/Library --scratch-path "$build" --product library-example
"$(swift build --package-path Examples/Library --scratch-path "$build" --show-bin-path)/library-example" \
    SampleRepository >"$build/output.txt"
diff -u Examples/Library/output.txt "$build/output.txt"
printf 'library: the example prints what it should\n'
