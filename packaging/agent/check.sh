#!/usr/bin/env bash
# Holds what packaging/agent/build.sh made to what the agent promises: size, memory, instructions,
# ports, bare and closed-in machines, the sandbox, and a package that installs, upgrades and goes.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$PWD/target/agent-packages
agent=$out/empreinte-agent
work=$(mktemp -d)
chmod 0755 "$work"
pids=
package=
trap '[ -z "$pids" ] || kill $pids 2>/dev/null || true; [ -z "$package" ] || dpkg --purge empreinte-agent >/dev/null; rm -rf "$work"' EXIT
fail() { echo "agent: $*" >&2; exit 1; }
have() { command -v "$1" >/dev/null; }
root() { [ "$(id -u)" -eq 0 ]; }
export EMPREINTE_LANG=en

size=$(stat -c %s "$agent")
[ "$size" -le 4000000 ] || fail "the program is $size bytes, more than 4 MB"
if have file; then file -b "$agent" | grep -q 'static' || fail "the program is not static"; fi

# A real run: memory at its highest, no port that listens, a clean stop.
peak_of() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"; }
stopped() { kill "$1"; wait "$1" || fail "SIGTERM did not end it with 0"; pids=; }
"$agent" run --now --state "$work/state" 2> "$work/log" &
pid=$! pids=$!
sleep 3
peak=$(peak_of "$pid")
ports=$(ss -Hlntup 2>/dev/null | grep -c "pid=$pid," || true)
stopped "$pid"
[ "$peak" -le 8000 ] || fail "$peak kB resident, more than 8 MB"
[ "$ports" -eq 0 ] || fail "it listens on a port"
"$agent" once --seconds 1 | grep -q '"schema":"use-day/1"' || fail "once shows no record"
"$agent" doctor --state "$work/state" | grep -q '^Grade: ' || fail "doctor says no grade"

# The same with TLS, the system's certificates, and a portal in the collector's place.
if have openssl; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -addext basicConstraints=critical,CA:FALSE -keyout "$work/key" -out "$work/cert" 2>/dev/null
  cat /etc/ssl/certs/ca-certificates.crt "$work/cert" > "$work/bundle" 2>/dev/null || cp "$work/cert" "$work/bundle"
  page='HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 8\r\nConnection: close\r\n\r\n<html/>\n'
  { printf '%b' "$page"; sleep 8; } | openssl s_server -quiet -naccept 1 -accept 127.0.0.1:18443 \
    -key "$work/key" -cert "$work/cert" >/dev/null 2>&1 &
  portal=$!
  echo token > "$work/token"
  printf 'collector = "https://localhost:18443"\ntoken_file = "%s"\n' "$work/token" > "$work/tls.toml"
  chmod 0600 "$work/token" "$work/tls.toml"
  sleep 1
  SSL_CERT_FILE=$work/bundle "$agent" run --now --config "$work/tls.toml" --state "$work/tls" 2>> "$work/log" &
  pid=$! pids="$portal $!"
  sleep 4
  tls=$(peak_of "$pid")
  stopped "$pid"
  kill "$portal" 2>/dev/null || true
  wait "$portal" 2>/dev/null || true
  "$agent" doctor --config "$work/tls.toml" --state "$work/tls" > "$work/doctor"
  grep -q "no answer of the collector" "$work/doctor" || fail "TLS did not get through: $(tail -1 "$work/doctor")"
  [ "$tls" -le 8000 ] || fail "$tls kB resident with TLS, more than 8 MB"
  [ -n "$("$agent" show --waiting --state "$work/tls")" ] || fail "a portal's page deleted a record"
else
  tls="not measured: openssl is missing"
fi

# A replayed day, in instructions: repeatable where seconds are not. The seconds, the kernel's
# included, are held to five.
read -r user system < <(TIMEFORMAT='%U %S'; { time "$out/empreinte-agent-replay" "$work/timed" >/dev/null; } 2>&1)
seconds=$(awk "BEGIN { print $user + $system }")
awk "BEGIN { exit !($seconds <= 5) }" || fail "a day takes $seconds CPU-seconds, more than 5"
promised=$(cat packaging/agent/instructions)
if have valgrind; then
  counted=$(valgrind --tool=callgrind --callgrind-out-file="$work/callgrind" "$out/empreinte-agent-replay" "$work/day" 2>&1 \
    | sed -n 's/.*Collected : \([0-9]*\).*/\1/p')
  [ -n "$counted" ] || fail "callgrind counted nothing"
  [ "$counted" -le $((promised * 102 / 100)) ] \
    || fail "a day takes $counted instructions, more than 2 % over the $promised of packaging/agent/instructions"
else
  counted="not counted: valgrind is missing"
fi

# Machines that tell nothing: an empty root, as in the container; users that are not the host's, as
# in a rootless one.
if root; then
  mkdir -p "$work/empty/tmp"
  cp "$agent" "$work/empty/agent"
  chroot "$work/empty" /agent once --seconds 1 > "$work/once" || fail "it does not start where there is nothing"
  grep -q '"grade":"F"' "$work/once" || fail "with nothing to read the grade is not F"
  bare=yes
  if have setpriv && setpriv --reuid 65533 --regid 65533 --clear-groups unshare -Ur true 2>/dev/null; then
    cp "$agent" "$work/agent"
    setpriv --reuid 65533 --regid 65533 --clear-groups unshare -Ur "$work/agent" once --seconds 1 > "$work/once"
    grep '"use-day/1"' "$work/once" | grep -q '"load_mean":[0-9]' || fail "in another user namespace it sees no load"
    bare="yes, and without the host's root"
  fi
else
  bare="not tried: needs root"
fi

# The sandbox, as systemd itself grades it: 0 is closed, 10 is open.
if have systemd-analyze; then
  exposure=$(systemd-analyze security --offline=true --no-pager "$PWD/packaging/agent/empreinte-agent.service" \
    | sed -n 's/.*Overall exposure level[^:]*: \([0-9.]*\).*/\1/p')
  [ -n "$exposure" ] || fail "systemd-analyze gave no figure"
  awk "BEGIN { exit !($exposure <= 1.6) }" || fail "exposure $exposure, more than 1.6"
else
  exposure="not graded: systemd-analyze is missing"
fi

# The pages and completions say nothing that their readers refuse.
pages=$PWD/target/agent-pages
if have man; then
  for page in "$pages/empreinte-agent.1" "$pages/fr/empreinte-agent.1"; do
    [ -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)" ] || fail "$page has warnings"
  done
fi
bash -n "$pages/empreinte-agent.bash" || fail "the completions of bash"
if have zsh; then zsh -n "$pages/_empreinte-agent" || fail "the completions of zsh"; fi
if have fish; then fish --no-execute "$pages/empreinte-agent.fish" || fail "the completions of fish"; fi

# Installed, used, upgraded, removed and purged, where this is a Debian on which that may be done.
state=/var/lib/empreinte-agent
as_service=(setpriv --reuid empreinte-agent --regid empreinte-agent --clear-groups --no-new-privs)
if root && [ -n "${CI:-}" ] && have dpkg && ! dpkg -s empreinte-agent >/dev/null 2>&1; then
  package=installed
  dpkg -i "$out"/*.deb >/dev/null
  empreinte-agent --version >/dev/null || fail "the installed program does not run"
  # Images without documents leave some files out: the list still names them.
  for file in /usr/share/man/man1/empreinte-agent.1.gz /usr/share/man/fr/man1/empreinte-agent.1.gz \
    /usr/share/bash-completion/completions/empreinte-agent /usr/share/zsh/vendor-completions/_empreinte-agent \
    /lib/systemd/system/empreinte-agent.service /usr/lib/empreinte-agent/prepare; do
    dpkg --listfiles empreinte-agent | grep -qxF "$file" || fail "$file is not installed"
  done
  if have systemd-analyze; then
    said=$(systemd-analyze verify --man=no /lib/systemd/system/empreinte-agent.service 2>&1 | grep empreinte || true)
    [ -z "$said" ] || fail "systemd-analyze verify: $said"
  fi
  /usr/lib/empreinte-agent/prepare || fail "prepare does not end well"
  # As the unit runs it: its own user, its own folder, settings of root's.
  install -d -m 0700 -o empreinte-agent -g empreinte-agent "$state"
  "${as_service[@]}" empreinte-agent run --now 2> "$work/service" &
  pid=$! pids=$!
  sleep 2
  stopped "$pid"
  waits=$("${as_service[@]}" empreinte-agent show --waiting)
  [ -n "$waits" ] || fail "the installed agent keeps no record: $(cat "$work/service")"
  dpkg -i "$out"/*.deb >/dev/null
  [ "$("${as_service[@]}" empreinte-agent show --waiting)" = "$waits" ] || fail "an upgrade loses records"
  dpkg -r empreinte-agent >/dev/null 2>&1
  [ ! -e /usr/bin/empreinte-agent ] || fail "the program is left after the removal"
  [ -e "$state/identity-0" ] && [ -e /etc/empreinte-agent/agent.toml ] || fail "removing takes the state away"
  dpkg --purge empreinte-agent >/dev/null 2>&1
  package=
  for left in /usr/bin/empreinte-agent /etc/empreinte-agent "$state"; do
    [ ! -e "$left" ] || fail "$left is left after the purge"
  done
  getent passwd empreinte-agent >/dev/null && fail "the user is left after the purge"
  installed=yes
else
  installed="not tried: needs root, CI=true and dpkg"
fi
cat <<SAID
agent: program: $size bytes, static
agent: most memory: $peak kB; with TLS and the system's certificates: $tls kB
agent: a replayed day: $counted instructions, $seconds CPU-seconds
agent: bare machine: $bare
agent: exposure: $exposure
agent: installed, upgraded, removed, purged: $installed
SAID
