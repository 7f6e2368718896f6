#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Python files compile, and pyflakes finds nothing in them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

. Scripts/apt.sh

mapfile -t scripts < <(cd Scripts/checks && python3 -B -c 'import project; print(*project.scripts()[1], sep="\n")')
[ -n "${scripts[0]-}" ] || { echo 'nothing was looked at: no Python file'; exit 1; }
python3 -B -c '
import ast, sys
for name in sys.argv[1:]:
    with open(name, "rb") as file: ast.parse(file.read(), name)
' "${scripts[@]}"
apt_provide pyflakes3 || exit 78
pyflakes3 "${scripts[@]}"
printf '%d Python files\n' "${#scripts[@]}"
