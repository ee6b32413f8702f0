#!/usr/bin/env bash
# Lets schemathesis (PyPI) make requests out of the API's own description, sound and malformed, and
# send them to a collector that runs: any 5xx but 503, any answer that the description does not know,
# any malformed body that is taken, fails. Takes how many examples an operation gets, and the
# collector's program.
set -euo pipefail
cd "$(dirname "$0")/../.."

examples=${1:-40}
collector=$(realpath "${2:-target/debug/empreinte-collector}")
skipped() {
  echo "skipped: $1" >&2
  # Where a machine watches, what was not tried is no success.
  if [ -n "${CI:-}" ]; then exit 1; fi
  exit 0
}
# Kept beside what is built: the next run installs nothing.
venv=$PWD/target/schemathesis
if [ ! -x "$venv/bin/schemathesis" ]; then
  { python3 -m venv "$venv" && "$venv/bin/pip" install -q 'schemathesis>=4.32,<5'; } >/dev/null 2>&1 \
    || skipped "schemathesis is missing and could not be installed from PyPI"
fi
place=$(mktemp -d)
: > "$place/log"
served=
end() {
  if [ -n "$served" ]; then kill "$served" 2>/dev/null || true; wait "$served" 2>/dev/null || true; fi
  rm -rf "$place"
}
trap end EXIT
# It keeps what it learnt in the folder that it is started from, and reads there what is no failure:
# 503 with Retry-After, where a slow disk lets too much wait.
cd "$place"
cat > schemathesis.toml <<'TOML'
[checks]
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "503"]
TOML
token=$("$collector" --state "$place/state" token new --site CI)
"$collector" --state "$place/state" serve --listen 127.0.0.1:0 \
  --posts-per-hour 100000000 --enrolments-per-hour 100000000 2>"$place/log" &
served=$!
for _ in $(seq 100); do
  address=$(sed -n 's/.*"address":"\([^"]*\)".*/\1/p' "$place/log" | head -1)
  if [ -n "$address" ]; then break; fi
  sleep 0.1
done
run() {
  "$venv/bin/schemathesis" run "http://$address/v1/openapi.json" \
    -H "Authorization: Bearer $1" --max-examples "$examples" --mode all --checks all \
    --phases examples,coverage,fuzzing --seed 17 --no-color "${@:2}" 2>&1
}
# Enrolment by a token, the rest by the secret that an enrolment gives.
run "$token" --include-path /v1/enroll
agent=$(head -c16 /dev/urandom | od -An -tx1 | tr -d ' \n')
secret=$(python3 - "$address" "$token" "$agent" <<'PY'
import json, sys, urllib.request
address, token, agent = sys.argv[1:]
body = json.dumps({"schema": "enrol/1", "agent": agent, "agent_version": "0"}).encode()
asked = urllib.request.Request(f"http://{address}/v1/enroll", body, {"Authorization": f"Bearer {token}"})
print(json.load(urllib.request.urlopen(asked))["secret"])
PY
)
run "$secret" --exclude-path /v1/enroll
if ! kill -0 "$served"; then
  echo "the collector ended: $(cat "$place/log")" >&2
  exit 1
fi
if grep -q '"level":"error"' "$place/log"; then
  grep '"level":"error"' "$place/log" | head >&2
  exit 1
fi
