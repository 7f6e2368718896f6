#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Lists every declaration that another module can see (public or package) and that has no comment, and fails if there is
# one. Looks at all library targets, or at those that are named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/symbol-graphs.sh

readonly graphs=.build/documentation-check
modules=("$@")
if [ "${#modules[@]}" -eq 0 ]; then
    for place in Sources/*/; do
        # A system's library has no Swift, and the program itself nothing can import.
        if [ -e "$place/module.modulemap" ] || [ "$place" = Sources/ims-migrate/ ]; then continue; fi
        modules+=("$(basename "$place")")
    done
fi

build_modules
rm -rf "$graphs"
for module in "${modules[@]}"; do symbol_graphs "$module" package "$graphs"; done

python3 - "$graphs" <<'END'
import json, pathlib, sys, urllib.parse

# The cases of FindingRule are said by their `summary` and `remedy`, from which reports and pages are made.
SAID_ELSEWHERE = {("FindingRule", "swift.enum.case")}

looked_at, bare = 0, []
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.symbols.json")):
    for symbol in json.loads(file.read_text())["symbols"]:
        if "location" not in symbol or "::SYNTHESIZED::" in symbol["identifier"]["precise"]:
            continue
        names, kind = symbol["pathComponents"], symbol["kind"]["identifier"]
        if (names[0], kind) in SAID_ELSEWHERE:
            continue
        looked_at += 1
        text = "".join(line["text"] for line in symbol.get("docComment", {}).get("lines", []))
        if not text.strip():
            place = urllib.parse.unquote(symbol["location"]["uri"].removeprefix("file://"))
            place = place.removeprefix(str(pathlib.Path.cwd()) + "/")
            line = symbol["location"]["position"]["line"] + 1
            bare.append(f"{place}:{line}: {'.'.join(names)} ({kind.removeprefix('swift.')}) has no comment")
print("\n".join(sorted(bare)), end="\n" if bare else "")
print(f"documentation: {looked_at} declarations, {len(bare)} without a comment")
if looked_at < 100 and len(sys.argv) < 3:
    print("documentation: so few that the symbol graphs cannot be right", file=sys.stderr)
    sys.exit(1)
sys.exit(1 if bare else 0)
END
