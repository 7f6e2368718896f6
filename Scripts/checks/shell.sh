#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Shell scripts, by shellcheck.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

. Scripts/apt.sh

mapfile -t scripts < <(cd Scripts/checks && python3 -B -c 'import project; print(*project.scripts()[0], sep="\n")')
[ -n "${scripts[0]-}" ] || { echo 'nothing was looked at: no shell script'; exit 1; }
apt_provide shellcheck || exit 78
shellcheck "${scripts[@]}"
printf '%d shell scripts\n' "${#scripts[@]}"
