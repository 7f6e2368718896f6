#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What is public is documented: check-documentation.sh goes through the symbols of the libraries.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ ! -x check-documentation.sh ]; then
    echo 'there is no check-documentation.sh in Scripts yet; "format" finds public declarations without a comment'
    exit 77
fi
./check-documentation.sh
