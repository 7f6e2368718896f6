#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A step of the GitHub Action: finds an ims-migrate, or fetches a release of it and holds that against its checksums.
# Takes INPUT_TOOL, INPUT_VERSION, ACTION_REPOSITORY, GH_TOKEN; sets the output `tool`.
set -euo pipefail
# shellcheck source=Scripts/action/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

found() {
    local version
    version=$("$1" --version) || fail "$1 does not run" 1
    printf 'ims-migrate %s: %s\n' "$version" "$1"
    set_output tool "$1"
    exit 0
}

if [ -n "${INPUT_TOOL:-}" ]; then
    tool=$(command -v -- "$INPUT_TOOL") || fail "tool: there is no program $INPUT_TOOL"
    found "$(cd "$(dirname "$tool")" && pwd)/$(basename "$tool")"
fi
if [ -z "${INPUT_VERSION:-}" ] && tool=$(command -v ims-migrate); then found "$tool"; fi

# Without a version, the one that the sources beside this script are of: that works for an action that is pinned to a commit.
version=${INPUT_VERSION:-$(sed -n 's/.*Tool(name: "ims-migrate", version: "\([^"]*\)").*/\1/p' "$top/Sources/AuditReport/Record/RunRecord.swift")}
version=${version#v}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
    fail "version: name a release as in 1.2.3, or a tool that is there; \"$version\" is none"
[[ ${ACTION_REPOSITORY:-} =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] ||
    fail 'this action does not know its own repository, to fetch a release from: name a tool'
command -v gh >/dev/null || fail 'the GitHub command line (gh) is not on this runner: install ims-migrate and name it as tool'

name=ims-migrate-$version-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
place=$(mktemp -d "${RUNNER_TEMP:-/tmp}/ims-migrate.XXXXXX")
gh release download "v$version" --repo "$ACTION_REPOSITORY" --dir "$place" --pattern "$name.tar.gz" --pattern SHA256SUMS ||
    fail "release v$version of $ACTION_REPOSITORY has no $name.tar.gz, or it cannot be read with this token" 1
(
    cd "$place"
    grep -F -- "  $name.tar.gz" SHA256SUMS >one || fail "SHA256SUMS of release v$version does not name $name.tar.gz" 1
    if command -v sha256sum >/dev/null; then sha256sum --check --quiet one; else shasum -a 256 --check one; fi ||
        fail "$name.tar.gz is not the one of SHA256SUMS: it is not used" 1
    tar -xzf "$name.tar.gz"
)
tool=$place/$name/bin/ims-migrate

# The system's libraries that it needs; a runner lacks one or another.
if missing=$(ldd "$tool" 2>/dev/null | grep 'not found'); then
    printf 'Libraries that are missing:\n%s\n' "$missing"
    libraries=()
    while IFS= read -r line; do libraries+=("$line"); done <"$top/Packaging/libraries-debian.txt"
    sudo -n apt-get update -q || echo 'trying with the package lists that are there'
    sudo -n apt-get install -q -y --no-install-recommends "${libraries[@]}" ||
        fail "these libraries are missing, and cannot be installed here: $missing" 1
fi
found "$tool"
