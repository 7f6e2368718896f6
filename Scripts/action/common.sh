# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the steps of the GitHub Action share; sourced.

# An error as an annotation. Line breaks and percent signs are data, not the end of it.
fail() {
    local text=${1//'%'/%25}
    text=${text//$'\r'/%0D}
    printf '::error title=ims-migrate::%s\n' "${text//$'\n'/%0A}"
    exit "${2:-64}"
}

# Sets an output. The delimiter is a new one each time, so that no value can end it and begin another output.
set_output() {
    local delimiter
    delimiter="end-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    printf '%s<<%s\n%s\n%s\n' "$1" "$delimiter" "$2" "$delimiter" >>"$GITHUB_OUTPUT"
}

# Whether an input that can be true or false is true.
is_true() {
    case $2 in
        true) return 0 ;;
        false) return 1 ;;
        *) fail "$1 is true or false, not: $2" ;;
    esac
}
