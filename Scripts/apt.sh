# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Installing Debian packages without asking; sourced from the project's top folder.

# Runs a command as root: directly, or by sudo where that asks for no password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() {
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# Whether packages can be installed here at all.
can_apt() { command -v apt-get >/dev/null && can_be_root; }

apt_install() {
    printf '%s: installing %s\n' "$(basename "$0" .sh)" "$*"
    # One package source that does not answer need not be the one that these come from.
    as_root apt-get update -q </dev/null ||
        printf '%s: apt-get update failed; trying with the package lists that are there\n' "$(basename "$0" .sh)" >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" </dev/null
}

# Makes sure that a program is there, which comes with a package of this name: apt_provide PROGRAM [PACKAGE]
apt_provide() {
    command -v "$1" >/dev/null && return
    if can_apt && apt_install "${2:-$1}" >&2 && command -v "$1" >/dev/null; then return; fi
    printf '%s is needed, and cannot be installed here without asking: sudo apt-get install %s\n' "$1" "${2:-$1}"
    return 1
}
