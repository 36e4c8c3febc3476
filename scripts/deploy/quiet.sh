# shellcheck shell=bash
# How deploy-resources.sh sees to it that no row is on its way; it sources this.
# shellcheck disable=SC2154 # the settings come from the environment

# need_quiet DONE COST: ends unless every run has settled, and keeps others from beginning until this call
# ends. COST is what it costs to have DONE it all the same.
need_quiet() {
  if [ -n "$yes" ]; then return; fi
  need_settled_runs "$@"
  echo 'keeping runs from beginning, until the calls of the scraper have ended …'
  trap let_runs_begin EXIT
  account stop "scraper-$suffix" >/dev/null ||
    fail "cannot keep runs from beginning; the line above says why. With --yes $suffix is $1 all the same, and $2."
  need_settled_runs "$@"
}

need_settled_runs() {
  local open
  open=$(account open-runs "$(api_url)" "pagestream-$suffix") ||
    fail "cannot see whether runs are open; the line above says why. With --yes $suffix is $1 all the same, and $2."
  [ -z "$open" ] ||
    fail "expected every run to have settled, found open: $open. Wait for them, or cancel them; with --yes $suffix is $1 all the same, and $2."
}

let_runs_begin() {
  trap - EXIT
  account start "$functions_stack" "scraper-$suffix" >/dev/null ||
    fail "the scraper takes no calls; the line above says why. The next deployment lets it take them again."
}
