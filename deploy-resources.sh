#!/usr/bin/env bash
# Deploys a user's own stack to AWS, and removes it. ./deploy-resources.sh --help lists its options and settings.
# shellcheck disable=SC2154 # suffix and the other settings come from the environment
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=scripts/shell.sh
source scripts/shell.sh

# The keys of serverless.yml's functions; each is its module's name too.
functions() {
  sed -n '/^functions:/,/^[^ ]/s/^  \([a-z-]*\):$/\1/p' serverless.yml
}

# list_functions SEPARATOR: all of them in one line.
list_functions() {
  local all
  all=$(functions)
  printf '%s\n' "${all//$'\n'/$1}"
}

usage() {
  cat <<END
usage: suffix=NAME url=URL [SETTING=…] ./deploy-resources.sh [OPTION…]

what to do, if not to deploy everything:
  --dry-run                      package and validate both templates; needs no account
  --function NAME                update the code and environment of one function:
                                 $(list_functions ', ')
  --function NAME --config-only  update its environment alone
  --remove [--yes]               remove the stack with all its data; asks first, unless --yes
  --api-key                      print the value of the API key for /scrap_movies
  --help

how:
  --local  into the emulator at AWS_ENDPOINT_URL (unset, http://127.0.0.1:4566)
  --smoke  after deploying, scrape once and wait until every row is accounted for

settings, each an environment variable:
$(node scripts/settings.mjs deploy-resources)
END
}

see_help='./deploy-resources.sh --help lists the options.'

# --- what is asked for ---

need_node_for_osls() {
  need_node 'Pagestream is deployed by osls, which runs in Node.js'
}

action=deploy function='' config_only='' emulator='' smoke='' yes=''

act() {
  [ "$action" = deploy ] || fail "$1: expected one thing to do, found --$action before it. $see_help"
  action=${1#--}
}

while (($#)); do
  case $1 in
  --help)
    need_node_for_osls
    usage
    exit
    ;;
  --dry-run | --remove | --api-key) act "$1" ;;
  --function)
    act "$1"
    function=${2:-}
    functions | grep -qxF -- "$function" ||
      fail "--function: expected one of $(list_functions ', '), found \"$function\"."
    shift
    ;;
  --config-only) config_only=yes ;;
  --local) emulator=emulator ;;
  --smoke) smoke=yes ;;
  --yes) yes=yes ;;
  *) fail "expected an option, found \"$1\". $see_help" ;;
  esac
  shift
done
[ -z "$config_only" ] || [ "$action" = function ] ||
  fail "--config-only: expected --function NAME beside it, found none. $see_help"
[ -z "$smoke" ] || [ "$action" = deploy ] ||
  fail "--smoke: expected nothing else to do than to deploy, found --$action."
[ -z "$yes" ] || [ "$action" = remove ] ||
  fail "--yes: expected --remove beside it, found none."

check_tools() {
  need curl 'the new stack is asked by curl whether it is well; install curl'
  scripts/find-jdk.sh >/dev/null
  need mvn 'Pagestream is built by Maven; install Maven 3.8 or newer'
}

account() {
  NODE_NO_WARNINGS=1 node scripts/deploy/account.mjs "$@"
}

check_account() {
  local answer
  if [ -n "$emulator" ]; then
    curl -s -o /dev/null --connect-timeout 5 --max-time 30 "$AWS_ENDPOINT_URL" ||
      fail "--local: expected an emulator at $AWS_ENDPOINT_URL, found none; start one by local/localstack/start.sh, or set AWS_ENDPOINT_URL."
  fi
  answer=$(account identity 2>&1) ||
    fail "expected credentials of an AWS account, found none that work${AWS_PROFILE:+ by AWS_PROFILE=$AWS_PROFILE} ($answer); set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
  echo "account ${answer%% *} as ${answer#* }, region $AWS_REGION, suffix $suffix"
}

osls() {
  NODE_NO_WARNINGS=1 npx --no-install osls "$@"
}

install_tools() {
  local each
  for each in osls @aws/cloudformation-validate @aws-sdk/client-sts; do
    if [ ! -e "node_modules/$each" ]; then
      from_npm 'osls and AWS clients'
      return
    fi
  done
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
    account delete "$1" >/dev/null
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

deploy() {
  account logs-role >/dev/null
  bring resources.yml "$resources_stack"
  # shellcheck disable=SC2046 # one word an archive
  bring serverless.yml "$functions_stack" serverless/* $(functions | sed 's,.*,&/target/&.zip,')
  report
}

is_deployed() {
  [ "$(account settled "$1")" != none ]
}

api_url() {
  local endpoint
  endpoint=$(account output "$functions_stack" ServiceEndpoint)
  [ -n "$endpoint" ] || fail "expected $suffix to be deployed, found no stack $functions_stack; deploy it first."
  if [ -n "$emulator" ]; then
    endpoint=${endpoint#https://}
    endpoint=$AWS_ENDPOINT_URL/_aws/execute-api/${endpoint%%.*}/prod
  fi
  printf '%s\n' "$endpoint"
}

report() {
  local api health
  api=$(api_url)
  health=$(curl -sS --fail-with-body --max-time 30 --retry 5 --retry-all-errors "$api/health") ||
    fail "expected $api/health to answer, found: $health; the log of query-api-$suffix says why."
  cat <<END

health:   $health
scrape:   $api/scrap_movies   (POST or GET, with the key as x-api-key)
records:  $api/movies
runs:     $api/runs
failures: $api/errors   (with the key)
API key:  pagestream-$suffix   (its value: suffix=$suffix ./deploy-resources.sh${emulator:+ --local} --api-key)
END
  if [ -n "$smoke" ]; then smoke "$api"; fi
}

# The key goes by a file descriptor: a command line can be seen by others.
smoke() {
  local api=$1 key answer run tries=0
  key=$(account api-key "pagestream-$suffix")
  answer=$(curl -sS --max-time 35 -X POST -H @<(printf 'x-api-key: %s\n' "$key") "$api/scrap_movies")
  run=$(json "$answer" run)
  [ -n "$run" ] || fail "expected the scrape to be taken, found: $answer"
  echo "scraping: $api/runs/$run"
  while answer=$(curl -sS --max-time 30 -H @<(printf 'x-api-key: %s\n' "$key") "$api/runs/$run") && [ "$(json "$answer" status)" = running ]; do
    ((++tries < 60)) || fail "expected the run to settle in two minutes, found: $answer"
    sleep 2
  done
  echo "$answer"
  case $(json "$answer" status) in
  settled | unchanged) ;;
  *) fail 'expected the run to settle with records, found the above; /errors says why.' ;;
  esac
}

# json TEXT NAME: the value of one of an object's names, or nothing
json() {
  node -e 'try { console.log(JSON.parse(process.argv[1])[process.argv[2]] ?? "") } catch { console.log("") }' "$1" "$2"
}

remove() {
  local bucket answer
  if ! is_deployed "$functions_stack" && ! is_deployed "$resources_stack"; then
    echo "nothing to remove: $suffix is not deployed."
    return
  fi
  if [ -z "$yes" ]; then
    printf 'This removes the stack of %s with all its records, failures and runs. Type %s to go on: ' "$suffix" "$suffix"
    read -r answer || answer=''
    [ "$answer" = "$suffix" ] || fail 'nothing was removed.'
  fi
  export url=${url:-http://removed.invalid/}
  if is_deployed "$functions_stack"; then osls remove; fi
  if is_deployed "$resources_stack"; then
    bucket=$(account output "$resources_stack" DiscardedBucketName)
    if [ -n "$bucket" ]; then account empty "$bucket" >/dev/null; fi
    osls remove --config resources.yml
  fi
  echo "removed: both stacks of $suffix are gone."
}

need_node_for_osls
# Where no template is made, only what finds the stack matters.
named=''
case $action in remove | api-key) named='suffix AWS_REGION' ;; esac
# shellcheck disable=SC2086 # one word a setting
settings=$(node scripts/deploy/settings.mjs "${emulator:-aws}" $named) || exit 1
eval "$settings"
check_tools

if [ -n "$emulator" ]; then
  # A profile would win over these; the emulator takes any.
  unset AWS_PROFILE AWS_SESSION_TOKEN
  export AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL:-http://127.0.0.1:4566} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
elif [ -n "${AWS_ENDPOINT_URL:-}" ]; then
  fail "AWS_ENDPOINT_URL is set: expected --local beside it, or AWS_ENDPOINT_URL unset to deploy to AWS."
fi
functions_stack=pagestream-functions-$suffix
resources_stack=pagestream-resources-$suffix
install_tools

case $action in
dry-run)
  build
  package resources.yml "$resources_stack"
  package serverless.yml "$functions_stack"
  node scripts/deploy/validate.mjs "$(template "$resources_stack")" "$(template "$functions_stack")" ||
    fail 'expected valid templates, found the faults above.'
  echo "valid: $(template "$resources_stack")"
  echo "valid: $(template "$functions_stack")"
  ;;
api-key)
  check_account >/dev/null
  is_deployed "$functions_stack" || fail "expected $suffix to be deployed, found no stack $functions_stack; deploy it first."
  account api-key "pagestream-$suffix"
  ;;
deploy)
  check_account
  build
  deploy
  ;;
function)
  check_account
  is_deployed "$functions_stack" ||
    fail "expected $suffix to be deployed, found no stack $functions_stack; deploy it first, without --function."
  if [ -z "$config_only" ]; then build; fi
  account unset-deployed "$functions_stack" >/dev/null
  osls deploy function --function "$function" ${config_only:+--update-config}
  report
  ;;
remove)
  check_account
  remove
  ;;
esac
