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
export EMPREINTE_TEST_POSTGRES="postgres://empreinte@127.0.0.1:$port/postgres"
cargo test -p empreinte-collector --test it -- both:: stores:: lists:: put_back:: rekeyed:: --nocapture | tee "$place/said"
# Tests under other names would be none.
grep -q '^test stores::postgres_answers' "$place/said"
grep -q '^test put_back::an_agent_that_is_erased_while_it_posts' "$place/said"
grep -q '^test result: ok. [1-9][0-9]* passed' "$place/said"
