#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the pages of the libraries, each as a folder of .build/docs that can be put onto a web server. A warning is a
# failure: a link that leads nowhere, a topic that is named twice.
#
# The toolchain's docc is used as it is. The plugin for it would be one more dependency that every clone fetches.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/symbol-graphs.sh

readonly graphs=.build/docs-graphs pages=.build/docs

find_docc() {
    command -v docc || xcrun --find docc 2>/dev/null && return
    printf 'docs: docc is not there. It comes with the toolchains of https://www.swift.org/install/\n' >&2
    return 1
}

docc=$(find_docc)
build_modules
rm -rf "$graphs" "$pages"
mkdir -p "$pages"
for module in DocView OSGiConfig IMSMigration; do
    symbol_graphs "$module" public "$graphs/$module"
    "$docc" convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$graphs/$module" \
        --fallback-display-name "$module" --fallback-bundle-identifier "ims-migrate.$module" \
        --hosting-base-path "$module" --warnings-as-errors --output-path "$pages/$module"
    printf '%s/%s\n' "$pages" "$module"
done
