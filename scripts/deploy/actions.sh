# shellcheck shell=bash
# What deploy-resources.sh can be told to do; it sources this after the other files of scripts/deploy.
# shellcheck disable=SC2154 # the settings come from the environment

dry_run() {
  read_settings all
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
  if [ "$action" = resume ]; then need_data; else need_own_suffix; fi
  recall all
  build
  account logs-role >/dev/null
  deploy_data
  deploy_functions
  say_changed restored restore "$functions_stack" code
  report
}

update_function() {
  check_account
  need_functions
  recall all
  if [ -z "$config_only" ]; then build; fi
  package serverless.yml "$functions_stack"
  say_changed updated update-function "$(template "$functions_stack")" "$function-$suffix" "${config_only:-code}"
  report
}

# Back to the functions as they were before the last deployment; data stay as they are. A call that was cut
# off has left where it went, so that the same call does not go back twice.
roll_back() {
  local release before mark=target/deploy/$functions_stack.rollback
  check_account
  need_functions
  prepare "$functions_stack"
  release=$(account output "$functions_stack" Release)
  if [ -n "$release" ] && [ "$(cat "$mark" 2>/dev/null)" = "$release" ]; then
    before=$release
  else
    before=$(account output "$functions_stack" ReleaseBefore)
    [ -n "$before" ] || fail "expected $suffix to have a release before the deployed one, found none."
    need_quiet 'rolled back' 'rows that only the deployed release can read become failures'
    echo "going back to the release of $(release_time "$before") …"
    mkdir -p target/deploy
    printf '%s\n' "$before" >"$mark"
    account roll-back "$functions_stack" "$before" >/dev/null ||
      fail "$functions_stack was not rolled back; the line above says why."
    let_runs_begin
  fi
  say_changed restored restore "$functions_stack" config
  report
  rm -f "$mark"
  echo "deployed: the release of $(release_time "$before"). The next deployment brings back what was rolled back, unless you fix it first."
}

# release_time RELEASE: the second part of the last of its folders.
release_time() {
  local last=${1##*/}
  printf '%s\n' "${last#*-}"
}

# Streams are what an idle stack costs; without its functions nothing is on them.
pause_all() {
  local status
  check_account
  prepare "$resources_stack"
  need_data
  status=$(account settled "$functions_stack")
  # Its removal was begun, and the runs were looked at before.
  case $status in none | DELETE_FAILED) ;; *)
    need_quiet paused 'the rows that are on its streams are lost'
    ;;
  esac
  trap - EXIT
  remove_stack "$functions_stack"
  account remove-streams "$resources_stack" >/dev/null ||
    fail "the streams of $suffix were not removed; the line above says why. The same call tries again."
  echo "paused: tables, queues, the bucket and the settings of $suffix stay; ./deploy-resources.sh --resume brings back the rest."
}

api_key() {
  check_account >/dev/null
  need_functions
  account api-key "pagestream-$suffix"
}

api_url() {
  local endpoint
  endpoint=$(account output "$functions_stack" ServiceEndpoint)
  if [ -n "$emulator" ]; then
    endpoint=${endpoint#https://}
    endpoint=$AWS_ENDPOINT_URL/_aws/execute-api/${endpoint%%.*}/prod
  fi
  printf '%s\n' "$endpoint"
}

report() {
  local api health
  api=$(api_url)
  health=$(account health "$api") || fail "the log of query-api-$suffix says more."
  cat <<END

health:   $health
scrape:   $api/scrap_movies   (POST or GET, with the key as x-api-key)
records:  $api/movies
runs:     $api/runs
failures: $api/errors   (with the key)
API key:  pagestream-$suffix   (its value: suffix=$suffix ./deploy-resources.sh${emulator:+ --local} --api-key)
END
  if [ -n "$smoke" ]; then account smoke "$api" "pagestream-$suffix" "$functions_stack"; fi
}

remove() {
  local answer
  check_account
  if ! is_deployed "$functions_stack" && ! is_deployed "$resources_stack"; then
    echo "nothing to remove: $suffix is not deployed in $AWS_REGION; is AWS_REGION the region that you deployed to?"
    return
  fi
  if [ -z "$yes" ]; then
    printf 'This removes the stack of %s with all its records, failures and runs. Type %s to go on: ' "$suffix" "$suffix"
    read -r answer || answer=''
    [ "$answer" = "$suffix" ] || fail 'nothing was removed.'
  fi
  remove_stack "$functions_stack"
  remove_stack "$resources_stack"
  echo "removed: both stacks of $suffix are gone."
}
