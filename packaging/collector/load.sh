#!/usr/bin/env bash
# The load that docs/RELIABILITY.md tells of: so many agents enrol and post their day over so many
# connections; what a second took, how long the slowest waited, how much memory, and nothing lost.
# With `postgres` as third word the store is a Debian PostgreSQL of its own, which is stopped for two
# seconds in the midst of it. With `tls` as fourth word it is spoken to over TLS, and with `fresh` as
# fifth each post opens a connection of its own. PROFILE=dev measures the build of everyday tests.
set -euo pipefail
cd "$(dirname "$0")/../.."

agents=${1:-100000} connections=${2:-64} store=${3:-sqlite} wire=${4:-plain} each=${5:-kept}
profile=${PROFILE:-release}
cargo build --locked -q -p empreinte-collector --profile "$profile" --bins --examples
case $profile in dev) built=target/debug ;; *) built=target/$profile ;; esac
place=$(mktemp -d)
: > "$place/log"
served= database=
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
end() {
  if [ -n "$served" ]; then kill "$served" 2>/dev/null || true; wait "$served" 2>/dev/null || true; fi
  if [ -n "$database" ]; then as "$bin/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1 || true; fi
  rm -rf "$place"
}
trap end EXIT
if [ "$store" = postgres ]; then
  bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
  if [ "$(id -u)" = 0 ]; then chown postgres "$place"; fi
  port=${PGTESTPORT:-15430}
  as "$bin/initdb" -D "$place/data" -U empreinte --auth=trust -E UTF8 >/dev/null
  database=started
  up() {
    as "$bin/pg_ctl" -D "$place/data" -w -l "$place/database" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$place" start >/dev/null
  }
  up
  as "$bin/createdb" -h 127.0.0.1 -p "$port" -U empreinte full
  export EMPREINTE_STORE="postgres://empreinte@127.0.0.1:$port/full"
fi
serves=() speaks=()
if [ "$wire" = tls ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE \
    -keyout "$place/key.pem" -out "$place/chain.pem" 2>/dev/null
  serves=(--tls-cert "$place/chain.pem" --tls-key "$place/key.pem") speaks=("tls=$place/chain.pem")
fi
if [ "$each" = fresh ]; then speaks+=(fresh); fi
token=$("$built/empreinte-collector" --state "$place/state" token new --site load)
"$built/empreinte-collector" --state "$place/state" serve --listen 127.0.0.1:0 \
  --enrolments-per-hour 1000000000 "${serves[@]}" 2>"$place/log" &
served=$!
for _ in $(seq 100); do
  address=$(sed -n 's/.*"address":"\([^"]*\)".*/\1/p' "$place/log" | head -1)
  if [ -n "$address" ]; then break; fi
  sleep 0.1
done
uptime
"$built/examples/load" "$address" "$token" "$agents" "$connections" "${speaks[@]}" > "$place/said" &
load=$!
if [ "$store" = postgres ]; then
  while ! grep -q enrolled "$place/said" && kill -0 "$load" 2>/dev/null; do sleep 0.2; done
  sleep 2
  as "$bin/pg_ctl" -D "$place/data" -m fast stop >/dev/null
  sleep 2
  up
fi
wait "$load"
cat "$place/said"
grep -q "^$agents of $agents acknowledged" "$place/said"
sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/most memory: \1 kB/p' "/proc/$served/status"
# What was acknowledged is there: each agent's one day.
kept=$("$built/empreinte-collector" --state "$place/state" summary --month 2026-11 | awk -F, 'NR > 1 { sum += $6 } END { print sum + 0 }')
echo "days kept: $kept"
[ "$kept" = "$agents" ]
