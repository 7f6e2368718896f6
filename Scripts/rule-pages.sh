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

# What cannot be made leaves the pages as they were.
made=$(mktemp -d)
readonly made
trap 'rm -rf "$made"' EXIT
explain >"$made/README.md"
sed -n 's/^| \[`\([a-z-]*\)`\].*/\1/p' "$made/README.md" | while read -r rule; do
    explain "$rule" >"$made/$rule.md"
done
mkdir -p "$pages"
rm -f "$pages"/*.md
cp "$made"/*.md "$pages"
printf '%s pages in %s\n' "$(find "$pages" -name '*.md' | wc -l)" "$pages"
