# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2034 # Those who source this use what is set here.
# Where an installation is, and the list that it keeps of itself; sourced by install.sh and uninstall.sh.
#
# The list has a line `file SHA256 PATH` for each file, and `folder PATH` for each folder that was made for them, paths
# without DESTDIR. It is what uninstalling goes by: nothing that is not in it is ever touched.

tab=$(printf '\t')
PREFIX=${PREFIX:-/usr/local}
DESTDIR=${DESTDIR:-}

complain() { printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2; }
fail() { complain "$*"; exit 1; }

# These are written to the list line by line, and followed when it is read.
expect_plain() {
    case $2 in
        *"$tab"* | *"
"*) fail "$1 has a tab or a line break in it" ;;
        */../* | */.. | */./* | */.) fail "$1 has . or .. in it: $2" ;;
        /*) ;;
        *) fail "$1 is no absolute path: $2" ;;
    esac
}

while [ "$PREFIX" != "${PREFIX%/}" ]; do PREFIX=${PREFIX%/}; done
expect_plain PREFIX "$PREFIX/"
[ -z "$DESTDIR" ] || expect_plain DESTDIR "$DESTDIR"

list=$PREFIX/share/ims-migrate/installed.txt

digest() {
    if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# Whether something is there, be it a link that leads nowhere.
is_there() { [ -e "$1" ] || [ -L "$1" ]; }

# Whether the file at a path (without DESTDIR) is the one that the list $1 has.
is_as_listed() {
    [ -f "$DESTDIR$2" ] && [ ! -L "$DESTDIR$2" ] &&
        grep -qxF "file$tab$(digest "$DESTDIR$2")$tab$2" "$1"
}

# Removes the folders in the list $1 that are empty by now, the inner ones first.
remove_empty_folders() {
    grep "^folder$tab" "$1" | cut -f 2 | sort -r | while IFS= read -r path; do
        rmdir "$DESTDIR$path" 2>/dev/null || :
    done
}
