#!/usr/bin/env bash
# Runs the whole pipeline on this machine. ./run-local.sh --help lists its options and settings.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=scripts/shell.sh
source scripts/shell.sh

usage() {
  cat <<END
usage: [SETTING=…] ./run-local.sh [--data DIR] [-v]

  --data DIR  keep data in this folder; without it, in memory
  -v          log more: a line for each page and batch

settings, each an environment variable:
$(node scripts/settings.mjs run-local)

sources, each scraped by POST /scrapes {"source": NAME}:
  default       url, recipe and schedule above
  books         the shop of the demo site: 1,000 books, each with a page of its own
  demo-ratings  a page of the demo site with ratings of its movies
  NAME          a file sources/NAME.yml
END
}

built=local/host/target/built

# Whether anything is newer than what was built of it.
is_stale() {
  [ ! -e "$built" ] ||
    [ -n "$(find pom.xml scripts ./{*,*/*}/{pom.xml,src/main} ./{*,*/*}/target/*.jar -newer "$built" -print -quit 2>/dev/null)" ]
}

build() {
  echo 'building (once, and after each change) …'
  maven package -DskipTests
  rm -f ./*/target/classes.jsa
  if [ -e node_modules/kinesis-local ]; then rehearse; fi
  touch "$built"
}

# One run of everything: each function leaves the archive of its classes, and starts faster from then on.
rehearse() {
  local log
  log=$(mktemp)
  echo '  one run of everything, so that it starts faster from now on'
  env -u url -u recipe -u schedule -u suffix -u AWS_ENDPOINT_URL PORT=0 "${java[@]}" --rehearse >"$log" 2>&1 || {
    cat "$log" >&2
    fail 'The rehearsal after the build failed; the lines above say why.'
  }
  rm -f "$log"
}

need_node_for_kinesis() {
  need_node 'Pagestream runs Kinesis in Node.js'
}

install_engines() {
  need_node_for_kinesis
  [ -e node_modules/kinesis-local/main.js ] || from_npm kinesis-mock --omit=dev
}

for argument in "$@"; do
  if [ "$argument" = --help ]; then
    need_node_for_kinesis
    usage
    exit
  fi
done

jdk=$(scripts/find-jdk.sh)
java=("$jdk/bin/java" -Xms32m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dproject.folder="$PWD"
  -cp 'local/host/target/classes:local/host/target/lib/*' pagestream.local.Main)
if [ -z "${AWS_ENDPOINT_URL:-}" ]; then install_engines; fi
if is_stale; then build; fi

# A process group of its own: Ctrl-C reaches the host alone, which stops the others in order.
set -m
"${java[@]}" "$@" &
host=$!
stopped=''
trap 'stopped=yes; kill -TERM "$host" 2>/dev/null || true' INT TERM HUP
status=0
while kill -0 "$host" 2>/dev/null; do
  wait "$host" && status=0 || status=$?
done
if [ -n "$stopped" ]; then exit 0; fi
exit "$status"
