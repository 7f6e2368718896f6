#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian package, and the archive of a release, in a fresh system that has nothing else (mmdebstrap), uses them
# there, removes them, and compares with what was there before. Holds the package against lintian.
# Needs root and a Debian or a system made of it; ends with 77 elsewhere. The system is made once, .build/clean-root.tar.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/expect.sh
. Scripts/apt.sh

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo 'check-clean-root: needs root on a system with apt-get' >&2
    exit 77
fi
apt_provide dh debhelper
apt_provide lintian
apt_provide mmdebstrap

make --no-print-directory deb
make --no-print-directory dist

deb=$(printf '%s\n' .build/dist/ims-migrate_*.deb)
archive=$(printf '%s\n' .build/dist/ims-migrate-*.tar.gz)
expect 'lintian finds nothing' \
    lintian --allow-root --fail-on error,warning,info,pedantic -E -I --pedantic .build/deb/ims-migrate_*.changes
expect 'checksums' sh -c 'cd .build/dist && sha256sum --check --quiet SHA256SUMS'
sum=$(sha256sum <"$archive")
expect 'the archive is made again' Packaging/dist.sh
expect_text 'the same to the byte' "$sum" "$(sha256sum <"$archive")"

tar=.build/clean-root.tar
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
[ -f "$tar" ] || mmdebstrap --quiet --variant=apt "$suite" "$tar"

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root

fresh_root() {
    rm -rf --one-file-system "$root"
    mkdir "$root"
    tar -C "$root" -xf "$tar"
    # Names of hosts, so that packages can be fetched.
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    mkdir -p "$root/home/user"
    cp -R SampleRepository "$root/home/user/export"
    chown -R 1000:1000 "$root/home/user"
    in_root apt-get update -q >/dev/null
}

# In the fresh system, with a /proc that goes with it: without one, Swift programs do not get their arguments.
in_root() {
    # shellcheck disable=SC2016 # For the shell that is started.
    unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$root" \
        env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}
as_user() { in_root setpriv --reuid 1000 --regid 1000 --clear-groups env HOME=/home/user "$@"; }

# All there is, but for what apt and dpkg write about their own work, and the cache of the dynamic linker.
snapshot() {
    (
        cd "$root"
        find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/cache/apt -o -path ./var/lib/apt \
            -o -path ./var/log -o -path ./home -o -path ./var/cache/ldconfig -o -path './var/cache/debconf' \
            -o -path './var/lib/dpkg/*-old' -o -path ./etc/ld.so.cache \) -prune \
            -o -type d -printf '%y %m %U:%G %p\n' -o -printf '%y %m %U:%G %p %l\n' | LC_ALL=C sort
        find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/cache -o -path ./var/lib/apt \
            -o -path ./var/log -o -path ./home -o -path './var/lib/dpkg/*-old' -o -path ./etc/ld.so.cache \) -prune \
            -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    )
}
unchanged() { diff "$work/before" <(snapshot); }

# What a user does first, as a user without rights.
use() {
    expect "$1: the version" as_user ims-migrate --version
    expect "$1: scan" as_user ims-migrate scan /home/user/export
    expect "$1: migrate" as_user sh -c 'cd && ims-migrate migrate export --mapping export/mapping.csv'
    expect "$1: rollback" as_user sh -c 'cd && ims-migrate rollback reports/report.json'
    expect "$1: is as it was" diff -r SampleRepository "$root/home/user/export"
    expect "$1: reports" test -s "$root/home/user/reports/report.html"
}

fresh_root
snapshot >"$work/before"
cp "$deb" "$root/tmp/"
expect 'deb: installs with what it depends on' \
    in_root apt-get install -q -y --no-install-recommends "/tmp/$(basename "$deb")"
use deb
expect 'deb: the manual' test -f "$root/usr/share/man/man1/ims-migrate.1.gz"
expect 'deb: completions for zsh' test -f "$root/usr/share/zsh/vendor-completions/_ims-migrate"
expect 'deb: its files are as it brought them' in_root dpkg --verify ims-migrate
expect 'deb: is purged' in_root apt-get purge -q -y --autoremove ims-migrate
expect 'deb: without a trace' unchanged

fresh_root
cp "$archive" "$root/tmp/"
in_root tar -C /opt -xf "/tmp/$(basename "$archive")"
folder=/opt/$(basename "$archive" .tar.gz)
# The libraries, as the archive itself says.
read -ra command < <(sed -n 's/^ *\(apt-get install .*\)/\1/p' "$root$folder/README.txt")
expect 'archive: what it says to install' in_root "${command[@]}" -q -y --no-install-recommends
snapshot >"$work/before"
expect 'archive: installs' in_root "$folder/install.sh"
use archive
expect 'archive: uninstalls' in_root "$folder/uninstall.sh"
expect 'archive: without a trace' unchanged

conclude
