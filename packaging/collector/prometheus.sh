#!/usr/bin/env bash
# Runs `usage import prometheus` on Debian's prometheus over three recorded days, and holds what it
# writes to kilowatt-hours worked out by hand. Takes the collector's program.
set -euo pipefail
cd "$(dirname "$0")/../.."

collector=${1:-target/debug/empreinte-collector}
if ! { command -v prometheus && command -v promtool; } >/dev/null && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends prometheus; } \
    >/dev/null 2>&1 || true
fi
if ! { command -v prometheus && command -v promtool; } >/dev/null; then
  echo "skipped: prometheus is missing and could not be installed" >&2
  # Where a machine watches, what was not tried is no success.
  if [ -n "${CI:-}" ]; then exit 1; fi
  exit 0
fi
place=$(mktemp -d)
served=
end() {
  if [ -n "$served" ]; then kill "$served" 2>/dev/null || true; wait "$served" 2>/dev/null || true; fi
  rm -rf "$place"
}
trap end EXIT

# A sample a minute from 10 November 2026, 00:00 UTC, to the midnight after the 12th.
awk 'BEGIN {
  first = 1794268800; day = 86400
  for (second = 0; second <= 3 * day; second += 60) {
    at = first + second
    # srv1: the platform at 100 W, and its processor at 60 W within: 2.4 kWh a day, and no more.
    printf "node_rapl_psys_joules_total{instance=\"srv1:9100\",index=\"0\"} %d %d\n", 1e9 + second * 100, at
    printf "node_rapl_package_joules_total{instance=\"srv1:9100\",index=\"0\"} %d %d\n", 5e8 + second * 60, at
    # srv2: two processors at 50 and 30 W; the first counter starts again at noon of the 11th, and
    # what it had counted since the minute before is lost: 1.92 kWh a day, less 50 W of a minute.
    since = second < day * 1.5 ? 7e8 + second * 50 : (second - day * 1.5) * 50
    printf "node_rapl_package_joules_total{instance=\"srv2:9100\",index=\"0\"} %d %d\n", since, at
    printf "node_rapl_package_joules_total{instance=\"srv2:9100\",index=\"1\"} %d %d\n", 9e8 + second * 30, at
    # srv3: its board says 200 W, its platform counter 150: 4.8 kWh a day. On the 12th the board is
    # asked for twelve hours alone: 2.4.
    if (second < 2.5 * day) printf "ipmi_dcmi_power_consumption_watts{instance=\"srv3:9290\"} 200 %d\n", at
    printf "kepler_node_platform_joules_total{instance=\"srv3:9102\"} %d %d\n", 1e9 + second * 150, at
    # srv4: 40 W, and nobody watches on the 11th: 0.96 kWh a day, and no 11th.
    if (second < day || second > 2 * day)
      printf "scaph_host_energy_microjoules{instance=\"srv4:8080\"} %.0f %d\n", 1e15 + second * 40e6, at
  }
  print "# EOF"
}' > "$place/recorded"
promtool tsdb create-blocks-from openmetrics "$place/recorded" "$place/data" >/dev/null
printf 'global: {}\n' > "$place/prometheus.yml"
port=${PROMTESTPORT:-59090}
prometheus --config.file="$place/prometheus.yml" --storage.tsdb.path="$place/data" \
  --storage.tsdb.retention.time=100y --web.listen-address="127.0.0.1:$port" >"$place/log" 2>&1 &
served=$!
ready() { (exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GET /-/ready HTTP/1.0\r\n\r\n' >&3 && grep -q '200 OK' <&3) 2>/dev/null; }
for _ in $(seq 150); do
  if ready; then break; fi
  sleep 0.2
done
if ! ready; then
  cat "$place/log" >&2
  exit 1
fi
"$collector" --state "$place/state" --lang en usage import prometheus "http://127.0.0.1:$port" \
  --estate "$place/estate" --year 2026
cat > "$place/expected" <<'CSV'
equipment_id,period_start,period_end,energy_kwh,hours_on,source,grade
srv1,2026-11-10,2026-11-12,7.2,,prometheus,B
srv2,2026-11-10,2026-11-12,5.759,,prometheus,C
srv3,2026-11-10,2026-11-12,12,,prometheus,A
srv4,2026-11-10,2026-11-10,0.96,,prometheus,C
srv4,2026-11-12,2026-11-12,0.96,,prometheus,C
CSV
diff -u "$place/expected" "$place/estate/usage/2026-prometheus.csv"
echo "prometheus: three days of four machines, each from its best series, as by hand"
