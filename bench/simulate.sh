#!/usr/bin/env bash
# Simulates runs of a million pages on ten thousand hosts in virtual time, with the scraper's own code:
# bench/simulate.sh [HOSTS [FUNCTIONS]]. Each host has a hundred pages. Prints what it showed; a few minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/shell.sh
source scripts/shell.sh
hosts=${1:-10000}
functions=${2:-1000}
jdk=$(scripts/find-jdk.sh)
maven package -DskipTests -pl scraper -am
exec "$jdk/bin/java" -Xmx1g -XX:+UseSerialGC -Djdk.virtualThreadScheduler.parallelism=1 \
  -cp 'scraper/target/test-classes:scraper/target/scraper/lib/*' \
  pagestream.scraper.SimulationReport "$hosts" "$functions"
