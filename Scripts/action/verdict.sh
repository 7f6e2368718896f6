#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The last step of the GitHub Action: ends as ims-migrate has ended, unless the exit code is an output alone.
set -euo pipefail
# shellcheck source=Scripts/action/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[[ ${EXIT_CODE:-} =~ ^[0-9]+$ ]] || fail 'ims-migrate did not run' 1
if is_true fail "${INPUT_FAIL:-true}"; then exit "$EXIT_CODE"; fi
printf 'ims-migrate ended with %s, which does not fail this step (fail: false).\n' "$EXIT_CODE"
