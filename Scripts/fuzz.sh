#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fuzzes everything that reads what others have written, each target for so many seconds; docs/fuzzing.md says more.
# Fails if there was a crash, a hang or a broken promise, and leaves each such input, minimised, in .build-fuzz/found.
#   Scripts/fuzz.sh [SECONDS [TARGET...]]      without targets: all, a folder of Fuzz/Corpus each
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly seconds=${1:-60}
shift || true
readonly build=.build-fuzz
readonly fuzzer=$build/release/fuzz
readonly dictionaries=Fuzz/Dictionaries

if ! [[ $seconds =~ ^[1-9][0-9]*$ ]]; then
    printf 'fuzz: the seconds must be a number above zero\n' >&2
    exit 64
fi

build_fuzzer() {
    local flags=(-Xswiftc "-sanitize=fuzzer,address")
    # The linker that is the default elsewhere warns of every symbol of the address sanitizer.
    if [ "$(uname -s)" = Linux ]; then flags+=(-Xswiftc -use-ld=lld); fi
    swift build --package-path Fuzz --scratch-path "$build" --configuration release "${flags[@]}" && return
    printf 'fuzz: the fuzzer does not build. A toolchain of swift.org has libFuzzer, that of Xcode has not.\n' >&2
    return 1
}

# Runs the fuzzer on one target; all other arguments are libFuzzer's.
run_fuzzer() {
    local target=$1 place=${TMPDIR:-/tmp} temporary
    shift
    # In memory where that is possible: one target makes files for every input.
    if [ -w /dev/shm ]; then place=/dev/shm; fi
    temporary=$(mktemp -d "$place/ims-migrate-fuzz.XXXXXX")
    # Leaks are for `make sanitize`: what Swift's globals hold looks like one here.
    local status=0
    env ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no TMPDIR="$temporary" FUZZ_TARGET="$target" \
        "$fuzzer" -timeout=20 -rss_limit_mb=3000 "$@" || status=$?
    rm -rf "$temporary"
    return "$status"
}

# The parts of a log that say what happened.
excerpt() { grep -aE 'broken promise|Fatal error|ERROR: |SUMMARY: ' "$1" | head -n 5 || true; }

# Makes what was found small, and says what to do with it.
keep() {
    local target=$1 input=$2 small=$2.minimised
    run_fuzzer "$target" -minimize_crash=1 -max_total_time=60 -exact_artifact_path="$small" "$input" \
        >"$input.log" 2>&1 || true
    [ -s "$small" ] || cp "$input" "$small"
    printf '    %s\n    mend the cause, and keep it: cp %s Tests/FuzzRegressionTests/Corpus/%s/a-telling-name\n' \
        "$small" "$small" "$target"
}

fuzz() {
    local target=$1 log=$build/$1.log found=$build/found/$1 before after executions
    local corpora=("$build/corpus/$target" "Fuzz/Corpus/$target")
    if [ -d "Tests/FuzzRegressionTests/Corpus/$target" ]; then
        corpora+=("Tests/FuzzRegressionTests/Corpus/$target")
    fi
    local options=(-max_total_time="$seconds" -max_len=8192 -print_final_stats=1 -artifact_prefix="$found/")
    if [ -f "$dictionaries/$target.dict" ]; then options+=(-dict="$dictionaries/$target.dict"); fi
    mkdir -p "$build/corpus/$target" "$found"
    before=$(find "$found" -type f | sort)
    local status=0
    run_fuzzer "$target" "${options[@]}" "${corpora[@]}" >"$log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
    if [ "$status" -eq 0 ]; then
        printf '%-10s %5s s %10s executions   nothing found\n' "$target" "$seconds" "$executions"
        return
    fi
    printf '%-10s FAILED after %s executions; see %s\n' "$target" "${executions:-?}" "$log"
    excerpt "$log" | sed 's/^/    /'
    after=$(find "$found" -type f | sort)
    comm -13 <(printf '%s\n' "$before") <(printf '%s\n' "$after") | while read -r input; do
        keep "$target" "$input"
    done
    return 1
}

build_fuzzer
targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
    for folder in Fuzz/Corpus/*/; do targets+=("$(basename "$folder")"); done
fi
failed=0
for target in "${targets[@]}"; do fuzz "$target" || failed=1; done
exit "$failed"
