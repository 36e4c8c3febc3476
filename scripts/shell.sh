# shellcheck shell=bash
# What the scripts share; they source it.

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# need TOOL WHY: ends with a sentence where a tool is missing.
need() {
  command -v "$1" >/dev/null || fail "$2: $1 not found on the PATH."
}

need_node() {
  local tool
  for tool in node npm; do need "$tool" "$1; install Node.js 20.19 or newer"; done
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || a === 20 && b >= 19 ? 0 : 1)' ||
    fail "$1: expected Node.js 20.19 or newer, found $(node --version)."
}

# maven GOALS AND OPTIONS: builds with the JDK 25 there is, telling how far it is.
maven() {
  need mvn 'Pagestream is built by Maven; install Maven 3.8 or newer'
  local jdk log
  jdk=$(scripts/find-jdk.sh)
  log=$(mktemp)
  if ! JAVA_HOME="$jdk" mvn -B "$@" 2>&1 | tee "$log" | sed -nu 's/^\[INFO\] Building \(Pagestream.*\) 0.*\[/  \1 [/p'; then
    cat "$log" >&2
    rm -f "$log"
    fail 'The build failed; the lines above say why.'
  fi
  rm -f "$log"
}

# from_npm WHAT OPTIONS: what package-lock.json names, where it is not there yet.
from_npm() {
  local what=$1
  shift
  echo "installing $what (once) …" >&2
  npm ci --no-audit --no-fund --silent "$@" >&2 ||
    fail 'npm could not install what package-lock.json names; the lines above say why.'
}

is_port_free() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}
