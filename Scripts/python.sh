# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Python for other scripts; sourced from the project's top folder, behind Scripts/apt.sh where something may be installed.

# Makes a folder with the packages of a list, unless it was made of that list before: python_environment FOLDER LIST
# Fails where there is no python3 with venv, or no package index.
python_environment() {
    cmp -s "$2" "$1/installed.txt" && return
    mkdir -p "$(dirname "$1")"
    python3 -m venv --clear "$1" </dev/null &&
        "$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$2" </dev/null &&
        cp "$2" "$1/installed.txt"
}

# Prints a Python that has PyYAML, installed where that is possible: Debian's package is for Debian's Python.
python_with_yaml() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -c 'import yaml' 2>/dev/null; then echo "$python" && return; fi
    done
    if can_apt && apt_install python3-yaml >&2; then echo /usr/bin/python3 && return; fi
    echo 'PyYAML is needed, and cannot be installed here without asking: sudo apt-get install python3-yaml' >&2
    return 1
}
