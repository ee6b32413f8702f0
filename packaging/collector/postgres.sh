#!/usr/bin/env bash
# Runs the store's tests on a PostgreSQL of its own: Debian's, started in a folder that goes after.
set -euo pipefail
cd "$(dirname "$0")/../.."

bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1; }
if [ -z "$(bin)" ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } \
    >/dev/null 2>&1 || true
fi
bin=$(bin)
if [ -z "$bin" ]; then
  echo "skipped: postgresql is missing and could not be installed" >&2
  # Where a machine watches, what was not tried is no success.
  if [ -n "${CI:-}" ]; then exit 1; fi
  exit 0
fi
place=$(mktemp -d)
# PostgreSQL does not run as root.
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
if [ "$(id -u)" = 0 ]; then chown postgres "$place"; fi
stop() { as "$bin/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$place"; }
trap stop EXIT
port=${PGTESTPORT:-15429}
as "$bin/initdb" -D "$place/data" -U empreinte --auth=trust -E UTF8 >/dev/null
as "$bin/pg_ctl" -D "$place/data" -w -l "$place/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$place" start >/dev/null
# In a language that does not sort by bytes, as most databases are.
for name in full empty; do
  as "$bin/createdb" -h 127.0.0.1 -p "$port" -U empreinte --template=template0 \
    --locale-provider=icu --icu-locale=fr "$name"
done
export EMPREINTE_TEST_POSTGRES="postgres://empreinte@127.0.0.1:$port/full"
export EMPREINTE_TEST_POSTGRES_EMPTY="postgres://empreinte@127.0.0.1:$port/empty"
cargo test -p empreinte-collector --test it -- --exact stores::postgres_answers_every_question_and_moves_both_ways --nocapture \
  | tee "$place/said"
# A test under another name would be none.
grep -q '^test result: ok. 1 passed' "$place/said"
