#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the GitHub Action and the recipes of docs/ci.md as build servers would. Needs the release build, or makes it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/apt.sh

# Two scripts in Python that read YAML.
python=python3
if ! "$python" -c 'import yaml' 2>/dev/null; then
    can_apt && apt_install python3-yaml
    python=/usr/bin/python3
fi
apt_provide jq

make --no-print-directory dist
"$python" Scripts/check-action.py .build/stage/bin/ims-migrate .build/dist
"$python" Scripts/check-recipes.py .build/stage/bin/ims-migrate
