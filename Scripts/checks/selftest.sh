#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Each check fails where it should: a copy of the project is spoilt in one way after the other.
#   Scripts/checks/selftest.sh [CHECK...]      without names: all but "api", which builds libraries twice
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

wanted=("$@")
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
tried=0 whole="" wrong=() covered=" " untried=()

# The files as they are now, committed, so that what a trial has spoilt can be put back.
copy_project() {
    local file
    git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        if [ -e "$file" ]; then printf '%s\0' "$file"; fi
    done | tar --null -T - -cf - | tar -xf - -C "$copy"
    if [ -f Package.resolved ]; then cp Package.resolved "$copy"; fi
    git -C "$copy" init -q
    git -C "$copy" add --all --force
    git -C "$copy" -c user.name=check -c user.email=check@example.com -c commit.gpgsign=false commit -q -m copy
    whole=$(git -C "$copy" rev-parse HEAD)
}

is_wanted() {
    local name
    if [ "${#wanted[@]}" -eq 0 ]; then [ "$1" != api ] && return; fi
    for name in "${wanted[@]}"; do [ "$name" = "$1" ] && return; done
    return 1
}

# Spoils the copy, and expects the check to fail and to say why: spoilt CHECK WORDS COMMAND...
spoilt() {
    local check=$1 words=$2 file output status=0
    shift 2
    covered+="$check "
    is_wanted "$check" || return 0
    tried=$((tried + 1))
    for file in "$copy/Scripts/checks/$check".*; do [ -x "$file" ] && break; done
    (cd "$copy" && "$@" >/dev/null)
    output=$("$file" 2>&1 </dev/null) || status=$?
    if [ "$status" -eq 78 ]; then
        untried+=("$check")
    elif [ "$status" -eq 0 ] || [ "$status" -eq 77 ] || [[ $output != *"$words"* ]]; then
        wrong+=("$check")
        printf '%s ended with %d, and was to fail with "%s" after: %s\n%s\n' "$check" "$status" "$words" "$*" "$output"
    fi
    git -C "$copy" tag | while read -r tag; do git -C "$copy" tag --delete "$tag" >/dev/null; done
    git -C "$copy" reset -q --hard "$whole"
    git -C "$copy" clean -f -d -q
}

write() { mkdir -p "$(dirname "$1")" && printf '%b' "$2" >"$1"; }
script() { write "$1" "#!/bin/sh\\n$2" && chmod +x "$1"; }
append() { printf '%b' "$2" >>"$1"; }
replace() { perl -0pi -e "$2" "$1"; }
only_this_swift() { git ls-files -z '*.swift' | xargs -0 rm && write "$@"; }
# Words that may not stand in this file either.
join() { local IFS=; printf '%s' "$*"; }

copy_project
readonly head='// SPDX-License-Identifier: Apache-2.0\n'

tagged_changelog() {
    git tag 0.0.1
    write CHANGELOG.md '## [0.0.1] - unreleased\n\n- Something\n'
}

spoilt format NeverForceUnwrap only_this_swift Sources/A.swift "$head"'func a(_ b: Int?) -> Int { b! }\n'
spoilt format NeverUseForceTry only_this_swift Sources/A.swift "$head"'func a() { try! b() }\n'
spoilt format Indentation only_this_swift Sources/A.swift "$head"'struct A {\n  let b = 1\n}\n'
spoilt format AllPublicDeclarations only_this_swift Sources/A.swift "$head"'public struct A {}\n'
spoilt lint 'ends the program' append Sources/DocView/A.swift "$head"'func a() { fatalError() }\n'
spoilt lint 'writes past' append Sources/DocView/A.swift "$head"'func a() { print(1) }\n'
spoilt lint 'without a comment' append Sources/A.swift 'nonisolated(unsafe) var a = 1\n'
spoilt lint 'do it, or file' append Tests/A.swift "// $(join TO DO) later\\n"
spoilt lint 'NeverForceUnwrap is off' replace .swift-format 's/("NeverForceUnwrap": )true/$1false/'
spoilt foundation 'A.swift:2: Foundation brings' write Sources/A.swift "$head"'import Foundation\n'
spoilt foundation 'A.swift:3: Foundation brings' write Sources/A.swift "$head"'#if os(Linux)\n@preconcurrency import Foundation\n#endif\n'
spoilt foundation 'FoundationXML brings' write Fuzz/Entries/A.swift "$head"'#if canImport(FoundationXML)\nimport FoundationXML\n#endif\n'
spoilt foundation 'A.swift:4: Foundation brings' write Sources/A.swift "$head"'#if canImport(FoundationEssentials)\nimport FoundationEssentials\ninternal import struct Foundation.URL\n#endif\n'
# Last of this check: it stays, because git ignores it.
spoilt foundation 'swift-system/Sources/A/A.swift:1' write .build/checkouts/swift-system/Sources/A/A.swift 'import Foundation\n'
spoilt licences 'Sources/A.swift:1' write Sources/A.swift 'struct A {}\n'
spoilt licences 'Scripts/a.sh:2' write Scripts/a.sh '#!/bin/sh\n'
spoilt licences 'LICENSE: ' rm LICENSE
spoilt links 'nowhere.md is not there' append docs/limits.md '\n[a](nowhere.md)\n'
spoilt links 'no heading of that page' append docs/limits.md '\n[a](../README.md#no-such-heading)\n'
spoilt links 'leads out' append docs/limits.md '\n[a](../../outside.md)\n'
spoilt links 'is not there' append README.md '\n![a](docs/images/none.png)\n'
spoilt links "$(join docs /gone.md)" append Makefile "# $(join docs /gone.md) has it\\n"
spoilt shell SC2086 write Scripts/a.sh '#!/bin/sh\n# SPDX\na=$1\nrm $a\n'
spoilt python 'imported but unused' write Scripts/a.py 'import os\n'
spoilt python SyntaxError write Scripts/a.py 'def\n'
spoilt data 'docs/a.json' write docs/a.json '{"a": 1,}'
spoilt data 'stands twice' write docs/a.json '{"a": 1, "a": 2}'
spoilt data 'stands twice' write .github/a.yml 'a: 1\na: 2\n'
spoilt data '.github/a.yml' write .github/a.yml 'a: [1\n'
spoilt data 'docs/a.xml' write docs/a.xml '<a>'
spoilt language 'better' append README.md "$(join black list)\\n"
spoilt language 'better' append Sources/A.swift "let my$(join Dum my)Value = 1\\n"
spoilt workflows 'name a commit' append .github/workflows/ci.yml '      - uses: actions/checkout@v6\n'
spoilt workflows 'Say so in a comment' append .github/workflows/ci.yml "      - uses: actions/a@$(printf '0%.0s' {1..40})\\n"
spoilt workflows "no 'permissions'" replace .github/workflows/ci.yml 's/^permissions:/rights:/m'
spoilt workflows 'no timeout-minutes' replace .github/workflows/ci.yml 's/timeout-minutes/time/g'
spoilt rules 'no rule has this name' write docs/rules/no-such-rule.md 'no-such-rule'
spoilt rules 'has no page' rm docs/rules/jwt-deprecated.md
spoilt rules 'is empty' write docs/rules/jwt-deprecated.md ''
spoilt changelog 'is not there' replace Sources/AuditReport/Record/RunRecord.swift 's/version: "[0-9.]+"/version: "99.0.0"/'
spoilt changelog 'is not there' rm CHANGELOG.md
spoilt changelog 'so it has a date' tagged_changelog
spoilt changelog 'is neither' append CHANGELOG.md '\n## Soon\n'
spoilt changelog 'is none of' append CHANGELOG.md '\n### News\n'
spoilt dependencies 'not 0.0.1' replace docs/dependencies.md 's/(FlyingFox\) \| )[0-9.]+/${1}0.0.1/'
spoilt dependencies 'is not in the table' append Tests/readers.txt 'six==1.17.0\n'
spoilt dependencies 'is not in the table' append Packaging/checkers.txt 'six[a]==1.17.0\n'
spoilt dependencies 'not 0.0.1' replace docs/dependencies.md 's/(swift-benchmark\) \| )[0-9.]+/${1}0.0.1/'
spoilt dependencies 'but not in' replace Package.swift 's/"libzip-dev"/"libxml2-dev"/'
spoilt dependencies 'by exact' replace Package.swift 's/exact: ("1.8.1")/from: $1/'
spoilt dependencies 'is not in the table' append Makefile '\tapt-get install -y hello\n'
spoilt machine 'one machine' append README.md "$(join /ho me/someone/export)\\n"
spoilt machine 'one machine' append README.md "$(join /tm p/export)\\n"
spoilt machine 'registry' append Makefile "\\tpip install $(join --index -url) https://example.com\\n"
spoilt machine 'private network' append README.md "$(join http ://10.1.2.3)\\n"

spoilt invented 'a private key' append README.md "-----BEGIN PRIVATE KEY-----\\n$(printf 'Ab1+%.0s' {1..16})\\n"
spoilt invented 'a client secret' append Tests/A.swift "let a = \"p8e-$(printf 'aB3_%.0s' {1..9})\"\\n"
spoilt invented 'a token' append docs/a.txt "$(printf 'eyJ%.0s' {1..9}).$(printf 'eyJ%.0s' {1..9}).$(printf 'Q9x%.0s' {1..9})"
spoilt invented 'an id of an organisation' append docs/a.csv '0A1B2C3D4E5F0A1B2C3D4E5F@AdobeOrg\n'

tagged_api() {
    write Sources/DocView/Gone.swift '/// Gone in the next version.\npublic func gone() {}\n'
    replace Package.swift 's/( products: \[)/$1 .library(name: "Trial", targets: ["DocView"]),/'
    git add --all
    git -c user.name=check -c user.email=check@example.com -c commit.gpgsign=false commit -q -m tagged
    git tag 0.0.1
    rm Sources/DocView/Gone.swift
}
spoilt api 'func gone() has been removed' tagged_api

program=${IMS_MIGRATE-}
for built in .build/debug/ims-migrate .build/release/ims-migrate; do
    if [ -z "$program" ] && [ -x "$built" ]; then program=$PWD/$built; fi
done
if [ -n "$program" ]; then
    export IMS_MIGRATE=$program
    spoilt options 'there is no option' append README.md '\n    ims-migrate scan --no-such-option\n'
    spoilt options '--inline-secrets (' replace docs/credentials.md 's/--inline-secrets//g'
    spoilt options 'the command ims-migrate report compare' sh -c \
        "git ls-files -z '*.md' | xargs -0 perl -pi -e 's/report compare//g'"
else
    covered+='options '
    untried+=(options)
fi

# The script that runs them: goes on after a failure, and says so at its end.
if is_wanted check; then
    tried=$((tried + 1))
    write "$copy/Scripts/a.sh" '#!/bin/sh\n'
    status=0
    output=$("$copy/Scripts/check.sh" licences lint) || status=$?
    if [ "$status" -ne 1 ] || [[ $output != *"FAILED   licences"*"ok       lint"*"1 of 2 checks failed"* ]]; then
        wrong+=(check)
        printf 'check.sh ended with %d:\n%s\n' "$status" "$output"
    fi
    status=0
    "$copy/Scripts/check.sh" lint no-such-check >/dev/null 2>&1 || status=$?
    if [ "$status" -ne 64 ]; then
        wrong+=(check)
        printf 'check.sh ended with %d for a check that does not exist\n' "$status"
    fi
fi

while read -r name _; do
    if [ "$name" != selftest ] && [[ $covered != *" $name "* ]]; then
        wrong+=("$name")
        printf '%s is never seen to fail: spoil something for it here\n' "$name"
    fi
done < <(Scripts/check.sh --list)

printf '%d trials' "$tried"
if [ "${#untried[@]}" -gt 0 ]; then printf ', left out for what is missing: %s' "${untried[*]}"; fi
if [ "${#wrong[@]}" -gt 0 ]; then printf ', wrong: %s' "${wrong[*]}"; fi
printf '\n'
[ "${#wrong[@]}" -eq 0 ]
