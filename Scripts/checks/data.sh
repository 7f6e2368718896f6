#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# JSON, YAML and XML files parse; no key stands twice in one object.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

. Scripts/apt.sh
. Scripts/python.sh

python=$(python_with_yaml) || exit 78
exec "$python" -B Scripts/checks/parse.py
