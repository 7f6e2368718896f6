#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Layout of the Swift files, and the rules of swift-format: no force unwrap, no try!, a comment on what is public.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mapfile -d '' files < <(git ls-files -z --cached --others --exclude-standard '*.swift')
present=()
for file in "${files[@]}"; do
    if [ -f "$file" ]; then present+=("$file"); fi
done
if ! swift format lint --strict --parallel "${present[@]}"; then
    echo 'to mend the layout: make format'
    exit 1
fi
printf '%d Swift files\n' "${#present[@]}"
