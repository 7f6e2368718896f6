# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# For scripts that check something step by step; sourced. A script ends with `conclude`.

checked=0 failures=0 absent=()

# Runs a command that must succeed: expect WHAT COMMAND…
expect() {
    local output
    checked=$((checked + 1))
    output=$("${@:2}" 2>&1) && return
    failures=$((failures + 1))
    printf 'FAILED: %s\n    %s\n%s\n' "$1" "${*:2}" "$output" >&2
}

# Runs a command that must fail.
refuse() {
    checked=$((checked + 1))
    "${@:2}" >/dev/null 2>&1 || return 0
    failures=$((failures + 1))
    printf 'FAILED: %s\n    %s\n    succeeded\n' "$1" "${*:2}" >&2
}

# Runs a command that must succeed and say nothing.
expect_silent() {
    local output
    checked=$((checked + 1))
    output=$("${@:2}" 2>&1) && [ -z "$output" ] && return
    failures=$((failures + 1))
    printf 'FAILED: %s\n    %s\n%s\n' "$1" "${*:2}" "$output" >&2
}

# Expects a text: expect_text WHAT WANTED FOUND
expect_text() {
    checked=$((checked + 1))
    [ "$2" = "$3" ] && return
    failures=$((failures + 1))
    printf 'FAILED: %s\n    wanted: %s\n    found:  %s\n' "$1" "$2" "$3" >&2
}

# Whether a program is there. One that is not is named in the end.
have() {
    command -v "$1" >/dev/null && return
    absent+=("$1")
    return 1
}

conclude() {
    [ "${#absent[@]}" -eq 0 ] || printf 'not on this machine, so not checked: %s\n' "${absent[*]}"
    if [ "$failures" -gt 0 ]; then
        printf '%d of %d checks failed\n' "$failures" "$checked" >&2
        exit 1
    fi
    printf '%s: all %d checks hold\n' "$(basename "$0" .sh)" "$checked"
}
