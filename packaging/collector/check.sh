#!/usr/bin/env bash
# Holds what packaging/collector/build.sh made to what the collector promises: a static program, pages
# and completions that their readers take, a closed unit, and a package that installs, serves, upgrades
# with its store, and goes.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$PWD/target/collector-packages
collector=$out/empreinte-collector
work=$(mktemp -d)
chmod 0755 "$work"
served= package=
end() {
  if [ -n "$served" ]; then kill "$served" 2>/dev/null || true; wait "$served" 2>/dev/null || true; fi
  if [ -n "$package" ]; then dpkg --purge empreinte-collector >/dev/null 2>&1 || true; fi
  rm -rf "$work"
}
trap end EXIT
fail() { echo "collector: $*" >&2; exit 1; }
have() { command -v "$1" >/dev/null; }
export EMPREINTE_LANG=en

linked="not looked at: file is missing"
if have file; then
  file -b "$collector" | grep -q 'static' || fail "the program is not static"
  linked=static
fi

# The pages and completions say nothing that their readers refuse.
pages=$PWD/target/collector-pages
if have man; then
  for page in "$pages/empreinte-collector.1" "$pages/fr/empreinte-collector.1"; do
    [ -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)" ] || fail "$page has warnings"
  done
fi
grep -q 'empreinte-collector usage import meter' "$pages/empreinte-collector.1" || fail "the page lacks a command"
bash -n "$pages/empreinte-collector.bash" || fail "the completions of bash"
if have zsh; then zsh -n "$pages/_empreinte-collector" || fail "the completions of zsh"; fi
if have fish; then fish --no-execute "$pages/empreinte-collector.fish" || fail "the completions of fish"; fi

# The sandbox, as systemd itself grades it: 0 is closed, 10 is open.
exposure="not graded: systemd-analyze is missing"
if have systemd-analyze; then
  exposure=$(systemd-analyze security --offline=true --no-pager "$PWD/packaging/collector/empreinte-collector.service" \
    | sed -n 's/.*Overall exposure level[^:]*: \([0-9.]*\).*/\1/p')
  [ -n "$exposure" ] || fail "systemd-analyze gave no figure"
  awk "BEGIN { exit !($exposure <= 2.0) }" || fail "exposure $exposure, more than 2.0"
fi

# Installed, used, upgraded, removed and purged, where this is a Debian on which that may be done.
state=/var/lib/empreinte-collector
installed="not tried: needs root, CI=true and dpkg"
here() { [ "$(dpkg-query -W -f='${db:Status-Status}' empreinte-collector 2>/dev/null)" = installed ]; }
if [ "$(id -u)" -eq 0 ] && [ -n "${CI:-}" ] && have dpkg && ! here; then
  package=installed
  dpkg -i "$out"/*.deb >/dev/null
  empreinte-collector --version >/dev/null || fail "the installed program does not run"
  # Images without documents leave some files out: the list still names them.
  for file in /usr/share/man/man1/empreinte-collector.1.gz /usr/share/man/fr/man1/empreinte-collector.1.gz \
    /usr/share/bash-completion/completions/empreinte-collector /usr/share/zsh/vendor-completions/_empreinte-collector \
    /usr/share/fish/vendor_completions.d/empreinte-collector.fish /lib/systemd/system/empreinte-collector.service; do
    dpkg --listfiles empreinte-collector | grep -qxF "$file" || fail "$file is not installed"
  done
  if have systemd-analyze; then
    said=$(systemd-analyze verify --man=no /lib/systemd/system/empreinte-collector.service 2>&1 | grep empreinte || true)
    [ -z "$said" ] || fail "systemd-analyze verify: $said"
  fi
  # As the unit runs it: its own user, and a folder that nobody else reads.
  install -d -m 0700 -o empreinte-collector -g empreinte-collector "$state"
  as_service=(setpriv --reuid empreinte-collector --regid empreinte-collector --clear-groups --no-new-privs)
  token=$("${as_service[@]}" empreinte-collector token new --site CI)
  [ ${#token} = 64 ] || fail "no token: $token"
  serve() {
    : > "$work/log"
    "${as_service[@]}" empreinte-collector serve --listen 127.0.0.1:0 2>"$work/log" &
    served=$!
    for _ in $(seq 100); do
      if grep -q '"listening"' "$work/log"; then return; fi
      sleep 0.1
    done
    fail "the installed collector does not listen: $(cat "$work/log")"
  }
  stopped() {
    kill "$served"
    wait "$served" || fail "SIGTERM did not end it with 0"
    served=
    grep -q '"stopped"' "$work/log" || fail "it does not say that it stopped"
  }
  serve
  peak=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$served/status")
  [ "$peak" -le 60000 ] || fail "$peak kB resident with nobody there"
  stopped
  dpkg -i "$out"/*.deb >/dev/null
  "${as_service[@]}" empreinte-collector token list | grep -q ',CI,' || fail "an upgrade loses the store"
  serve
  stopped
  dpkg -r empreinte-collector >/dev/null 2>&1
  [ ! -e /usr/bin/empreinte-collector ] || fail "the program is left after the removal"
  [ -e "$state/store" ] && [ -e /etc/empreinte-collector/environment ] || fail "removing takes the store away"
  dpkg --purge empreinte-collector >/dev/null 2>&1
  package=
  for left in /usr/bin/empreinte-collector /etc/empreinte-collector "$state"; do
    [ ! -e "$left" ] || fail "$left is left after the purge"
  done
  getent passwd empreinte-collector >/dev/null && fail "the user is left after the purge"
  installed="yes; $peak kB resident with nobody there"
fi
cat <<SAID
collector: program: $(stat -c %s "$collector") bytes, $linked
collector: exposure: $exposure
collector: installed, served, upgraded, removed, purged: $installed
SAID
