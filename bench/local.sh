#!/usr/bin/env bash
# How fast run-local.sh is here: start, the first scrape, then the median of five scrapes of new rows,
# and the memory of everything at the end. For Linux. Prints one line per page size; about two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/host.sh
source bench/host.sh
trap clean_up EXIT

# Milliseconds from the POST until every row is accounted for and can be queried.
scrape() {
  local from run
  from=$(now)
  run=$(curl -fsS -X POST "$api/scrap_movies" | grep -o '"/runs/[^"]*"' | head -1 | tr -d '"')
  while curl -fsS "$api$run" | grep -q '"status":"running"'; do sleep 0.02; done
  echo $(($(now) - from))
}

measure() {
  local from ready first warm=()
  from=$(now)
  export url="http://127.0.0.1:$((PORT + 1))/?fresh=true&$2"
  start_host
  ready=$(($(now) - from))
  first=$(scrape)
  for _ in 1 2 3 4 5; do warm+=("$(scrape)"); done
  printf '%-28s ready %5d ms   first scrape %6d ms   median of five %6d ms   memory %5d MB\n' \
    "$1" "$ready" "$first" "$(median "${warm[@]}")" "$(memory)"
  stop_host
}

measure '250 rows, page of 1 MB' 'rows=250&size=1'
measure '500 rows' 'rows=500'
measure '5,000 rows' 'rows=5000'
