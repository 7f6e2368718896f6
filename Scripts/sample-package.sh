#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a content package of SampleRepository with the release build, which must be there, and takes it through preview,
# migration and check.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/show.sh

readonly folder=.build/sample-package
readonly package=$folder/larchfield.zip
readonly reports=reports/package

rm -rf "$folder"
mkdir -p "$folder"

printf '1. The sample as a content package.\n'
show "$tool" pack "$sample" --out "$package"

printf '\n2. Preview: what a migration would change.\n'
show "$tool" migrate "$package" --mapping "$sample/mapping.csv" --dry-run --report-dir "$reports/preview" --quiet

printf '\n3. The migrated package, and packages of just the changes and of what takes them back.\n'
show "$tool" migrate "$package" --mapping "$sample/mapping.csv" --output "$folder/migrated.zip" \
    --delta "$folder/delta.zip" --delta-rollback "$folder/delta-rollback.zip" --report-dir "$reports" --quiet

printf '\n4. Check: fails while a configuration still uses JWT.\n'
show "$tool" check "$folder/migrated.zip" --report-dir "$reports/check" --quiet

printf '\nThe packages:\n'
ls -l "$folder"
