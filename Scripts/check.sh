#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the checks that need no test run: all of them, or those that are named. Goes on after a failure, prints a line
# for each, and ends with 1 if any failed, with 64 if one does not exist.
#   Scripts/check.sh [--list | CHECK...]       for instance: Scripts/check.sh format links
# A check is an executable file in Scripts/checks and can be run by itself. It tells what is wrong, and in its last line
# what it has looked at. It ends with 0; with 77 where there is nothing to compare with; with 78 where a program is missing
# that it could not install without asking (in CI that is a failure); or with anything else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly checks=Scripts/checks nothing_there=77 program_missing=78
# No check leaves compiled Python behind.
export PYTHONDONTWRITEBYTECODE=1

if [ "${BASH_VERSINFO[0]}" -lt 5 ]; then
    printf 'check: this needs bash 5, and this is %s. On macOS: brew install bash\n' "$BASH_VERSION" >&2
    exit 78
fi

# The file of a check, by its name.
file_of() {
    local file
    for file in "$checks/$1".sh "$checks/$1".py; do
        if [ -x "$file" ]; then printf '%s\n' "$file" && return; fi
    done
    return 1
}

all_names() {
    local file name
    for file in "$checks"/*.sh "$checks"/*.py; do
        [ -x "$file" ] || continue
        name=$(basename "${file%.*}")
        [ "$name" = selftest ] || printf '%s\n' "$name"
    done | sort
    # The one that tries the others comes last.
    if file_of selftest >/dev/null; then echo selftest; fi
}

# What a check is for: the first comment after its licence line.
purpose_of() { sed -n '/SPDX/{n;s/^# //p;q;}' "$(file_of "$1")"; }

names=("$@")
if [ "${1-}" = --list ]; then
    for name in $(all_names); do printf '%-15s %s\n' "$name" "$(purpose_of "$name")"; done
    exit
fi
if [ "$#" -eq 0 ]; then mapfile -t names < <(all_names); fi
for name in "${names[@]}"; do
    file_of "$name" >/dev/null && continue
    printf 'check: there is no check "%s". There are: %s\n' "$name" "$(all_names | paste -sd ' ')" >&2
    exit 64
done

output=$(mktemp)
trap 'rm -f "$output"' EXIT
failed=()
for name in "${names[@]}"; do
    start=${EPOCHREALTIME/[.,]/}
    status=0
    "$(file_of "$name")" >"$output" 2>&1 </dev/null || status=$?
    tenths=$(((${EPOCHREALTIME/[.,]/} - start) / 100000))
    if [ "$status" -eq 0 ]; then
        verdict='ok     '
    elif [ "$status" -eq "$nothing_there" ] || { [ "$status" -eq "$program_missing" ] && [ -z "${CI-}" ]; }; then
        verdict='skipped'
    else
        verdict='FAILED '
        failed+=("$name")
        sed '$d; s/^/    /' "$output"
    fi
    printf '%s  %-14s %4d.%d s  %s\n' "$verdict" "$name" "$((tenths / 10))" "$((tenths % 10))" "$(tail -n 1 "$output")"
done

if [ "${#failed[@]}" -gt 0 ]; then
    printf '\n%d of %d checks failed. To run them again: Scripts/check.sh %s\n' "${#failed[@]}" "${#names[@]}" "${failed[*]}"
    exit 1
fi
