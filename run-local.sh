#!/usr/bin/env bash
# Runs the whole pipeline on this machine. ./run-local.sh --help tells what it takes.
set -euo pipefail
cd "$(dirname "$0")"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

is_jdk_25() {
  [ -x "$1/bin/javac" ] && "$1/bin/java" -version 2>&1 | grep -Eq 'version "(2[5-9]|[3-9][0-9])'
}

# JAVA_HOME, the java of the PATH, and where systems and tools install JDKs.
find_jdk() {
  local java candidate
  java=$(command -v javac || true)
  for candidate in "${JAVA_HOME:-}" ${java:+"$(dirname "$(dirname "$(readlink -f "$java")")")"} \
    /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jenv/versions/*; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  fail 'Pagestream needs a JDK 25: none found by JAVA_HOME, on the PATH or in the usual places. Install one (Temurin, Corretto …).'
}

# Whether anything is newer than what was built of it.
is_stale() {
  [ ! -e local/target/built ] ||
    [ -n "$(find pom.xml build recipes ./*/pom.xml ./*/src/main -newer local/target/built -print -quit)" ]
}

build() {
  command -v mvn >/dev/null || fail 'Pagestream is built by Maven: mvn not found on the PATH. Install Maven 3.8 or newer.'
  echo 'building (once, and after each change) …'
  local log
  log=$(mktemp)
  if ! JAVA_HOME="$jdk" mvn -q -B package -DskipTests >"$log" 2>&1; then
    cat "$log" >&2
    fail 'The build failed; the lines above say why.'
  fi
  # One run of everything: each function leaves the archive of its classes, and starts faster from then on.
  rm -f ./*/target/classes.jsa
  env -u url -u recipe -u suffix -u AWS_ENDPOINT_URL PORT=0 "${java[@]}" --rehearse >"$log" 2>&1 || {
    cat "$log" >&2
    fail 'The rehearsal after the build failed; the lines above say why.'
  }
  rm -f "$log"
  touch local/target/built
}

install_engines() {
  command -v npm >/dev/null || fail 'Pagestream runs Kinesis in Node.js: npm not found on the PATH. Install Node.js 20.19 or newer.'
  echo 'installing kinesis-mock (once) …'
  npm ci --omit=dev --no-audit --no-fund --silent >&2 ||
    fail 'npm could not install what package-lock.json names; the lines above say why.'
}

jdk=$(find_jdk)
java=("$jdk/bin/java" -Xms32m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1
  --enable-native-access=ALL-UNNAMED -Dproject.folder="$PWD"
  -cp 'local/target/classes:local/target/lib/*' pagestream.local.Main)
command -v node >/dev/null || fail 'Pagestream runs Kinesis in Node.js: node not found on the PATH. Install Node.js 20.19 or newer.'
if [ -z "${AWS_ENDPOINT_URL:-}" ] && [ ! -e node_modules/kinesis-local/main.js ]; then install_engines; fi
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
