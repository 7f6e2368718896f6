#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The public API of the libraries against the last version's tag: nothing that others may use has gone or changed.
# What is meant to break is listed in Scripts/checks/api-changes-meant.txt and starts a new major version (before 1.0:
# minor version), which the changelog tells of. Builds the libraries of the tag too, which takes some minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly meant=Scripts/checks/api-changes-meant.txt

tag=$(git tag --list --merged HEAD --sort=-version:refname | grep -E '^v?[0-9]+\.[0-9]+\.[0-9]+$' | head -n 1 || true)
if [ -z "$tag" ]; then
    echo 'no version has a tag yet, so there is no API to keep'
    exit 77
fi
# Products for others: not those of packages beside this one (Fuzz, Benchmarks), whose targets lie with them.
mapfile -t products < <(swift package dump-package | python3 -c '
import json, sys
package = json.load(sys.stdin)
elsewhere = {target["name"] for target in package["targets"] if target.get("path")}
for product in package["products"]:
    if "library" in product["type"] and not elsewhere & set(product["targets"]): print(product["name"])')
if [ -z "${products[0]-}" ]; then
    echo 'the package has no library as a product, so there is no API to keep'
    exit 77
fi

options=()
for product in "${products[@]}"; do options+=(--products "$product"); done
listed=$(mktemp)
trap 'rm -f "$listed"' EXIT
grep -v '^#' "$meant" >"$listed" || true
swift package diagnose-api-breaking-changes "$tag" "${options[@]}" --breakage-allowlist-path "$listed" 2>&1 |
    grep -v -E '^(\[[0-9]+/[0-9]+\]|Build)'
printf '%d libraries compared with %s\n' "${#products[@]}" "$tag"
