#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What other modules can see is documented: every symbol of the libraries has a comment. Builds, if that has not been done.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

Scripts/check-documentation.sh
