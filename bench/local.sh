#!/usr/bin/env bash
# How fast run-local.sh is here: start, the first scrape, then the median of five scrapes of new rows,
# and the memory of everything at the end. For Linux. Prints one line per page size; about two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
export PORT=${PORT:-8080}
api=http://127.0.0.1:$PORT
log=$(mktemp)
host=''
trap 'rm -f "$log"; kill "$host" 2>/dev/null || true' EXIT

now() { date +%s%3N; }

# Milliseconds from the POST until every row is accounted for and can be queried.
scrape() {
  local from run
  from=$(now)
  run=$(curl -fsS -X POST "$api/scrap_movies" | grep -o '"/runs/[^"]*"' | head -1 | tr -d '"')
  while curl -fsS "$api$run" | grep -q '"status":"running"'; do sleep 0.02; done
  echo $(($(now) - from))
}

# The resident memory of the host and all its children, in megabytes.
memory() {
  ps -eo pid=,ppid=,rss= | awk -v root="$1" '
    { parent[$1] = $2; rss[$1] = $3 }
    END {
      for (pid in rss) {
        for (p = pid; p in parent && p != root; p = parent[p]);
        if (p == root) sum += rss[pid]
      }
      print int(sum / 1024)
    }'
}

measure() {
  local from ready first warm=()
  from=$(now)
  url="http://127.0.0.1:$((PORT + 1))/?fresh=true&$2" suffix=bench ./run-local.sh >"$log" 2>&1 &
  host=$!
  until grep -q '^ready:' "$log"; do
    kill -0 "$host" 2>/dev/null || { cat "$log" >&2; exit 1; }
    sleep 0.02
  done
  ready=$(($(now) - from))
  first=$(scrape)
  for _ in 1 2 3 4 5; do warm+=("$(scrape)"); done
  printf '%-28s ready %5d ms   first scrape %6d ms   median of five %6d ms   memory %5d MB\n' \
    "$1" "$ready" "$first" "$(printf '%s\n' "${warm[@]}" | sort -n | sed -n 3p)" "$(memory "$host")"
  kill -TERM "$host"
  wait "$host" || true
}

measure '250 rows, page of 1 MB' 'rows=250&size=1'
measure '500 rows' 'rows=500'
measure '5,000 rows' 'rows=5000'
