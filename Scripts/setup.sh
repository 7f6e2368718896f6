#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes sure that what the build needs is there: the system libraries, installed where that is possible
# without asking, and Swift, which must be installed by hand. Says what is missing and how to get it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

. Scripts/apt.sh

readonly required_swift=6.2
libraries=(libxml-2.0 libcrypto libzip)
# macOS brings libcurl with it, without a file for pkg-config.
[ "$(uname -s)" = Darwin ] || libraries+=(libcurl)
readonly libraries
readonly apt_packages=(pkg-config libxml2-dev libssl-dev libzip-dev libcurl4-openssl-dev)
readonly brew_packages=(pkgconf libxml2 openssl@3 libzip)

complain() { printf 'setup: %s\n' "$*" >&2; }

libraries_present() {
    command -v pkg-config >/dev/null && pkg-config --exists "${libraries[@]}"
}

on_macos() { [ "$(uname -s)" = Darwin ]; }

# Homebrew keeps some of the libraries out of pkg-config's default path. Swift's package manager looks there by
# itself, so this matters to the check alone.
look_into_homebrew() {
    local prefix
    prefix=$(brew --prefix) || return
    export PKG_CONFIG_PATH="$prefix/opt/libxml2/lib/pkgconfig:$prefix/opt/openssl@3/lib/pkgconfig:$prefix/opt/libzip/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
}

install_with_apt() {
    if ! can_be_root; then
        complain "these packages are needed, and installing them needs root: ${apt_packages[*]}"
        complain "install them, then run this again:"
        complain "    sudo apt-get update && sudo apt-get install ${apt_packages[*]}"
        return 1
    fi
    apt_install "${apt_packages[@]}" && return
    complain "apt-get could not install all of: ${apt_packages[*]}"
    return 1
}

install_with_brew() {
    printf 'setup: installing %s\n' "${brew_packages[*]}"
    brew install "${brew_packages[@]}" </dev/null && look_into_homebrew && return
    complain "brew could not install all of: ${brew_packages[*]}"
    return 1
}

install_libraries() {
    if on_macos; then
        if command -v brew >/dev/null; then
            install_with_brew
        else
            complain "these are needed: ${brew_packages[*]}"
            complain "get Homebrew from https://brew.sh, then run this again, or: brew install ${brew_packages[*]}"
            return 1
        fi
    elif command -v apt-get >/dev/null; then
        install_with_apt
    else
        complain "these are needed: pkg-config, and the development files of libxml2, OpenSSL (libcrypto), libzip and libcurl"
        complain "install them by your system's package manager, for instance:"
        complain "    dnf install pkgconf-pkg-config libxml2-devel openssl-devel libzip-devel libcurl-devel"
        return 1
    fi
}

provide_libraries() {
    if on_macos && command -v brew >/dev/null; then look_into_homebrew; fi
    libraries_present && return
    install_libraries || return
    libraries_present && return
    complain "pkg-config still does not find all of: ${libraries[*]}"
    return 1
}

# Programs that some tests start: a TLS server, and what shows that no connection is made. Without them these tests are
# left out, so a machine where they cannot be installed is no failure.
provide_test_programs() {
    local missing=() program
    on_macos && return
    for program in openssl strace; do
        command -v "$program" >/dev/null || missing+=("$program")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if can_apt && apt_install "${missing[@]}"; then return; fi
    complain "not there, so the tests that need them are left out: ${missing[*]}"
}

# True where version $1 (as in 6.3 or 6.3.1) is $2 or later.
at_least() {
    local major=${1%%.*} minor=${1#*.} wanted_major=${2%%.*} wanted_minor=${2#*.}
    minor=${minor%%.*}
    [ "$major" -gt "$wanted_major" ] || { [ "$major" -eq "$wanted_major" ] && [ "$minor" -ge "$wanted_minor" ]; }
}

check_swift() {
    if ! command -v swift >/dev/null; then
        complain "swift is not installed, or not in PATH: version $required_swift or later is needed"
        complain "get it from https://www.swift.org/install/"
        return 1
    fi
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
    if [ -z "$version" ]; then
        complain "swift is there, but 'swift --version' does not tell its version: is the installation complete?"
        complain "get a new one from https://www.swift.org/install/"
        return 1
    fi
    if ! at_least "$version" "$required_swift"; then
        complain "swift is version $version: $required_swift or later is needed"
        complain "get it from https://www.swift.org/install/"
        return 1
    fi
}

# Both are tried before giving up, so that one run names all that is missing.
status=0
provide_libraries || status=1
provide_test_programs
check_swift || status=1
exit "$status"
