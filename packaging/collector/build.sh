#!/usr/bin/env bash
# Builds the collector as one static file, then the .deb, in target/collector-packages.
set -euo pipefail
cd "$(dirname "$0")/../.."

host=$(rustc -vV | sed -n 's/^host: //p')
profile=${PROFILE:-release}
# Static on glibc: runs on any Linux of this architecture.
RUSTFLAGS="-C target-feature=+crt-static" \
  cargo build --locked -p empreinte-collector --profile "$profile" --target "$host"
RUSTFLAGS="" cargo run --locked -q -p empreinte-collector --example pages -- target/collector-pages

out=target/collector-packages
rm -rf "$out"
mkdir -p "$out"
case $profile in dev) built=target/$host/debug ;; *) built=target/$host/$profile ;; esac
cp "$built/empreinte-collector" "$out/"
[ "$profile" = dev ] && strip "$out/empreinte-collector"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
case ${host%%-*} in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) arch=${host%%-*} ;; esac
deb=$out/deb
put() { install -D -m "$1" "$2" "$deb/$3"; }
put 0755 "$out/empreinte-collector" usr/bin/empreinte-collector
put 0644 packaging/collector/empreinte-collector.service lib/systemd/system/empreinte-collector.service
put 0600 packaging/collector/environment etc/empreinte-collector/environment
put 0644 docs/exploitation.md usr/share/doc/empreinte-collector/exploitation.md
pages=target/collector-pages
put 0644 "$pages/empreinte-collector.1" usr/share/man/man1/empreinte-collector.1
put 0644 "$pages/fr/empreinte-collector.1" usr/share/man/fr/man1/empreinte-collector.1
gzip -9n "$deb"/usr/share/man/man1/empreinte-collector.1 "$deb"/usr/share/man/fr/man1/empreinte-collector.1
put 0644 "$pages/empreinte-collector.bash" usr/share/bash-completion/completions/empreinte-collector
put 0644 "$pages/_empreinte-collector" usr/share/zsh/vendor-completions/_empreinte-collector
put 0644 "$pages/empreinte-collector.fish" usr/share/fish/vendor_completions.d/empreinte-collector.fish
put 0644 LICENSE-MIT usr/share/doc/empreinte-collector/copyright
for script in postinst prerm postrm; do put 0755 "packaging/collector/debian/$script" "DEBIAN/$script"; done
echo /etc/empreinte-collector/environment > "$deb/DEBIAN/conffiles"
cat > "$deb/DEBIAN/control" <<CONTROL
Package: empreinte-collector
Version: $version
Architecture: $arch
Maintainer: empreinte <empreinte@example.org>
Section: admin
Priority: optional
Depends: passwd
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Description: stores the days of empreinte's agents, and writes them for an estate
 Takes what empreinte's agents and those of GLPI say of machines, stores each
 day once, and writes inventories and measured energy in documented formats.
CONTROL
dpkg-deb --root-owner-group -Zxz --build "$deb" "$out/empreinte-collector_${version}_$arch.deb" >/dev/null
rm -rf "$deb"
(cd "$out" && sha256sum ./*.deb > SHA256SUMS)
ls -l "$out"
