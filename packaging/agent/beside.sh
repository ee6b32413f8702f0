#!/usr/bin/env bash
# The agent beside Debian's prometheus-node-exporter, in the same minutes of the same machine.
# Prints the table of docs/PERFORMANCE.md; `beside.sh 120` for two minutes, the usual.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-120}
agent=$PWD/target/agent-packages/empreinte-agent
exporter=$(command -v prometheus-node-exporter) || { echo "install prometheus-node-exporter" >&2; exit 1; }
work=$(mktemp -d)
trap 'kill $agent_pid $exporter_pid 2>/dev/null || true; rm -rf "$work"' EXIT
agent_pid= exporter_pid=
peak() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"; }
# Nanoseconds of processor, all threads.
spent() { cat /proc/"$1"/task/*/schedstat | awk '{ sum += $1 } END { print sum }'; }
ports() { ss -Hlntup | grep -c "pid=$1," || true; }

"$agent" run --state "$work/state" 2>/dev/null &
agent_pid=$!
"$exporter" --web.listen-address=127.0.0.1:19100 >/dev/null 2>&1 &
exporter_pid=$!
sleep 5
curl -s http://127.0.0.1:19100/metrics > "$work/metrics"
a=$(spent $agent_pid)
e=$(spent $exporter_pid)
start=$(date +%s)
scrapes=0
while [ $(($(date +%s) - start)) -lt "$seconds" ]; do
  sleep 2
  curl -s http://127.0.0.1:19100/metrics > "$work/metrics"
  scrapes=$((scrapes + 1))
done
a=$(($(spent $agent_pid) - a))
e=$(($(spent $exporter_pid) - e))
samples=$((seconds / 10))
awk -v a="$a" -v e="$e" -v n="$samples" -v m="$scrapes" -v pa="$(peak $agent_pid)" -v pe="$(peak $exporter_pid)" \
  -v sa="$(stat -c %s "$agent")" -v se="$(stat -c %s "$exporter")" -v la="$(ports $agent_pid)" -v le="$(ports $exporter_pid)" 'BEGIN {
  print "| | `empreinte-agent` | prometheus-node-exporter |"
  print "|---|--:|--:|"
  printf "| program | %.1f MB | %.1f MB |\n", sa / 1e6, se / 1e6
  printf "| most memory (VmHWM) | %.1f MB | %.1f MB |\n", pa / 1000, pe / 1000
  printf "| processor time a sample or scrape | %.2f ms | %.1f ms |\n", a / n / 1e6, e / m / 1e6
  printf "| processor time a day, every 10 s | %.1f s | %.0f s |\n", a / n / 1e9 * 8640, e / m / 1e9 * 8640
  printf "| ports that listen | %d | %d |\n", la, le
}'
