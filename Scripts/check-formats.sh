#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds what other programs read against what those say of it: the bill of materials, action.yml, the recipes of docs/ci.md
# and the Dockerfile. Installs the checkers (Packaging/checkers.txt) into .build/checkers; without Python or a network it
# ends with 78. Needs .build/stage for the bill of materials, or makes it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/expect.sh
. Scripts/python.sh

readonly place=.build/checkers
if ! python_environment "$place" Packaging/checkers.txt; then
    echo 'check-formats: the checkers cannot be installed; they need python3 with venv, and a package index' >&2
    exit 78
fi
[ -f .build/stage/share/doc/ims-migrate/sbom.cdx.json ] || make --no-print-directory stage
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

expect 'the bill of materials is CycloneDX' "$place/bin/python" - .build/stage/share/doc/ims-migrate/sbom.cdx.json <<'END'
import json, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
text = open(sys.argv[1], encoding="utf-8").read()
problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
assert problem is None, problem
components = json.loads(text)["components"]
names = {component["name"] for component in components}
assert {"swift-argument-parser", "swift-system", "libxml2", "libzip", "libcurl", "OpenSSL"} <= names, names
assert "FlyingFox" not in names, "a package of the tests is no part of the program"
assert all(component["licenses"] for component in components)
END

# The recipes, each into a file of its own.
"$place/bin/python" - "$work" <<'END'
import pathlib, re, sys
page = pathlib.Path("docs/ci.md").read_text(encoding="utf-8")
for name in ("GitHub", "GitLab", "Azure Pipelines"):
    text = re.search(rf"^## {name}\n.*?^```yaml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)[1]
    (pathlib.Path(sys.argv[1]) / f"{name.split()[0]}.yml").write_text(text)
END
schema() { "$place/bin/check-jsonschema" --builtin-schema "vendor.$1" "${@:2}"; }
expect 'action.yml is an action' schema github-actions action.yml
expect 'the recipe for GitHub is a workflow' schema github-workflows "$work/GitHub.yml"
expect 'the recipe for GitLab is a pipeline' schema gitlab-ci --data-transform gitlab-ci "$work/GitLab.yml"
expect 'the recipe for Azure is a pipeline' schema azure-pipelines --data-transform azure-pipelines "$work/Azure.yml"
expect 'action.yml follows good practice' "$place/bin/zizmor" --offline --quiet --persona pedantic action.yml
expect 'the Dockerfile follows good practice' "$place/bin/hadolint" Dockerfile

conclude
