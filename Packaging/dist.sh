#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the archive of a release in .build/dist, with its bill of materials and SHA256SUMS. Needs .build/stage.
set -eu
cd "$(dirname "$0")/.."
. Packaging/common.sh
use_source_date

name=ims-migrate-$(version)-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
folder=.build/archive/$name
rm -rf .build/archive "$dist/$name".*
mkdir -p "$folder" "$dist"
cp -R "$stage/bin" "$stage/share" "$folder/"
cp Packaging/place.sh Packaging/install.sh Packaging/uninstall.sh "$folder/"
sed "s/@LIBRARIES@/$(paste -sd ' ' Packaging/libraries-debian.txt)/" Packaging/archive-readme.txt >"$folder/README.txt"
Packaging/dist.py "$folder" "$dist/$name.tar.gz"
cp "$stage/share/doc/ims-migrate/sbom.cdx.json" "$dist/$name.cdx.json"
write_checksums
printf 'dist: %s\n' "$dist/$name.tar.gz"
