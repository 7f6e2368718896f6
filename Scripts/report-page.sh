#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Tests the page of the HTML report in a browser, or takes the pictures of it that the README shows:
#     Scripts/report-page.sh test [TEST…]
#     Scripts/report-page.sh pictures
# Installs what is missing: Chromium, its driver and a Java runtime by apt, Python packages of fixed versions in an
# environment below .build. The program must have been built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

. Scripts/apt.sh
. Scripts/python.sh

readonly apt_packages=(chromium chromium-driver default-jre-headless python3-venv)
readonly environment=.build/report-page

complain() { printf 'report-page: %s\n' "$*" >&2; }

programs_present() {
    { command -v chromium || command -v google-chrome; } >/dev/null &&
        command -v chromedriver >/dev/null && java -version 2>/dev/null &&
        python3 -c 'import ensurepip, venv' 2>/dev/null
}

provide_programs() {
    programs_present && return
    if ! can_apt; then
        complain "needed, and to be installed by hand here: ${apt_packages[*]} (Chrome, its chromedriver, Java, Python 3)"
        return 1
    fi
    apt_install "${apt_packages[@]}"
    programs_present && return
    complain "something of these is still missing: ${apt_packages[*]}"
    return 1
}

provide_programs
python_environment "$environment" Tests/ReportPage/requirements.txt
case ${1:-test} in
test)
    shift || true
    cd Tests/ReportPage
    "../../$environment/bin/python" -B -m unittest -v "${@:-test_page}"
    ;;
pictures)
    "$environment/bin/python" -B Tests/ReportPage/picture.py docs/images
    ;;
*)
    complain "test or pictures, not $1"
    exit 64
    ;;
esac
