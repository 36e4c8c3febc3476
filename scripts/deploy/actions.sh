# shellcheck shell=bash
# What deploy-resources.sh can be told to do; it sources this, and scripts/deploy/stacks.sh before it.
# shellcheck disable=SC2154 # the settings come from the environment

dry_run() {
  build
  package resources.yml "$resources_stack"
  package serverless.yml "$functions_stack"
  node scripts/deploy/validate.mjs "$(template "$resources_stack")" "$(template "$functions_stack")" ||
    fail 'expected valid templates, found the faults above.'
  echo "valid: $(template "$resources_stack")"
  echo "valid: $(template "$functions_stack")"
}

deploy() {
  check_account
  build
  account logs-role >/dev/null
  bring resources.yml "$resources_stack"
  # shellcheck disable=SC2046 # one word an archive
  bring serverless.yml "$functions_stack" serverless/* $(functions | sed 's,.*,&/target/&.zip,')
  report
}

deploy_function() {
  check_account
  is_deployed "$functions_stack" ||
    fail "expected $suffix to be deployed, found no stack $functions_stack; deploy it first, without --function."
  if [ -z "$config_only" ]; then build; fi
  account unset-deployed "$functions_stack" >/dev/null
  osls deploy function --function "$function" ${config_only:+--update-config}
  report
}

api_key() {
  check_account >/dev/null
  is_deployed "$functions_stack" || fail "expected $suffix to be deployed, found no stack $functions_stack; deploy it first."
  account api-key "pagestream-$suffix"
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
  check_account
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
