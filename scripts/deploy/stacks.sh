# shellcheck shell=bash
# How deploy-resources.sh finds stacks and deploys them; it sources this.
# shellcheck disable=SC2154 # the settings come from the environment

account() {
  NODE_NO_WARNINGS=1 node scripts/deploy/account.mjs "$@"
}

osls() {
  NODE_NO_WARNINGS=1 npx --no-install osls "$@"
}

is_deployed() {
  local status
  status=$(account settled "$1") || fail "cannot see the stack $1; the line above says why."
  [ "$status" != none ]
}

# need_data, need_functions: end with a sentence where a stack is not deployed.
need_data() {
  is_deployed "$resources_stack" ||
    fail "expected $suffix to be deployed, found no stack $resources_stack in $AWS_REGION; is AWS_REGION the region that you deployed to?"
}

need_functions() {
  if is_deployed "$functions_stack"; then return; fi
  need_data
  fail "expected $suffix to run, found only its data in $AWS_REGION: it is paused, or its deployment was interrupted; ./deploy-resources.sh --resume brings back the rest."
}

# The names of roles do not differ by upper and lower case alone.
need_own_suffix() {
  local other
  other=$(account twin "$suffix") || fail 'cannot see which stacks there are; the line above says why.'
  [ -z "$other" ] ||
    fail "suffix: expected one that differs from \"$other\", which is deployed, by more than upper and lower case, found \"$suffix\"."
}

# recall WHICH: adds to the settings what an earlier call was told; see scripts/deploy/settings.mjs.
recall() {
  remembered=$(account remembered "$suffix") ||
    fail "cannot read the settings of earlier calls, /pagestream/$suffix/settings; the line above says why."
  export remembered
  read_settings "$1"
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
  case $1=$status in
  "$resources_stack=DELETE_FAILED")
    fail "expected the stack $1 to take a deployment, found that its removal was begun and failed. Some of its tables may still be there: copy what you need of them, then finish the removal by --remove."
    ;;
  *=ROLLBACK_COMPLETE | *=CREATE_FAILED | *=ROLLBACK_FAILED | *=DELETE_FAILED | *=REVIEW_IN_PROGRESS)
    echo "clearing away $1, which is $status …"
    account remove "$1" >/dev/null
    ;;
  *=none | *_COMPLETE) ;;
  *) fail "expected the stack $1 to take a deployment, found it $status; continue its rollback in the CloudFormation console, then run this again." ;;
  esac
}

# osls_or_fail FAULT ARGUMENTS: shows only its notes, unless it fails.
osls_or_fail() {
  local fault=$1 log
  shift
  log=$(mktemp)
  osls "$@" >"$log" 2>&1 || {
    cat "$log" >&2
    rm -f "$log"
    fail "$fault; the lines above say why."
  }
  grep '^note: ' "$log" >&2 || true
  rm -f "$log"
}

# package FILE STACK: makes a stack's template, outside of osls' own folder, which osls moves.
package() {
  osls_or_fail "osls could not package $1" package --config "$1" --package "target/deploy/$2"
}

template() {
  echo "target/deploy/$1/cloudformation-template-update-stack.json"
}

# deploy_stack FILE STACK MORE...: deploys a stack, if anything has changed.
deploy_stack() {
  local file=$1 stack=$2 release deployed fingerprint
  shift 2
  prepare "$stack"
  package "$file" "$stack"
  release=$(account output "$stack" Release)
  deployed=$(account output "$stack" Fingerprint)
  fingerprint=$(node scripts/deploy/stamp.mjs "target/deploy/$stack" "$release" "$file" "$@")
  if [ -z "$force" ] && [ "$deployed" = "$fingerprint" ]; then
    echo "$stack: nothing has changed"
  else
    # Whether anything has changed is known here; osls compares with what it uploaded last, which may not
    # be deployed. What it prints is shown up to its mark: the rest is said better below.
    osls deploy --force --config "$file" --package "target/deploy/$stack" --conceal 2>&1 |
      sed -u '/^✔/,$ { /^✔/!d; }'
  fi
  account protect "$stack" >/dev/null
}

deploy_data() {
  deploy_stack resources.yml "$resources_stack"
}

deploy_functions() {
  # shellcheck disable=SC2046 # one word an archive
  deploy_stack serverless.yml "$functions_stack" serverless/* $(functions | sed 's,.*,&/target/&.zip,')
  account throttle "$(account output "$functions_stack" ServiceEndpoint)" "$requests_per_second" >/dev/null ||
    fail 'the API takes as many requests as the account allows; the line above says why. The same call tries again.'
}

# say_changed WORD COMMAND ARGUMENTS: what COMMAND has changed in the account, if anything.
say_changed() {
  local changed word=$1
  shift
  changed=$(account "$@") || fail 'not every function is as it should be; the line above says why.'
  [ -z "$changed" ] || printf '%s: %s\n' "$word" "$changed"
}

# remove_stack STACK: with all that is in it.
remove_stack() {
  if ! is_deployed "$1"; then return; fi
  echo "removing $1 …"
  account remove "$1" >/dev/null || fail 'The same call goes on with what is left; the line above says why it did not end.'
}
