#!/usr/bin/env bash
# Builds the agent as one static file, then the .deb and the tarball, in target/agent-packages.
set -euo pipefail
cd "$(dirname "$0")/../.."

host=$(rustc -vV | sed -n 's/^host: //p')
# Static on glibc: runs on any Linux of this architecture, and resolves names without plug-ins.
export RUSTFLAGS="-C target-feature=+crt-static"
cargo build --locked -p empreinte-agent --profile agent --target "$host" --features replay --bins
RUSTFLAGS="" cargo run --locked -q -p empreinte-agent --example pages -- target/agent-pages

out=target/agent-packages
rm -rf "$out"
mkdir -p "$out"
built=target/$host/agent
cp "$built/empreinte-agent" "$built/empreinte-agent-replay" "$out/"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH=$epoch

# The tarball: the program, its page and completions, the unit, the licences.
name=empreinte-agent-$version-${host%%-*}-linux
tree=$out/$name
mkdir -p "$tree"
cp "$out/empreinte-agent" packaging/agent/empreinte-agent.service packaging/agent/prepare \
  packaging/agent/agent.toml LICENSE-MIT LICENSE-APACHE docs/agent.md "$tree/"
cp target/agent-pages/empreinte-agent.1 target/agent-pages/empreinte-agent.bash \
  target/agent-pages/_empreinte-agent target/agent-pages/empreinte-agent.fish "$tree/"
tar -C "$out" --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -cf - "$name" \
  | gzip -9n > "$out/$name.tar.gz"
rm -rf "$tree"

# The package.
case ${host%%-*} in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) arch=${host%%-*} ;; esac
deb=$out/deb
put() { install -D -m "$1" "$2" "$deb/$3"; }
put 0755 "$out/empreinte-agent" usr/bin/empreinte-agent
put 0755 packaging/agent/prepare usr/lib/empreinte-agent/prepare
put 0644 packaging/agent/empreinte-agent.service lib/systemd/system/empreinte-agent.service
put 0644 packaging/agent/agent.toml etc/empreinte-agent/agent.toml
put 0644 target/agent-pages/empreinte-agent.1 usr/share/man/man1/empreinte-agent.1
put 0644 target/agent-pages/fr/empreinte-agent.1 usr/share/man/fr/man1/empreinte-agent.1
gzip -9n "$deb"/usr/share/man/man1/empreinte-agent.1 "$deb"/usr/share/man/fr/man1/empreinte-agent.1
put 0644 target/agent-pages/empreinte-agent.bash usr/share/bash-completion/completions/empreinte-agent
put 0644 target/agent-pages/_empreinte-agent usr/share/zsh/vendor-completions/_empreinte-agent
put 0644 target/agent-pages/empreinte-agent.fish usr/share/fish/vendor_completions.d/empreinte-agent.fish
put 0644 LICENSE-MIT usr/share/doc/empreinte-agent/copyright
for script in postinst prerm postrm; do put 0755 "packaging/agent/debian/$script" "DEBIAN/$script"; done
echo /etc/empreinte-agent/agent.toml > "$deb/DEBIAN/conffiles"
cat > "$deb/DEBIAN/control" <<CONTROL
Package: empreinte-agent
Version: $version
Architecture: $arch
Maintainer: empreinte <empreinte@example.org>
Section: admin
Priority: optional
Depends: passwd
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Description: measures this machine's energy, a day at a time
 Sums a day's energy, load and hours on the machine, grades the estimate from
 A to F with an interval, and sends one record a day to a collector, or writes
 it to a file. No user, process, host or network name leaves the machine.
CONTROL
dpkg-deb --root-owner-group -Zxz --build "$deb" "$out/empreinte-agent_${version}_$arch.deb" >/dev/null
rm -rf "$deb"
(cd "$out" && sha256sum ./*.deb ./*.tar.gz > SHA256SUMS)
ls -l "$out"
