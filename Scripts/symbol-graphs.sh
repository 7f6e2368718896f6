# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# For scripts that look at declarations; sourced from the project's top folder. Reads the modules of a debug build, so
# nothing is compiled again.

# Builds the modules, as far as they are not built yet.
build_modules() { swift build --quiet; }

# Writes the symbol graphs of a module: symbol_graphs MODULE LEVEL FOLDER, where LEVEL is public or package.
symbol_graphs() {
    local module=$1 level=$2 folder=$3 built triple flags=() name flag
    built=$(swift build --show-bin-path)
    triple=$(swift -print-target-info | sed -n 's/^ *"triple": "\(.*\)",$/\1/p' | head -n 1)
    for name in Sources/C*/module.modulemap; do flags+=(-I "$(dirname "$name")"); done
    for name in libxml-2.0 libcrypto libzip libcurl; do
        for flag in $(pkg-config --cflags-only-I "$name" 2>/dev/null || true); do flags+=(-Xcc "$flag"); done
    done
    if [ "$(uname -s)" = Darwin ]; then flags+=(-sdk "$(xcrun --show-sdk-path)"); fi
    mkdir -p "$folder"
    swift symbolgraph-extract -module-name "$module" -target "$triple" -I "$built/Modules" "${flags[@]}" \
        -I .build/checkouts/swift-system/Sources/CSystem/include \
        -minimum-access-level "$level" -skip-synthesized-members -output-dir "$folder"
}
