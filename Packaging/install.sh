#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what lies beside this script (in the archive of a release), or what the folder FROM holds, below PREFIX
# (/usr/local). DESTDIR goes before every path, for those who make packages. `uninstall.sh` takes it away again.
# Nothing that was not installed this way is replaced, unless FORCE=1 says so.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=Packaging/place.sh
. "$here/place.sh"

from=$(cd "${FROM:-$here}" && pwd)
[ -x "$from/bin/ims-migrate" ] || fail "$from holds no bin/ims-migrate"
work=$(mktemp -d)
target=
trap 'rm -rf "$work"; [ -z "$target" ] || rm -f "$target.new"' EXIT
trap 'exit 130' HUP INT TERM

# What is here already, and what is to be.
if [ -f "$DESTDIR$list" ]; then cat "$DESTDIR$list" >"$work/old"; else : >"$work/old"; fi
(cd "$from" && find bin share -type f | LC_ALL=C sort) >"$work/names"
while IFS= read -r name; do
    printf 'file\t%s\t%s\n' "$(digest "$from/$name")" "$PREFIX/$name"
done <"$work/names" >"$work/new"

foreign=0
while IFS=$tab read -r _ _ path; do
    if is_there "$DESTDIR$path" && ! is_as_listed "$work/old" "$path"; then
        complain "$DESTDIR$path is there, and was not installed by this, or has changed since"
        foreign=1
    fi
done <"$work/new"
if [ "$foreign" -eq 1 ] && [ "${FORCE:-}" != 1 ]; then
    fail "nothing was installed: move these files away, or replace them by FORCE=1"
fi

# Makes a folder, and says which ones were not there.
make_folder() {
    [ -d "$DESTDIR$1" ] && return
    case $1 in */*/*) make_folder "${1%/*}" ;; esac
    mkdir "$DESTDIR$1" && printf 'folder\t%s\n' "$1" >>"$work/folders"
}

grep "^folder$tab" "$work/old" >"$work/folders" || :
[ -z "$DESTDIR" ] || mkdir -p "$DESTDIR"
make_folder "${list%/*}"
# Before the first file: what is interrupted can be taken away too.
LC_ALL=C sort -u "$work/old" "$work/new" "$work/folders" >"$DESTDIR$list"

while IFS= read -r name; do
    make_folder "$(dirname "$PREFIX/$name")"
    LC_ALL=C sort -u "$work/old" "$work/new" "$work/folders" >"$DESTDIR$list"
    target=$DESTDIR$PREFIX/$name
    # The program may be running: it gets a new file, not new bytes.
    cp "$from/$name" "$target.new"
    if [ -x "$from/$name" ]; then chmod 755 "$target.new"; else chmod 644 "$target.new"; fi
    mv -f "$target.new" "$target"
done <"$work/names"

# What an earlier version had and this one has not.
cut -f 3 "$work/new" >"$work/paths"
grep "^file$tab" "$work/old" | cut -f 3 | sort -u | while IFS= read -r path; do
    grep -qxF "$path" "$work/paths" && continue
    if is_as_listed "$work/old" "$path"; then rm "$DESTDIR$path"; fi
done
LC_ALL=C sort -u "$work/new" "$work/folders" >"$DESTDIR$list"
printf 'ims-migrate %s is installed: %s\n' "$("$from/bin/ims-migrate" --version)" "$DESTDIR$PREFIX/bin/ims-migrate"
