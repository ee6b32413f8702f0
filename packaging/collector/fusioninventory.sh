#!/usr/bin/env bash
# Lets Debian's fusioninventory-agent report to a collector, with a token as password, and looks at
# what was kept of it. Takes the collector's program.
set -euo pipefail
cd "$(dirname "$0")/../.."

collector=${1:-target/debug/empreinte-collector}
if ! command -v fusioninventory-agent >/dev/null && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fusioninventory-agent; } \
    >/dev/null 2>&1 || true
fi
if ! command -v fusioninventory-agent >/dev/null; then
  echo "skipped: fusioninventory-agent is missing and could not be installed" >&2
  # Where a machine watches, what was not tried is no success.
  if [ -n "${CI:-}" ]; then exit 1; fi
  exit 0
fi
place=$(mktemp -d)
: > "$place/log"
served=
end() {
  if [ -n "$served" ]; then kill "$served" 2>/dev/null || true; wait "$served" 2>/dev/null || true; fi
  rm -rf "$place"
}
trap end EXIT
token=$("$collector" --state "$place/state" token new --site CI)
"$collector" --state "$place/state" serve --listen 127.0.0.1:0 2>"$place/log" &
served=$!
for _ in $(seq 100); do
  address=$(sed -n 's/.*"address":"\([^"]*\)".*/\1/p' "$place/log" | head -1)
  if [ -n "$address" ]; then break; fi
  sleep 0.1
done
run() {
  fusioninventory-agent --server "http://$address/" --user glpi --password "$1" --no-task=deploy \
    --force --no-category=software,process --debug >"$place/said" 2>&1 || true
}
kept() {
  "$collector" --state "$place/state" export --estate "$place/estate"
  find "$place/estate" -name 'P*.json' | wc -l
}
run wrong
documents=$(kept)
if [ "$documents" != 0 ]; then
  echo "a wrong password was taken: $documents documents" >&2
  exit 1
fi
run "$token"
documents=$(kept)
if [ "$documents" != 1 ]; then
  echo "expected one document, found $documents" >&2
  cat "$place/said" >&2
  exit 1
fi
if grep -rqwF "$(hostname)" "$place/estate"; then
  echo "the name of this machine was kept" >&2
  exit 1
fi
echo "fusioninventory-agent: one document kept, no name in it"
