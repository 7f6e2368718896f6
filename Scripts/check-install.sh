#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs into folders of its own, looks at what is there, removes it, and compares with what was there before. Needs the
# release build, or makes it. Shells and readers of manuals that are not on this machine are left out, and named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/expect.sh

make --no-print-directory stage
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What is below a folder: kinds, modes, names, contents. (The `find` of macOS cannot print them.)
snapshot() {
    python3 - "$1" <<'END'
import hashlib, os, pathlib, sys
top = pathlib.Path(sys.argv[1])
for path in sorted(top.rglob("*")):
    status = path.lstat()
    what = os.readlink(path) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    print(oct(status.st_mode), path.relative_to(top), what)
END
}
install() { FROM=.build/stage Packaging/install.sh; }

export PREFIX="$work/a place/local" DESTDIR=
mkdir -p "$PREFIX/bin" "$PREFIX/share/man/man1"
echo mine >"$PREFIX/bin/other"
echo mine >"$PREFIX/share/man/man1/other.1"
snapshot "$work" >"$work.before"
trap 'rm -rf "$work" "$work".*' EXIT

expect 'installs' install
installed=$PREFIX/bin/ims-migrate
expect 'the program says its version' "$installed" --version
if [ "$(uname -s)" != Darwin ]; then
    # Three times as large with all of Foundation, which brings the data of ICU.
    expect 'it has at most 25 MB' test "$(stat -c %s "$installed")" -le 25000000
fi
expect 'it runs' "$installed" scan SampleRepository --format json
while IFS= read -r file; do
    expect "there is $file" test -f "$PREFIX/$file"
done < <(cd .build/stage && find . -type f)
expect 'installing again changes nothing' install
same() { diff <(snapshot "$1") "$2"; }

# The manual: a page for each command, which readers take without a word.
commands() {
    "$installed" --experimental-dump-help | python3 -c '
import json, sys
def walk(command, above):
    path = above + [command["commandName"]]
    print("-".join(path))
    for below in command.get("subcommands", []):
        if below["commandName"] != "help": walk(below, path)
walk(json.load(sys.stdin)["command"], [])'
}
pages=$PREFIX/share/man/man1
expect 'a page for each command' diff <(commands | sort) <(cd "$pages" && printf '%s\n' ims-migrate*.1 | sed 's/\.1$//' | sort)
if have mandoc; then
    for page in "$pages"/ims-migrate*.1; do
        expect_silent "mandoc takes $(basename "$page")" mandoc -T lint -W warning "$page"
    done
fi
if have man; then
    for page in "$pages"/ims-migrate*.1; do
        # shellcheck disable=SC2016 # For the shell that is started.
        expect_silent "groff takes $(basename "$page")" sh -c 'LC_ALL=C.UTF-8 MANROFFSEQ="" man --warnings -l "$1" 2>&1 >/dev/null' - "$page"
    done
fi
for code in 0 1 2 3 4 5 6 64 65 74 130; do
    expect "the manual has exit code $code" grep -qxF ".It $code" "$pages/ims-migrate.1"
done

# Completions: each shell finds a command and an option.
if have bash; then
    # shellcheck disable=SC2016 # For the shell that is started.
    completed=$(bash --norc -c 'source "$1"
        COMP_WORDS=(ims-migrate ver) COMP_CWORD=1 COMP_LINE="ims-migrate ver" COMP_POINT=15
        function=$(complete -p ims-migrate | sed "s/.*-F \([^ ]*\).*/\1/")
        "$function" ims-migrate ver ims-migrate; printf "%s\n" "${COMPREPLY[@]}"' \
        - "$PREFIX/share/bash-completion/completions/ims-migrate")
    expect 'bash completes a command' test "$completed" = verify-credentials
fi
if have zsh; then
    # shellcheck disable=SC2016
    completed=$(zsh -f -c 'fpath=("$1" $fpath); autoload -Uz compinit; compinit -D -u; print -- $_comps[ims-migrate]
        autoload +X _ims-migrate && print loaded' - "$PREFIX/share/zsh/site-functions")
    expect 'zsh completes it' test "$completed" = $'_ims-migrate\nloaded'
fi
if have fish; then
    # shellcheck disable=SC2016
    completed=$(fish --no-config -c 'source $argv[1]; complete -C "ims-migrate ver"' \
        "$PREFIX/share/fish/vendor_completions.d/ims-migrate.fish" | cut -f 1)
    expect 'fish completes a command' test "$completed" = verify-credentials
fi

expect 'uninstalls' Packaging/uninstall.sh
expect 'without a trace' same "$work" "$work.before"
refuse 'there is nothing to uninstall any more' Packaging/uninstall.sh

# What is not of the installation is neither replaced nor removed.
echo somebody\'s >"$PREFIX/bin/ims-migrate"
snapshot "$work" >"$work.foreign"
refuse 'another program of that name is not replaced' install
expect 'and nothing is installed beside it' same "$work" "$work.foreign"
rm "$PREFIX/bin/ims-migrate"
expect 'installs' install
echo '# mine' >>"$PREFIX/share/fish/vendor_completions.d/ims-migrate.fish"
echo mine >"$PREFIX/share/ims-migrate/mine"
refuse 'a file that was changed is not replaced' install
expect 'uninstalls' Packaging/uninstall.sh
expect 'a file that was changed stays' grep -q '# mine' "$PREFIX/share/fish/vendor_completions.d/ims-migrate.fish"
expect 'a file that was put there stays' test -f "$PREFIX/share/ims-migrate/mine"
rm -r "$PREFIX/share/fish" "$PREFIX/share/ims-migrate"
expect 'and nothing else' same "$work" "$work.before"

# A version that had a file more, and an installation that breaks off.
cp -R .build/stage "$work.older"
echo old >"$work.older/share/doc/ims-migrate/old.txt"
expect 'an older version installs' env FROM="$work.older" Packaging/install.sh
expect 'and is replaced' install
refuse 'with the file that is no longer' test -e "$PREFIX/share/doc/ims-migrate/old.txt"
expect 'uninstalls' Packaging/uninstall.sh
mkdir "$work.shims"
printf '#!/bin/sh\ncase $* in *ims-migrate.1*) exit 1 ;; esac\nexec /bin/mv "$@"\n' >"$work.shims/mv"
chmod +x "$work.shims/mv"
refuse 'an installation breaks off' env PATH="$work.shims:$PATH" FROM=.build/stage Packaging/install.sh
expect 'which can be removed' Packaging/uninstall.sh
expect 'without a trace' same "$work" "$work.before"

# A list that names what is not of the installation, and places that cannot be written down.
mkdir "$PREFIX/share/ims-migrate"
printf 'file\t%s\t%s\n' "$(python3 -c 'import hashlib; print(hashlib.sha256(b"mine\n").hexdigest())')" "$PREFIX/../local/bin/other" \
    >"$PREFIX/share/ims-migrate/installed.txt"
refuse 'a list that leads elsewhere is not followed' Packaging/uninstall.sh
expect 'and removes nothing' test -f "$PREFIX/bin/other"
rm -r "$PREFIX/share/ims-migrate"
refuse 'a prefix that is not absolute' env PREFIX=local FROM=.build/stage Packaging/install.sh
refuse 'a prefix with a line break' env PREFIX="$work/a"$'\n' FROM=.build/stage Packaging/install.sh

# As people type it; under sudo nothing is built.
PREFIX="$work/it's a place"
installed=$PREFIX/bin/ims-migrate
expect 'make install' make install SUDO_UID=1000 PREFIX="$PREFIX"
expect 'runs' "$installed" --version
expect 'make uninstall' make uninstall PREFIX="$PREFIX"
expect 'without a trace' same "$work" "$work.before"

# For those who make packages.
expect 'below DESTDIR' env DESTDIR="$work.root" PREFIX=/usr FROM=.build/stage Packaging/install.sh
expect 'paths are without it' grep -q "$(printf '\t')/usr/bin/ims-migrate$" "$work.root/usr/share/ims-migrate/installed.txt"
expect 'uninstalls' env DESTDIR="$work.root" PREFIX=/usr Packaging/uninstall.sh
expect 'leaves DESTDIR empty' test -z "$(ls -A "$work.root")"

conclude
