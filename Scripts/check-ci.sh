#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the GitHub Action and the recipes of docs/ci.md as build servers would. Needs the release build, or makes it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/apt.sh
. Scripts/python.sh

python=$(python_with_yaml)
apt_provide jq

make --no-print-directory dist
"$python" Scripts/check-action.py .build/stage/bin/ims-migrate .build/dist
"$python" Scripts/check-recipes.py .build/stage/bin/ims-migrate
