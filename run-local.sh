#!/usr/bin/env bash
# Runs the whole pipeline on this machine. ./run-local.sh --help tells what it takes.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'END'
usage: [url=URL] [recipe=NAME] [suffix=NAME] [PORT=8080] ./run-local.sh [--data DIR] [-v]

  url         the page to scrape; unset, the built-in demo site's
  recipe      a file of recipes/, without .yml; unset, movies
  suffix      ends the name of every stream and table; unset, local
  PORT        where the API answers; the demo site takes the next one; unset, 8080
  --data DIR  keep data in this folder; without it, in memory
  -v          say more of what happens
  MAX_PAGE_BYTES    how large a page may be; unset, 16 MiB
  AWS_ENDPOINT_URL  use the streams and tables there, as of LocalStack, not the built-in ones
END
}

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Whether anything is newer than what was built of it.
is_stale() {
  [ ! -e local/target/built ] ||
    [ -n "$(find pom.xml build ./*/pom.xml ./*/src/main ./*/target/*.jar -newer local/target/built -print -quit)" ]
}

build() {
  command -v mvn >/dev/null || fail 'Pagestream is built by Maven: mvn not found on the PATH. Install Maven 3.8 or newer.'
  echo 'building (once, and after each change) …'
  local log
  log=$(mktemp)
  if ! JAVA_HOME="$jdk" mvn -B package -DskipTests 2>&1 | tee "$log" | sed -nu 's/^\[INFO\] Building \(Pagestream.*\) 0.*\[/  \1 [/p'; then
    cat "$log" >&2
    fail 'The build failed; the lines above say why.'
  fi
  rm -f ./*/target/classes.jsa
  if [ -e node_modules/kinesis-local ]; then rehearse; fi
  rm -f "$log"
  touch local/target/built
}

# One run of everything: each function leaves the archive of its classes, and starts faster from then on.
rehearse() {
  echo '  one run of everything, so that it starts faster from now on'
  env -u url -u recipe -u suffix -u AWS_ENDPOINT_URL PORT=0 "${java[@]}" --rehearse >"$log" 2>&1 || {
    cat "$log" >&2
    fail 'The rehearsal after the build failed; the lines above say why.'
  }
}

# Kinesis runs in Node.js.
install_engines() {
  local tool
  for tool in node npm; do
    command -v "$tool" >/dev/null || fail "Pagestream runs Kinesis in Node.js: $tool not found on the PATH. Install Node.js 20.19 or newer."
  done
  if [ -e node_modules/kinesis-local/main.js ]; then return; fi
  echo 'installing kinesis-mock (once) …'
  npm ci --omit=dev --no-audit --no-fund --silent >&2 ||
    fail 'npm could not install what package-lock.json names; the lines above say why.'
}

for argument in "$@"; do
  if [ "$argument" = --help ]; then
    usage
    exit
  fi
done

jdk=$(build/find-jdk.sh)
java=("$jdk/bin/java" -Xms32m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1
  --enable-native-access=ALL-UNNAMED -Dproject.folder="$PWD"
  -cp 'local/target/classes:local/target/lib/*' pagestream.local.Main)
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
