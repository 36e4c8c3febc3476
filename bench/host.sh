# shellcheck shell=bash
# What the measurements share: a local host that is started and stopped. Source it from the project's folder.
export PORT=${PORT:-8080}
# shellcheck disable=SC2034 # read by those who source this
api=http://127.0.0.1:$PORT
log=$(mktemp)
host=''

now() { date +%s%3N; }

# Starts the host, with the settings that are in the environment, and waits until it is ready.
start_host() {
  suffix=bench ./run-local.sh >"$log" 2>&1 &
  host=$!
  until grep -q '^ready:' "$log"; do
    kill -0 "$host" 2>/dev/null || { cat "$log" >&2; exit 1; }
    sleep 0.02
  done
}

stop_host() {
  kill -TERM "$host"
  wait "$host" || true
  host=''
}

clean_up() {
  rm -f "$log"
  if [ -n "$host" ]; then stop_host; fi
}

# The resident memory of the host and all its children, in megabytes.
memory() {
  ps -eo pid=,ppid=,rss= | awk -v root="$host" '
    { parent[$1] = $2; rss[$1] = $3 }
    END {
      for (pid in rss) {
        for (p = pid; p in parent && p != root; p = parent[p]);
        if (p == root) sum += rss[pid]
      }
      print int(sum / 1024)
    }'
}

# The middle one of some numbers.
median() { printf '%s\n' "$@" | sort -n | sed -n $((($# + 1) / 2))p; }
