# shellcheck shell=bash
# How deploy-resources.sh brings stacks up to date; it sources this.
# shellcheck disable=SC2154 # the settings come from the environment

account() {
  NODE_NO_WARNINGS=1 node scripts/deploy/account.mjs "$@"
}

osls() {
  NODE_NO_WARNINGS=1 npx --no-install osls "$@"
}

build() {
  echo 'building …'
  local modules
  modules=$(list_functions ,)
  case $runtime in
  java21) maven clean package -DskipTests -Djava.release=21 -pl "$modules" -am ;;
  *) maven package -DskipTests -pl "$modules" -am ;;
  esac
}

# A deployment that was cut off is waited for, and what it left of a first one is cleared away.
prepare() {
  local status
  status=$(account settled "$1") || fail "cannot see the stack $1; the line above says why."
  case $status in
  ROLLBACK_COMPLETE | CREATE_FAILED | ROLLBACK_FAILED | DELETE_FAILED | REVIEW_IN_PROGRESS)
    echo "clearing away $1, which is $status …"
    account remove "$1" >/dev/null
    ;;
  none | *_COMPLETE) ;;
  *) fail "expected the stack $1 to take a deployment, found it $status; continue its rollback in the CloudFormation console, then run this again." ;;
  esac
}

# package FILE STACK: makes a stack's template, outside of osls' own folder, which osls moves.
package() {
  local log
  log=$(mktemp)
  osls package --config "$1" --package "target/deploy/$2" >"$log" 2>&1 || {
    cat "$log" >&2
    fail "osls could not package $1; the lines above say why."
  }
  grep '^note: ' "$log" >&2 || true
  rm -f "$log"
}

template() {
  echo "target/deploy/$1/cloudformation-template-update-stack.json"
}

# bring FILE STACK MORE...: brings a stack up to date, where anything has changed.
bring() {
  local file=$1 stack=$2 fingerprint
  shift 2
  prepare "$stack"
  package "$file" "$stack"
  fingerprint=$(node scripts/deploy/fingerprint.mjs "$(template "$stack")" "$file" "$@")
  if [ "$(account deployed "$stack")" = "$fingerprint" ]; then
    echo "$stack: nothing has changed"
    return
  fi
  # Up to its mark: what it prints after that is said better below.
  osls deploy --config "$file" --package "target/deploy/$stack" --conceal 2>&1 | sed -u '/^✔/,$ { /^✔/!d; }'
  account set-deployed "$stack" "$fingerprint" >/dev/null
}

is_deployed() {
  [ "$(account settled "$1")" != none ]
}
