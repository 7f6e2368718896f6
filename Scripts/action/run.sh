#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A step of the GitHub Action: runs the command once, renders its record as annotations, summary, SARIF and JUnit, and sets
# the outputs. Ends with 0 whatever the command found: the verdict is a step of its own.
set -euo pipefail
# shellcheck source=Scripts/action/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

command -v jq >/dev/null || fail 'jq is not on this runner: install it'
cd -- "${INPUT_WORKING_DIRECTORY:-.}" || fail "working-directory: cannot go to $INPUT_WORKING_DIRECTORY"

annotations=false summary=false
if is_true annotations "${INPUT_ANNOTATIONS:-true}"; then annotations=true; fi
if is_true summary "${INPUT_SUMMARY:-true}"; then summary=true; fi

# Lines of an input, without white space around them and without empty ones. (The bash of macOS has no mapfile.)
lines_of() { sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d' <<<"$1"; }

paths=() arguments=()
while IFS= read -r line; do paths+=("$line"); done < <(lines_of "$INPUT_PATHS")
while IFS= read -r line; do arguments+=("$line"); done < <(lines_of "${INPUT_ARGS:-}")
[ "${#paths[@]}" -gt 0 ] || fail 'paths: name at least one exported repository'

reports=${INPUT_REPORT_DIR:-}
[ -n "$reports" ] || reports=$(mktemp -d "${RUNNER_TEMP:-/tmp}/ims-migrate-reports.XXXXXX")
case $reports in /*) ;; *) reports=$PWD/$reports ;; esac

options=(--report-dir "$reports" --fail-on "${INPUT_FAIL_ON:-error}")
[ -z "${INPUT_MAPPING:-}" ] || options+=(--mapping "$INPUT_MAPPING")
[ -z "${INPUT_WAIVERS:-}" ] || options+=(--waivers "$INPUT_WAIVERS")
[ -z "${INPUT_BASELINE:-}" ] || options+=(--baseline "$INPUT_BASELINE")
[ -z "${INPUT_PROFILE:-}" ] || options+=(--profile "$INPUT_PROFILE")
case ${INPUT_COMMAND:-check} in
    check | scan) ;;
    migrate) options+=(--dry-run) ;; # A pipeline that writes is written by hand, with the journal kept.
    *) fail "command: check, scan or migrate, not: $INPUT_COMMAND" ;;
esac

# A report that was there before (the baseline, say) must not be taken for this run's: a run that cannot begin writes none.
before=$(mktemp)
trap 'rm -f "$before"' EXIT
if [ -f "$reports/report.json" ]; then cp "$reports/report.json" "$before"; fi

# Whatever is printed is no command to the runner.
token="stop-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
printf '::stop-commands::%s\n' "$token"
code=0
"$TOOL" "${INPUT_COMMAND:-check}" "${options[@]}" ${arguments[@]+"${arguments[@]}"} -- "${paths[@]}" || code=$?
printf '\n::%s::\n' "$token"

set_output exit-code "$code"
set_output report-dir "$reports"
if [ ! -f "$reports/report.json" ] || cmp -s "$before" "$reports/report.json"; then
    # What was wrong stands above, on standard error.
    printf '::error title=ims-migrate::The run could not begin (exit code %s); the log says why.\n' "$code"
    exit 0
fi

record=$reports/report.json
render() { "$TOOL" report render "$record" --format "$1" "${@:2}"; }
if "$annotations"; then render github; fi
if "$summary"; then render markdown >>"$GITHUB_STEP_SUMMARY"; fi
render sarif --out "$reports/ims.sarif"
render junit --out "$reports/ims-junit.xml"

set_output report-json "$record"
set_output report-html "$reports/report.html"
set_output sarif "$reports/ims.sarif"
set_output junit "$reports/ims-junit.xml"
for figure in configurations jwt oauth ambiguous planned; do
    set_output "$figure" "$(jq -r --arg name "$figure" '.summary[$name] // 0' "$record")"
done
for level in error warning note; do
    set_output "${level}s" "$(jq -r --arg name "$level" '.summary.findings[$name] // 0' "$record")"
done
