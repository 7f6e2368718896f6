# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2034 # Those who source this use what is set here.
# What the scripts of this folder share; sourced from the project's top folder.

# The release build that everything here is made of, and where.
program=.build/release/ims-migrate
stage=.build/stage
dist=.build/dist

complain() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2; }
fail() { complain "$*"; exit 1; }

on_macos() { [ "$(uname -s)" = Darwin ]; }

# The one place that knows the version is the program.
version() { "$stage/bin/ims-migrate" --version; }

# The time that everything made here bears: that of the sources, so that the same sources make the same files.
use_source_date() {
    [ -n "${SOURCE_DATE_EPOCH:-}" ] || SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null) || SOURCE_DATE_EPOCH=$(date +%s)
    export SOURCE_DATE_EPOCH
}

# SHA256SUMS of all that is in .build/dist, for `sha256sum -c` there.
write_checksums() (
    cd "$dist" || exit
    rm -f SHA256SUMS
    if command -v sha256sum >/dev/null; then sha256sum -- *; else shasum -a 256 -- *; fi >.sums
    mv .sums SHA256SUMS
)
