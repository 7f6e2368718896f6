# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034 # sample is for those that source this
# For scripts that show the release build at work on SampleRepository; sourced from the project's top folder.

readonly tool=.build/release/ims-migrate
readonly sample=SampleRepository

# Shows a command as it would be typed, then runs it.
show() {
    printf '\n$'
    printf ' %q' "$@"
    printf '\n'
    "$@"
}

if [ ! -x "$tool" ]; then
    printf '%s: %s is not there: run "make build" first\n' "$(basename "$0")" "$tool" >&2
    exit 1
fi
