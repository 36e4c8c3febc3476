#!/usr/bin/env bash
# Deploys a user's own stack to AWS, and removes it. ./deploy-resources.sh --help lists its options and settings.
# shellcheck disable=SC2154 # suffix and the other settings come from the environment
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=scripts/shell.sh
source scripts/shell.sh
# shellcheck source=scripts/deploy/stacks.sh
source scripts/deploy/stacks.sh
# shellcheck source=scripts/deploy/quiet.sh
source scripts/deploy/quiet.sh
# shellcheck source=scripts/deploy/actions.sh
source scripts/deploy/actions.sh

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
  --function NAME --config-only  update its memory, timeout and environment alone
  --rollback [--yes]             take the functions back to the release before; with --yes also while runs are open
  --pause [--yes]                remove streams and functions, and keep all data; with --yes also while runs are open
  --resume                       bring them back, with the settings of before
  --remove [--yes]               remove the stack with all its data; asks first, unless --yes
  --api-key                      print the value of the API key for /scrap_movies
  --help

how:
  --local  into the emulator at AWS_ENDPOINT_URL (unset, http://127.0.0.1:4566)
  --force  deploy though nothing has changed
  --smoke  after deploying, scrape once and wait until every row is accounted for

settings, each an environment variable. A deployed stack keeps them: name only what shall change, and
'default' for what shall have its default again. suffix and AWS_REGION are not kept:
$(node scripts/settings.mjs deploy-resources)
END
}

see_help='./deploy-resources.sh --help lists the options.'

# --- what is asked for ---

need_node_for_osls() {
  need_node 'Pagestream is deployed by osls, which runs in Node.js'
}

# What the script tells itself comes from nobody's environment.
unset remembered
action=deploy function='' config_only='' emulator='' smoke='' yes='' force=''

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
  --dry-run | --rollback | --pause | --resume | --remove | --api-key) act "$1" ;;
  --function)
    act "$1"
    function=${2:-}
    functions | grep -qxF -- "$function" ||
      fail "--function: expected one of $(list_functions ', '), found \"$function\"."
    shift
    ;;
  --config-only) config_only=config ;;
  --local) emulator=emulator ;;
  --force) force=yes ;;
  --smoke) smoke=yes ;;
  --yes) yes=yes ;;
  *) fail "expected an option, found \"$1\". $see_help" ;;
  esac
  shift
done
[ -z "$config_only" ] || [ "$action" = function ] ||
  fail "--config-only: expected --function NAME beside it, found none. $see_help"
case $action in deploy | resume) ;; *)
  for option in ${force:+--force} ${smoke:+--smoke}; do
    fail "$option: expected nothing else to do than to deploy, found --$action."
  done
  ;;
esac
case $action in remove | pause | rollback) ;; *)
  [ -z "$yes" ] || fail "--yes: expected --remove, --pause or --rollback beside it, found none."
  ;;
esac

# read_settings WHICH: exports them; see scripts/deploy/settings.mjs.
read_settings() {
  local lines
  lines=$(node scripts/deploy/settings.mjs "${emulator:-aws}" "$1") || exit 1
  eval "$lines"
}

need_maven() {
  scripts/find-jdk.sh >/dev/null
  need mvn 'Pagestream is built by Maven; install Maven 3.8 or newer'
}

check_account() {
  local answer
  answer=$(account identity 2>&1) || {
    [ -z "$emulator" ] ||
      fail "--local: expected an emulator at $AWS_ENDPOINT_URL, found none; start one by local/localstack/start.sh, or set AWS_ENDPOINT_URL."
    fail "expected credentials of an AWS account, found none that work${AWS_PROFILE:+ by AWS_PROFILE=$AWS_PROFILE} ($answer); set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
  }
  echo "account ${answer%% *} as ${answer#* }, region $AWS_REGION, suffix $suffix"
}

install_tools() {
  local each
  for each in $(node -p 'Object.keys(require("./package.json").devDependencies).join(" ")'); do
    if [ ! -e "node_modules/$each" ]; then
      from_npm 'osls and AWS clients'
      return
    fi
  done
}

# osls works in one folder: a call waits until the one before has ended, with all that it has started.
take_turn() {
  command -v flock >/dev/null || return 0
  exec 9<deploy-resources.sh
  flock --nonblock 9 || {
    echo 'waiting: an earlier call is still at work …' >&2
    flock 9
  }
}

need_node_for_osls
case $action$config_only in
remove | api-key | pause | rollback) read_settings stack ;;
functionconfig) read_settings given ;;
*)
  read_settings given
  need_maven
  ;;
esac

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

case $action in remove | api-key) ;; *) take_turn ;; esac

case $action in
dry-run) dry_run ;;
deploy | resume) deploy ;;
function) update_function ;;
rollback) roll_back ;;
pause) pause_all ;;
remove) remove ;;
api-key) api_key ;;
esac
