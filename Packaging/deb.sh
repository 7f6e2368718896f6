#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the Debian package of what is laid out below .build/stage, in .build/dist. Who is named as its maintainer, DEBFULLNAME
# and DEBEMAIL say. Needs debhelper.
set -eu
cd "$(dirname "$0")/.."
. Packaging/common.sh
use_source_date

command -v dh >/dev/null || fail 'debhelper is needed: sudo apt-get install debhelper'
maintainer="${DEBFULLNAME:-Maintainers of ims-migrate} <${DEBEMAIL:-maintainers@ims-migrate.example}>"
# 1.0.0-rc.1 comes before 1.0.0.
package_version=$(version | sed 's/-/~/')

build=.build/deb/ims-migrate-$package_version
rm -rf .build/deb "$dist"/ims-migrate_*.deb
mkdir -p "$build" "$dist"
cp -R "$stage" "$build/stage"
cp -R Packaging/debian "$build/debian"
sed "s|@MAINTAINER@|$maintainer|" Packaging/debian/control >"$build/debian/control"
cat >"$build/debian/changelog" <<END
ims-migrate ($package_version) unstable; urgency=medium

  * Version $(version).

 -- $maintainer  $(LC_ALL=C TZ=UTC perl -MPOSIX -e 'print strftime "%a, %d %b %Y %H:%M:%S +0000", gmtime shift' "$SOURCE_DATE_EPOCH")
END

(cd "$build" && dpkg-buildpackage --build=binary --unsigned-changes >../build.log 2>&1) ||
    { cat .build/deb/build.log >&2; fail 'dpkg-buildpackage failed'; }
cp .build/deb/ims-migrate_*.deb "$dist/"
write_checksums
printf 'deb: %s\n' "$dist"/ims-migrate_*.deb
