#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# JSON, YAML and XML files parse; no key stands twice in one object.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

. Scripts/apt.sh

python=python3
if ! "$python" -c 'import yaml' 2>/dev/null; then
    # Debian's package is for Debian's Python.
    python=/usr/bin/python3
    "$python" -c 'import yaml' 2>/dev/null || { can_apt && apt_install python3-yaml >&2; } || {
        echo 'PyYAML is needed, and cannot be installed here without asking: sudo apt-get install python3-yaml'
        exit 78
    }
fi
exec "$python" -B Scripts/checks/parse.py
