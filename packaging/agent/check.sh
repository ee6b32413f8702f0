#!/usr/bin/env bash
# Holds what packaging/agent/build.sh made to what the agent promises: size, memory, instructions,
# ports, the sandbox, and a package that installs and goes without a trace.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$PWD/target/agent-packages
agent=$out/empreinte-agent
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
fail() { echo "agent: $*" >&2; exit 1; }

size=$(stat -c %s "$agent")
[ "$size" -le 4194304 ] || fail "the program is $size bytes, more than 4 MiB"

# A real run: memory at its highest, no port that listens, a clean stop.
"$agent" run --now --state "$work/state" 2> "$work/log" &
pid=$!
sleep 3
peak=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status")
ports=$(ss -Hlntup 2>/dev/null | grep -c "pid=$pid," || true)
kill "$pid"
wait "$pid" || fail "SIGTERM did not end it with 0"
pid=
[ "$peak" -le 8192 ] || fail "$peak kB resident, more than 8 MB"
[ "$ports" -eq 0 ] || fail "it listens on a port"
"$agent" once --seconds 1 | grep -q '"schema":"use-day/1"' || fail "once shows no record"
"$agent" doctor --lang en --state "$work/state" | grep -q '^Grade: ' || fail "doctor says no grade"

# A replayed day, in instructions: repeatable where seconds are not. 5 CPU-seconds are about
# 5,000 million on the slowest of cores.
promised=$(cat packaging/agent/instructions 2>/dev/null || true)
if [ -z "$promised" ]; then
  counted="not counted: packaging/agent/instructions promises none yet"
elif command -v valgrind >/dev/null; then
  counted=$(valgrind --tool=callgrind --callgrind-out-file="$work/callgrind" "$out/empreinte-agent-replay" "$work/day" 2>&1 \
    | sed -n 's/.*Collected : \([0-9]*\).*/\1/p')
  [ -n "$counted" ] || fail "callgrind counted nothing"
  [ "$counted" -le $((promised * 105 / 100)) ] \
    || fail "a day takes $counted instructions, more than 5 % over the $promised of packaging/agent/instructions"
else
  counted="not counted: valgrind is missing"
fi

# The sandbox, as systemd itself grades it: 0 is closed, 10 is open.
if command -v systemd-analyze >/dev/null; then
  exposure=$(systemd-analyze security --offline=true --no-pager "$PWD/packaging/agent/empreinte-agent.service" \
    | sed -n 's/.*Overall exposure level[^:]*: \([0-9.]*\).*/\1/p')
  [ -n "$exposure" ] || fail "systemd-analyze gave no figure"
  awk "BEGIN { exit !($exposure <= 1.6) }" || fail "exposure $exposure, more than 1.6"
else
  exposure="not graded: systemd-analyze is missing"
fi

# Installed, used and purged, where this is a Debian on which that may be done.
if [ "$(id -u)" -eq 0 ] && [ -n "${CI:-}" ] && command -v dpkg >/dev/null && ! dpkg -s empreinte-agent >/dev/null 2>&1; then
  dpkg -i "$out"/*.deb >/dev/null
  empreinte-agent --version >/dev/null || fail "the installed program does not run"
  for file in /usr/share/man/man1/empreinte-agent.1.gz /usr/share/bash-completion/completions/empreinte-agent \
    /lib/systemd/system/empreinte-agent.service /usr/lib/empreinte-agent/prepare; do
    [ -e "$file" ] || [ -n "$(dpkg --listfiles empreinte-agent | grep -F "$file")" ] || fail "$file is not installed"
  done
  /usr/lib/empreinte-agent/prepare || fail "prepare does not end well"
  dpkg --purge empreinte-agent >/dev/null
  for left in /usr/bin/empreinte-agent /etc/empreinte-agent /var/lib/empreinte-agent; do
    [ ! -e "$left" ] || fail "$left is left after the purge"
  done
  getent passwd empreinte-agent >/dev/null && fail "the user is left after the purge"
  installed=yes
else
  installed="not tried: needs root, CI=true and dpkg"
fi
echo "agent: $size bytes, $peak kB at most, instructions a day: $counted, exposure $exposure, installed and purged: $installed"
