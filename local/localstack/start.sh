#!/usr/bin/env bash
# Starts LocalStack on this machine, without Docker. local/localstack/start.sh --help tells what it takes.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=scripts/shell.sh
source scripts/shell.sh

usage() {
  cat <<'END'
usage: [PORT=4566] local/localstack/start.sh [-v]

  PORT  where LocalStack answers; unset, 4566
  -v    show LocalStack's log; it is in .localstack/log in any case

Then, in another terminal:  suffix=me url=http://… ./deploy-resources.sh --local
END
}

# Made once, and again when the list has changed.
make_environment() {
  if cmp -s local/localstack/requirements.txt .localstack/venv/installed; then return; fi
  echo 'installing LocalStack into .localstack/venv (once; about 90 seconds, 500 MB) …'
  rm -rf .localstack/venv
  "$python" -m venv .localstack/venv
  .localstack/venv/bin/pip install --disable-pip-version-check --no-input -r local/localstack/requirements.txt 2>.localstack/pip.log |
    awk -v all="$(grep -c == local/localstack/requirements.txt)" '
      /^(Collecting|Requirement)/ { if (++n % 20 == 0) { print "  " n " of " all " packages"; fflush() } }
      /^Installing/ { print "  unpacking"; fflush() }' || {
    cat .localstack/pip.log >&2
    fail 'pip could not install what local/localstack/requirements.txt names; the lines above say why.'
  }
  cp local/localstack/requirements.txt .localstack/venv/installed
}

# What LocalStack runs functions with.
build_emulator() {
  if [ -e local/emulator/target/lib ] && [ -e local/runtime/target/runtime/lib ]; then return; fi
  echo 'building what runs the functions (once) …'
  maven package -DskipTests -pl local/emulator,local/runtime -am
}

verbose=''
for argument in "$@"; do
  case $argument in
  --help)
    usage
    exit
    ;;
  -v) verbose=yes ;;
  *) fail "expected -v or --help, found \"$argument\"; local/localstack/start.sh --help tells what it takes." ;;
  esac
done

port=${PORT:-4566}
if ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || ((port > 65535)); then
  fail "PORT: expected a port from 1 to 65535, found \"$port\"."
fi
python=$(scripts/find-python.sh)
is_port_free "$port" ||
  fail "expected port $port of 127.0.0.1 to be free, found it in use; set PORT to another."
jdk=$(scripts/find-jdk.sh)
mkdir -p .localstack
make_environment
build_emulator

rm -rf .localstack/log
mkdir -p .localstack/log
state=$(mktemp -d "$PWD/.localstack/run.XXXXXX")
mkdir "$state/tmp"

# A process group of its own: Ctrl-C reaches this script alone, which then stops LocalStack.
set -m
env -u AWS_PROFILE -u AWS_ENDPOINT_URL -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN \
  FILESYSTEM_ROOT="$state" TMPDIR="$state/tmp" GATEWAY_LISTEN="127.0.0.1:$port" LOCALSTACK_HOST="127.0.0.1:$port" \
  OVERRIDE_IN_DOCKER=0 DNS_ADDRESS=0 DISABLE_EVENTS=1 SKIP_SSL_CERT_DOWNLOAD=1 \
  PROVIDER_OVERRIDE_KINESIS=moto PROVIDER_OVERRIDE_DYNAMODB=moto \
  LAMBDA_RUNTIME_EXECUTOR=process PYTHONPATH="$PWD/local/localstack/plugin" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
  PAGESTREAM_JAVA="$jdk/bin/java" PAGESTREAM_EMULATOR="$PWD/local/emulator/target/classes:$PWD/local/emulator/target/lib/*" \
  PAGESTREAM_RUNTIME="$PWD/local/runtime/target/runtime/lib" PAGESTREAM_LOGS="$PWD/.localstack/log" \
  .localstack/venv/bin/python local/localstack/serve.py >.localstack/log/localstack.log 2>&1 &
localstack=$!

# Its end takes seconds, and can hang when a function died at its start.
# shellcheck disable=SC2317 # called by the traps
stop() {
  trap - EXIT INT TERM HUP
  kill -TERM "$localstack" 2>/dev/null || true
  local tenths=0
  while kill -0 "$localstack" 2>/dev/null && ((tenths++ < 100)); do sleep 0.1; done
  kill -KILL -- "-$localstack" 2>/dev/null || true
  if [ -n "${follow:-}" ]; then kill "$follow" 2>/dev/null || true; fi
  rm -rf "$state"
}
trap 'stop' EXIT
trap 'echo; echo "stopping, which takes some seconds …"; stop; exit 0' INT TERM HUP

if [ -n "$verbose" ]; then
  tail -n +1 -f .localstack/log/localstack.log &
  follow=$!
fi
echo 'starting LocalStack …'
until curl -sf "http://127.0.0.1:$port/_localstack/health" >/dev/null; do
  kill -0 "$localstack" 2>/dev/null || {
    cat .localstack/log/localstack.log >&2
    fail 'LocalStack ended at its start; the lines above say why.'
  }
  sleep 0.2
done
# The first request to anything but its health takes seconds: it loads what answers.
curl -s -o /dev/null "http://127.0.0.1:$port/" || true
echo "logs:  .localstack/log (localstack.log, and one of each function)"
echo "ready: http://127.0.0.1:$port"
wait "$localstack" || true
fail 'LocalStack ended by itself; .localstack/log/localstack.log may say why.'
