#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the pages in docs/rules anew, as `ims-migrate explain` prints them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tool=$(swift build --show-bin-path)/ims-migrate
readonly tool
readonly pages=docs/rules

explain() {
    "$tool" explain --no-config --format markdown "$@"
}

rm -rf "$pages"
mkdir "$pages"
explain >"$pages/README.md"
sed -n 's/^| \[`\([a-z-]*\)`\].*/\1/p' "$pages/README.md" | while read -r rule; do
    explain "$rule" >"$pages/$rule.md"
done
printf '%s pages in %s\n' "$(find "$pages" -name '*.md' | wc -l)" "$pages"
