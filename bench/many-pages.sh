#!/usr/bin/env bash
# How fast run-local.sh reads many pages here: lists of 20 rows of the demo site's shop, all new, with no delay and
# ten at once. Medians of three runs, each of a host that has just started; the peak of the memory of everything.
# For Linux. bench/many-pages.sh [PAGES…] prints one line per number of pages, without any for 500 and 5,000.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=bench/host.sh
source bench/host.sh
recipe=recipes/bench-lists.yml
source=sources/bench-lists.yml
peak=$(mktemp)
trap 'rm -f "$recipe" "$source" "$peak"; clean_up' EXIT

cat >"$recipe" <<'END'
rows: article.product_pod
key: id
fields:
  id:    {select: h3 a, take: '@href', match: '_(\d+)/', required: true}
  title: {select: h3 a, take: '@title', required: true}
  price: {select: .price_color, type: decimal, match: '[\d.]+', min: 0}
END

# Keeps the highest number that memory said, until the host ends.
watch_memory() {
  local most=0 megabytes
  while kill -0 "$host" 2>/dev/null; do
    megabytes=$(memory)
    if [ "$megabytes" -gt "$most" ]; then most=$megabytes; fi
    echo "$most" >"$peak"
    sleep 0.5
  done
}

field() { grep -o "\"$1\":[0-9]*" <<<"$2" | head -1 | cut -d: -f2; }

# A run of so many pages: its milliseconds, those of all its fetches together, the peak of memory.
run() {
  local path view
  cat >"$source" <<END
recipe: bench-lists
start: http://127.0.0.1:$((PORT + 1))/shop/page-{1..$1}.html?books=$(($1 * 20))&next=none
pace: {delay: 0 seconds, atOnce: 10}
END
  start_host
  watch_memory &
  path=$(curl -fsS -X POST -H 'Content-Type: application/json' -d '{"source": "bench-lists"}' "$api/scrapes" |
    grep -o '"/runs/[^"]*"' | head -1 | tr -d '"')
  # Each question sums all parts of the run up, so they are few.
  while view=$(curl -fsS "$api$path"); grep -q '"status":"running"' <<<"$view"; do sleep 5; done
  if [ "$(field stored "$view")" != $(($1 * 20)) ]; then
    echo "expected $(($1 * 20)) rows to be stored, found ${view:-no run at $path}" >&2
    exit 1
  fi
  stop_host
  wait
  millis=$(field settledMillis "$view")
  fetching=$(field fetchMillis "$view")
  megabytes=$(cat "$peak")
}

measure() {
  local took=() fetched=() used=() median
  for _ in 1 2 3; do
    run "$1"
    took+=("$millis") fetched+=("$fetching") used+=("$megabytes")
  done
  median=$(median "${took[@]}")
  printf "%'d pages   %d.%d s   %d.%d pages a second   fetching %d ms a page   memory %d MB at most\n" \
    "$1" $((median / 1000)) $((median % 1000 / 100)) $(($1 * 1000 / median)) $(($1 * 10000 / median % 10)) \
    $(($(median "${fetched[@]}") / $1)) "$(median "${used[@]}")"
}

if [ $# -eq 0 ]; then set -- 500 5000; fi
for pages in "$@"; do measure "$pages"; done
