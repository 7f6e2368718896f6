#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Previews, migrates and checks a fresh copy of SampleRepository with the release build, which must be there.
# Stops at the first step that fails, with that step's exit code.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

. Scripts/show.sh

readonly copy=.build/sample
readonly reports=reports
readonly journal=.build/sample-journal

printf 'The sample is migrated in a copy of it, %s, so that this can be run again.\n' "$copy"
rm -rf "$copy"
mkdir -p .build
cp -R "$sample" "$copy"

printf '\n1. Preview: what a migration would change. Nothing is written to the repository.\n'
show "$tool" migrate "$copy" --mapping "$sample/mapping.csv" --dry-run --report-dir "$reports/preview"

printf '\n2. Migration.\n'
show "$tool" migrate "$copy" --mapping "$sample/mapping.csv" --report-dir "$reports" --journal-dir "$journal"

printf '\n3. Check: fails while a configuration still uses JWT.\n'
show "$tool" check "$copy" --report-dir "$reports/check"

cat <<END

Done. The migrated copy is $copy; compare: diff -r $sample $copy
To put it back: $tool rollback $copy --journal-dir $journal
Reports, to read in a browser and for programs:
    migration  $reports/report.html          $reports/report.json
    preview    $reports/preview/report.html  $reports/preview/report.json
    check      $reports/check/report.html    $reports/check/report.json
END
