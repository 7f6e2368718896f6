#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Removes what install.sh has installed below PREFIX (/usr/local), with the folders that it made, as far as nothing else is
# in them by now. A file that was changed since stays, and so does everything that install.sh did not bring: journals, say.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=Packaging/place.sh
. "$here/place.sh"

[ -f "$DESTDIR$list" ] || fail "nothing is installed below $DESTDIR$PREFIX: $DESTDIR$list is not there"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat "$DESTDIR$list" >"$work/list"

# The list lies where others might write: it cannot name anything outside.
if cut -f 2- "$work/list" | grep -E '(^|/)\.\.?(/|$)' >/dev/null ||
    grep "^file$tab" "$work/list" | cut -f 3 | grep -vF "$PREFIX/" >/dev/null; then
    fail "$DESTDIR$list is damaged, nothing was removed"
fi

grep "^file$tab" "$work/list" | cut -f 3 | sort -u >"$work/paths"
while IFS= read -r path; do
    case $path in "$PREFIX"/*) ;; *) fail "$DESTDIR$list is damaged: $path" ;; esac
    is_there "$DESTDIR$path" || continue
    if is_as_listed "$work/list" "$path"; then
        rm "$DESTDIR$path"
    else
        complain "$DESTDIR$path was changed since it was installed: it stays"
    fi
done <"$work/paths"
rm "$DESTDIR$list"
remove_empty_folders "$work/list"
printf 'ims-migrate is removed from %s\n' "$DESTDIR$PREFIX"
