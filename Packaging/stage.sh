#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Lays out below .build/stage what an installation consists of, as it will be below its prefix: the program, its manual,
# completions for three shells, and the licences. Needs the release build.
set -eu
cd "$(dirname "$0")/.."
. Packaging/common.sh

[ -x "$program" ] || fail "$program is not there: run \"make build\" first"
use_source_date

rm -rf "$stage"
mkdir -p "$stage/bin" "$stage/share/doc/ims-migrate" "$stage/share/bash-completion/completions" \
    "$stage/share/zsh/site-functions" "$stage/share/fish/vendor_completions.d"

cp "$program" "$stage/bin/ims-migrate"
# A third of the file are names for debuggers, and what compilers say of themselves.
if on_macos; then
    strip "$stage/bin/ims-migrate"
    # The linker's signature is of what was there before.
    codesign --force --sign - "$stage/bin/ims-migrate"
else
    strip --remove-section=.comment --remove-section=.note "$stage/bin/ims-migrate"
fi

Packaging/manual.py "$stage/bin/ims-migrate" "$stage/share/man/man1"

completions() { "$stage/bin/ims-migrate" --generate-completion-script "$1"; }
# It is read by a shell, not run.
completions bash | sed '1{/^#!/d;}' >"$stage/share/bash-completion/completions/ims-migrate"
completions zsh >"$stage/share/zsh/site-functions/_ims-migrate"
completions fish >"$stage/share/fish/vendor_completions.d/ims-migrate.fish"

for file in LICENSE NOTICE CHANGELOG.md; do
    [ ! -f "$file" ] || cp "$file" "$stage/share/doc/ims-migrate/"
done
Packaging/components.py licences >"$stage/share/doc/ims-migrate/THIRD-PARTY.txt"
Packaging/components.py sbom "$stage/bin/ims-migrate" >"$stage/share/doc/ims-migrate/sbom.cdx.json"

find "$stage" -type d -exec chmod 755 {} +
find "$stage" -type f -exec chmod 644 {} +
chmod 755 "$stage/bin/ims-migrate"
printf 'stage: ims-migrate %s is laid out below %s\n' "$(version)" "$stage"
