#!/usr/bin/env bash
# Puts Debian's nginx, with TLS, in front of a collector that listens without: an agent enrols and
# its record is stored through it, refusals come through as they are, and limits go by agent and by
# token, whatever X-Forwarded-For says. Takes the collector's program.
set -euo pipefail
cd "$(dirname "$0")/../.."

collector=${1:-target/debug/empreinte-collector}
has_all() { command -v nginx >/dev/null && command -v openssl >/dev/null && command -v curl >/dev/null; }
if ! has_all && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light openssl curl; } \
    >/dev/null 2>&1 || true
fi
if ! has_all; then
  echo "skipped: nginx, openssl or curl is missing and could not be installed" >&2
  # Where a machine watches, what was not tried is no success.
  if [ -n "${CI:-}" ]; then exit 1; fi
  exit 0
fi
fail() { echo "nginx: $*" >&2; exit 1; }
place=$(mktemp -d)
chmod 0755 "$place"
: > "$place/log"
served= proxied=
end() {
  for pid in $proxied $served; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  rm -rf "$place"
}
trap end EXIT
state=$place/state
token=$("$collector" --state "$state" token new --site CI)
listens() {
  "$collector" --state "$state" serve --listen "${1:-127.0.0.1:0}" --posts-per-hour 8 2>"$place/log" &
  served=$!
  for _ in $(seq 100); do
    address=$(sed -n 's/.*"address":"\([^"]*\)".*/\1/p' "$place/log" | head -1)
    if [ -n "$address" ]; then return; fi
    sleep 0.1
  done
  fail "the collector does not start: $(cat "$place/log")"
}
listens

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
  -addext 'subjectAltName=DNS:localhost' -keyout "$place/key.pem" -out "$place/cert.pem" 2>/dev/null
port=${NGINXTESTPORT:-58443}
# What docs/exploitation.md shows, where it is started from a folder.
cat > "$place/nginx.conf" <<NGINX
daemon off;
pid $place/nginx.pid;
error_log $place/nginx.log;
events {}
http {
  access_log off;
  client_body_temp_path $place/client; proxy_temp_path $place/proxy;
  fastcgi_temp_path $place/1; uwsgi_temp_path $place/2; scgi_temp_path $place/3;
  server {
    listen 127.0.0.1:$port ssl;
    server_name localhost;
    ssl_certificate $place/cert.pem;
    ssl_certificate_key $place/key.pem;
    client_max_body_size 8m;
    location / { proxy_pass http://$address; proxy_http_version 1.1; proxy_read_timeout 60s; }
  }
}
NGINX
# Without the modules that a distribution loads.
nginx -p "$place" -c "$place/nginx.conf" -e "$place/nginx.log" &
proxied=$!
url=https://localhost:$port
ask() { curl -sS --cacert "$place/cert.pem" --resolve "localhost:$port:127.0.0.1" -o "$place/body" -D "$place/head" -w '%{http_code}' "$@"; }
for _ in $(seq 50); do
  if [ "$(ask "$url/v1/health" 2>/dev/null)" = 200 ]; then break; fi
  sleep 0.1
done
[ "$(ask "$url/v1/health")" = 200 ] || fail "health does not come through: $(cat "$place/nginx.log")"

enrol() { # agent, X-Forwarded-For
  ask -H "Authorization: Bearer $token" -H "X-Forwarded-For: $2" -H 'Content-Type: application/json' \
    -d "{\"schema\":\"enrol/1\",\"agent\":\"$1\",\"agent_version\":\"0\"}" "$url/v1/enroll"
}
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$place/body"; }
agent=0123456789abcdef0123456789abcdef
[ "$(enrol $agent 192.0.2.1)" = 201 ] || fail "an agent is not enrolled: $(cat "$place/body")"
secret=$(field secret)
[ ${#secret} = 64 ] || fail "no secret comes through"

# An empty batch, and one of a record that its schema refuses: both are answered by the collector.
batch() {
  printf '{"schema":"batch/1","agent":"%s","boot":"a","sent_at":"2026-11-25T06:00:00Z","spool":{"pending":1,"lost_records":0,"folded_days":0,"rejected":0,"in_memory":false},"records":[%s]}' "$agent" "$1"
}
post() { # body, secret, X-Forwarded-For
  printf '%s' "$1" | gzip -c > "$place/packed"
  ask -H "Authorization: Bearer $2" -H "X-Forwarded-For: $3" -H 'Content-Encoding: gzip' \
    -H 'Content-Type: application/json' --data-binary "@$place/packed" "$url/v1/ingest"
}
[ "$(post "$(batch '')" "$secret" 192.0.2.1)" = 200 ] || fail "a batch is refused: $(cat "$place/body")"
grep -q '"schema":"ack/1"' "$place/body" || fail "the acknowledgement does not come through"
[ "$(post "$(batch '{"seq":1}')" "$secret" 192.0.2.2)" = 200 ] || fail "$(cat "$place/body")"
grep -q '"code":"schema"' "$place/body" || fail "a refused record is not told"
[ "$(post "$(batch '')" "wrong" 192.0.2.1)" = 401 ] || fail "a wrong secret is not 401"
grep -q '"schema":"refused/1"' "$place/body" || fail "the refusal is not the collector's own"

# Limits: eight requests an hour of an agent, wherever it says that it comes from. Six are left.
last=
for at in 1 2 3 4 5 6 7 8 9 10; do last=$(post "$(batch '')" "$secret" "192.0.2.$at"); done
[ "$last" = 429 ] || fail "X-Forwarded-For gives an agent another limit: $last"
grep -qi '^retry-after:' "$place/head" || fail "429 loses its Retry-After"
# Nor is it another answer when a large body is refused: nginx still writes it.
head -c 900000 /dev/urandom > "$place/large"
for refusal in 401:wrong "429:$secret"; do
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    told=$(ask -H "Authorization: Bearer ${refusal#*:}" -H 'Content-Encoding: gzip' --data-binary "@$place/large" "$url/v1/ingest")
    [ "$told" = "${refusal%%:*}" ] || fail "a large body refused by ${refusal%%:*} comes as $told"
  done
done
grep -qi '^retry-after:' "$place/head" || fail "429 loses its Retry-After after a large body"
# Another agent behind the same proxy is not held up by it.
[ "$(enrol fedcba9876543210fedcba9876543210 192.0.2.1)" = 201 ] || fail "agents behind one proxy share a limit"
secret_of_other=$(field secret)

# Secrets that nobody has are looked for a hundred at once: then it is 503, with its Retry-After.
guesses=$(ask -H 'Authorization: Bearer nobody' -H 'Content-Type: application/json' -d '{}' -w '%{http_code}\n' \
  "$url/v1/ingest?[1-400]")
grep -q '^503$' <<< "$guesses" || fail "no guess is put off"
grep -qi '^retry-after:' "$place/head" || fail "503 loses its Retry-After"
grep -q '^5' <<< "$(grep -v '^503$' <<< "$guesses")" && fail "another fault than 503"

# A collector that is away is nginx's own 502, and agents come back to it.
agent=fedcba9876543210fedcba9876543210
kill "$served" && wait "$served" || true
served=
[ "$(post "$(batch '')" "$secret_of_other" 192.0.2.1)" = 502 ] || fail "a collector that is away is not 502"
listens "$address"
[ "$(post "$(batch '')" "$secret_of_other" 192.0.2.1)" = 200 ] || fail "an agent does not come back: $(cat "$place/body")"
echo "nginx: enrolled and stored through TLS; 200, 401, 429, 503 and their Retry-After come through; limits go by agent"
