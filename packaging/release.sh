#!/usr/bin/env bash
# Builds what is handed out, in target/release-packages: the archive (program, manual pages in both
# languages, completions, an example, licences) and the .deb of the same. Offline once fetched.
# PROGRAM=target/debug/empreinte makes them of a program that is built, to hold the packages and not
# the speed.
set -euo pipefail
cd "$(dirname "$0")/.."

built=${PROGRAM:-target/release/empreinte}
[ -n "${PROGRAM:-}" ] || cargo build --locked --release --bin empreinte
host=$(rustc -vV | sed -n 's/^host: //p')
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH=$epoch

out=target/release-packages
rm -rf "$out"
mkdir -p "$out"
name=empreinte-$version-$host
tree=$out/$name
mkdir -p "$tree/man/fr" "$tree/completions"
cp "$built" "$tree/empreinte"
[ -z "${PROGRAM:-}" ] || strip "$tree/empreinte"
"$built" man --out "$tree/man" --lang en >/dev/null
"$built" man --out "$tree/man/fr" --lang fr >/dev/null
for shell in bash zsh fish; do
  "$built" completions "$shell" > "$tree/completions/empreinte.$shell"
done
cp -r inventories/pme-exemple "$tree/example"
cp README.md README.fr.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE NOTICE "$tree/"
cp "$tree/empreinte" "$out/empreinte"

# The program that is handed out does what the README says of it.
"$tree/empreinte" assess "$tree/example" --lang en | grep -q 'Footprint of the year'

tar -C "$out" --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -cf - "$name" \
  | gzip -9n > "$out/$name.tar.gz"

# The package.
case ${host%%-*} in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) arch=${host%%-*} ;; esac
deb=$out/deb
install -D -m 0755 "$tree/empreinte" "$deb/usr/bin/empreinte"
for page in "$tree"/man/*.1; do
  install -D -m 0644 "$page" "$deb/usr/share/man/man1/$(basename "$page")"
done
for page in "$tree"/man/fr/*.1; do
  install -D -m 0644 "$page" "$deb/usr/share/man/fr/man1/$(basename "$page")"
done
gzip -9n "$deb"/usr/share/man/man1/*.1 "$deb"/usr/share/man/fr/man1/*.1
install -D -m 0644 "$tree/completions/empreinte.bash" "$deb/usr/share/bash-completion/completions/empreinte"
install -D -m 0644 "$tree/completions/empreinte.zsh" "$deb/usr/share/zsh/vendor-completions/_empreinte"
install -D -m 0644 "$tree/completions/empreinte.fish" "$deb/usr/share/fish/vendor_completions.d/empreinte.fish"
install -D -m 0644 LICENSE-MIT "$deb/usr/share/doc/empreinte/copyright"
mkdir -p "$deb/usr/share/doc/empreinte" "$deb/DEBIAN"
cp -r "$tree/example" "$deb/usr/share/doc/empreinte/example"
cat > "$deb/DEBIAN/control" <<CONTROL
Package: empreinte
Version: $version
Architecture: $arch
Maintainer: empreinte <empreinte@example.org>
Section: science
Priority: optional
Depends: libc6
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Description: environmental footprint of an IT estate
 Turns inventories as tools export them into a yearly footprint with its
 interval, indicators of lifetime, reuse and waste, and a report in which
 every figure says where it comes from.
CONTROL
dpkg-deb --root-owner-group -Zxz --build "$deb" "$out/empreinte_${version}_$arch.deb" >/dev/null
rm -rf "$deb" "$tree"
(cd "$out" && sha256sum ./*.deb ./*.tar.gz > SHA256SUMS)
ls -l "$out"
